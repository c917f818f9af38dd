import { orderPresets } from '../../src/core/orders/presets';
import { readerOf } from '../../src/core/orders/readPath';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { orderFormats } from '../../src/core/sampleShop/orderFormats';
import { sampleOrders } from '../../src/core/sampleShop/sampleOrders';

const options = sampleShopOptions.parse({
	customers: 800,
	asOf: '2026-06-30',
	timeZone: 'America/New_York',
});
const orders = [...sampleOrders(options)];
/** Stripe knows no amount with a decimal comma: cents are whole. */
const readable = orders.filter((order) => typeof order.amount === 'number');
const formats = ['shopify', 'wooCommerce', 'stripe'] as const;

describe('orderFormats', () => {
	it.each(formats)('has a layout that Compute RFM takes for %s', (format) => {
		for (const order of orders) {
			const row = orderFormats[format](order);
			if (row !== undefined) expect(orderPresets[format].looksLike(row)).toBe(true);
		}
	});

	it.each(formats)('says the same of an order in the layout of %s', (format) => {
		const { paths } = orderPresets[format];
		const scale = format === 'stripe' ? 100 : 1;
		for (const order of readable) {
			const row = orderFormats[format](order);
			if (row === undefined) continue;
			const read = (field: keyof typeof paths) => readerOf(paths[field])?.(row);
			expect(Number(read('amount')) / scale).toBeCloseTo(Number(order.amount), 9);
			expect(String(read('currency')).toUpperCase()).toBe(order.currency);
			expect(read('email') || null).toBe(order.email);
			expect(read('customerId') ?? 0).toBe(order.customerId ?? 0);
			const date = read('orderDate');
			const instant = typeof date === 'number' ? date * 1000 : Date.parse(inZone(String(date)));
			expect(instant).toBe(Date.parse(order.orderDate));
		}
	});

	it.each(formats)('gives back the same money in the layout of %s', (format) => {
		const { refunds } = orderPresets[format];
		const scale = format === 'stripe' ? 100 : 1;
		const refunded = orders.filter((order) => order.refund > 0 && !order.isTest);
		expect(refunded.length).toBeGreaterThan(20);
		for (const order of refunded) {
			const found = refunds(orderFormats[format](order) ?? {});
			const total = found.reduce((sum, refund) => sum + Math.abs(Number(refund.amount)), 0);
			expect(total / scale).toBeCloseTo(order.refund, 9);
		}
	});

	it('marks tests where the layout can, and leaves them out where it can’t', () => {
		const test = orders.find((order) => order.isTest);
		if (test === undefined) throw new Error('This shop has no test order.');
		expect(orderFormats.shopify(test)).toMatchObject({ test: true });
		expect(orderFormats.stripe(test)).toMatchObject({ livemode: false });
		expect(orderFormats.wooCommerce(test)).toBeUndefined();
	});

	it('leaves plain orders as they are', () => {
		expect(orderFormats.plain(orders[0])).toBe(orders[0]);
	});
});

/** WooCommerce writes UTC without saying so. */
function inZone(iso: string): string {
	return /(Z|[+-]\d\d:\d\d)$/.test(iso) ? iso : `${iso}Z`;
}
