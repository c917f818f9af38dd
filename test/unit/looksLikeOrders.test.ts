import { looksLikeOrders } from '../../src/core/orders/looksLikeOrders';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { runRfm } from '../support/runRfm';

const order = { orderId: '1', orderDate: '2025-01-31', amount: 20, customerId: 'a' };

it.each(sampleShopOptions.shape.orderFormat.removeDefault().options)(
	'recognizes the orders of the sample shop as %s',
	(orderFormat) => {
		const options = sampleShopOptions.parse({ customers: 30, orderFormat });
		const rows = sampleRows({ ...options, asOf: '2026-06-30', timeZone: 'UTC' });
		expect(looksLikeOrders(rows)).toBeDefined();
	},
);

it.each([
	['plain orders', [order], ['orderDate', 'amount']],
	[
		'a file with an order number',
		[{ 'Order Number': '1', 'Order Date': '2025-01-31', Total: '20.00', Email: 'a@example.com' }],
		['Order Number', 'Order Date', 'Total'],
	],
])('recognizes %s', (_name, rows, fields) => {
	expect(looksLikeOrders(rows)).toEqual({ shop: undefined, fields });
});

it.each([
	['nothing', []],
	['customers of Compute RFM', runRfm([order], {}).customers.map(({ row }) => row)],
	['customers with fields of their last order', [{ ...order, tier: 'vip' }]],
	['contacts', [{ id: 7, email: 'a@example.com', created: '2025-01-31', revenue: 120 }]],
	['members of a list', [{ customerId: 'a', email: 'a@example.com' }]],
])('takes %s for no orders', (_name, rows) => {
	expect(looksLikeOrders(rows)).toBeUndefined();
});
