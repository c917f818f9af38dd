import { orderFieldPaths } from '../../src/core/orders/orderFields';
import { orderPresets } from '../../src/core/orders/presets';
import { sampleOrders, tellingFields } from '../../src/core/orders/sources/recogniseSource';
import { onlyCustomer, runRfm } from '../support/runRfm';
import {
	bigCommerceOrder,
	charge,
	graphqlOrder,
	paymentIntent,
	shopifyOrder,
	wooOrder,
} from '../support/sourceOrders';

describe('orderPresets', () => {
	it('have the default paths of the Custom source', () => {
		expect(orderPresets.custom.paths.amount).toEqual(['amount']);
		expect(Object.keys(orderPresets.custom.paths)).toEqual(Object.keys(orderFieldPaths));
	});

	it.each([
		['shopify', shopifyOrder],
		['shopifyGraphql', graphqlOrder],
		['shopifyGraphql', { data: { orders: { nodes: [graphqlOrder] } } }],
		['wooCommerce', wooOrder],
		['bigCommerce', bigCommerceOrder],
		['stripe', charge],
		['stripe', paymentIntent],
	] as const)('know rows of %s from those of the others', (source, row) => {
		for (const [name, preset] of Object.entries(orderPresets)) {
			const isTold = sampleOrders([row]).some(
				(order) => tellingFields(preset, order) !== undefined,
			);
			expect([name, isTold]).toEqual([name, name === source]);
		}
	});

	it.each([
		['refunds', { refunds: 'none' }],
		['refunds', { refunds: [null, 5, { transactions: [null, 'x'] }] }],
		['refunds', { refunds: { data: [null, {}] } }],
		['refunds', { refunds: { nodes: [null, {}], edges: 5 } }],
	])('read hostile %s as none', (_, changes) => {
		for (const [source, row] of [
			['shopify', { ...shopifyOrder, current_total_price: undefined }],
			[
				'shopifyGraphql',
				{ ...graphqlOrder, totalRefundedSet: undefined, currentTotalPriceSet: undefined },
			],
			['wooCommerce', wooOrder],
			['bigCommerce', { ...bigCommerceOrder, refunded_amount: '' }],
			['stripe', { ...charge, amount_refunded: 0 }],
		] as const) {
			const customer = onlyCustomer(runRfm([{ ...row, ...changes }], { source }));
			expect(customer.refundRate).toBe(0);
		}
	});
});
