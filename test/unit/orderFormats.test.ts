import type { JsonRecord } from '../../src/values/jsonRecord';
import { orderPresets } from '../../src/core/orders/presets';
import { tellingFields } from '../../src/core/orders/sources/recogniseSource';
import { readerOf } from '../../src/core/orders/readPath';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { orderFormats } from '../../src/core/sampleShop/orderFormats';
import { sampleOrders } from '../../src/core/sampleShop/sampleOrders';
import type { RfmResult } from '../../src/core/rfm/computeRfm';
import { runRfm } from '../support/runRfm';

const options = sampleShopOptions.parse({
	customers: 800,
	asOf: '2026-06-30',
	timeZone: 'America/New_York',
});
const orders = [...sampleOrders(options)];
/** Stripe has no amounts with a decimal comma: cents are whole. */
const readable = orders.filter((order) => typeof order.amount === 'number');
const formats = ['shopify', 'shopifyGraphql', 'wooCommerce', 'bigCommerce', 'stripe'] as const;

describe('orderFormats', () => {
	it.each(formats)('has a layout that Compute RFM recognizes as %s', (format) => {
		for (const order of orders) {
			const row = orderFormats[format](order);
			if (row !== undefined) expect(tellingFields(orderPresets[format], row)).toBeDefined();
		}
	});

	it.each(formats)('describes the same order in the layout of %s', (format) => {
		const { paths } = orderPresets[format];
		const scale = format === 'stripe' ? 100 : 1;
		for (const order of readable) {
			const row = orderFormats[format](order);
			if (row === undefined) continue;
			const read = (field: keyof typeof paths) => readerOf(paths[field])?.(row);
			const customerId = String(read('customerId') ?? 0).replace('gid://shopify/Customer/', '');
			expect(Number(read('amount')) / scale).toBeCloseTo(Number(order.amount), 9);
			expect(String(read('currency')).toUpperCase()).toBe(order.currency);
			expect(read('email') || null).toBe(order.email);
			expect(customerId).toBe(order.customerId ?? '0');
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

	it('marks test orders where the layout can, and leaves them out where it can’t', () => {
		const test = orders.find((order) => order.isTest);
		if (test === undefined) throw new Error('This shop has no test order.');
		expect(orderFormats.shopify(test)).toMatchObject({ test: true });
		expect(orderFormats.stripe(test)).toMatchObject({ livemode: false });
		expect(orderFormats.shopifyGraphql(test)).toMatchObject({ test: true });
		expect(orderFormats.bigCommerce(test)).toMatchObject({
			payment_method: 'Test Payment Gateway',
		});
		expect(orderFormats.wooCommerce(test)).toBeUndefined();
	});

	it('leaves plain orders as they are', () => {
		expect(orderFormats.plain(orders[0])).toBe(orders[0]);
	});
});

describe('the same shop in every layout', () => {
	/** Fields that every source reads; Stripe has no discounts and no names, and not every source has categories. */
	const common = [
		'customerId',
		'email',
		'phone',
		'region',
		'currency',
		'firstOrderAt',
		'lastOrderAt',
		'orderCount',
		'monetaryTotal',
		'averageOrderValue',
		'refundRate',
		'topProduct',
		'orderHistory',
		'rfmCell',
		'rfmSegment',
	];
	const run = (source: string, rows: JsonRecord[]) =>
		runRfm(rows, { source, asOf: '2026-06-30', timeZone: 'America/New_York' });
	const plain = run('custom', orders);
	const codes = (result: RfmResult) => {
		const counts: Record<string, number> = {};
		for (const { code } of result.setAside) counts[code] = (counts[code] ?? 0) + 1;
		return counts;
	};

	it('has refunds, guests, tests, duplicates and a second currency to differ by', () => {
		expect(codes(plain)).toMatchObject({
			duplicateOrderId: expect.any(Number),
			noFxRate: expect.any(Number),
			statusTest: expect.any(Number),
			unparseableAmount: expect.any(Number),
		});
		expect(orders.some(({ customerId, email }) => customerId === null && email !== null)).toBe(
			true,
		);
	});

	it.each(formats)('gives the same customers as %s', (format) => {
		const rows = orders.flatMap((order): JsonRecord[] => {
			const row: JsonRecord | undefined = orderFormats[format](order);
			return row === undefined ? [] : [row];
		});
		const result = run(format, rows);
		const seen = ({ customers }: RfmResult) =>
			customers.map(({ row }) => common.map((field) => row[field]));
		expect(seen(result)).toEqual(seen(plain));
		// WooCommerce has no test orders.
		const isKept = ({ isTest }: (typeof orders)[number]) => format !== 'wooCommerce' || !isTest;
		expect(codes(result)).toEqual(codes(run('custom', orders.filter(isKept))));
	});

	it('gives the very same rows by both interfaces of Shopify, as orders and as pages', () => {
		const layouts = (format: 'shopify' | 'shopifyGraphql') =>
			orders.map((order) => orderFormats[format](order));
		const nodes = layouts('shopifyGraphql');
		const pages = [nodes.slice(0, 250), nodes.slice(250)].map((part, page) => ({
			data: { orders: { pageInfo: { hasNextPage: page === 0 }, nodes: part } },
		}));
		const customers = (source: string, rows: JsonRecord[]) =>
			run(source, rows).customers.map(({ row: { rfmModelVersion: _, ...row } }) => row);
		const rest = customers('shopify', layouts('shopify'));
		expect(customers('shopifyGraphql', nodes)).toEqual(rest);
		expect(customers('shopifyGraphql', pages)).toEqual(rest);
	});
});

/** WooCommerce writes UTC without an offset. */
function inZone(iso: string): string {
	return /(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`;
}
