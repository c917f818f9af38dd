import { createHash } from 'node:crypto';
import { orderFieldPaths } from '../../src/core/orders/orderFields';
import { parseInstant } from '../../src/values/parseInstant';
import { ShopCalendar } from '../../src/values/shopCalendar';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleBareOrders, sampleOrders } from '../../src/core/sampleShop/sampleOrders';

const options = sampleShopOptions.parse({
	customers: 400,
	asOf: '2026-06-30',
	timeZone: 'America/New_York',
	messyData: false,
});
const orders = (changes: Partial<typeof options> = {}) => [
	...sampleOrders({ ...options, ...changes }),
];
const asOf = Date.parse('2026-07-01T04:00:00Z') - 1;

describe('sampleOrders', () => {
	it('outputs the same rows on every machine and in each of its time zones', () => {
		const rows = orders({ messyData: true, timeZone: 'UTC' });
		const hash = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
		expect(hash.slice(0, 16)).toBe('be4569499cd26b03');
	});

	it('outputs another shop for another seed', () => {
		expect(orders({ seed: 2 })[0]).not.toEqual(orders()[0]);
	});

	it('begins a larger shop with the orders of a smaller one', () => {
		const small = orders({ customers: 50, messyData: true });
		expect(orders({ messyData: true }).slice(0, small.length)).toEqual(small);
	});

	it('has only fields that Compute RFM reads by these names', () => {
		const read = new Set<string>(Object.values(orderFieldPaths));
		expect(Object.keys(orders()[0]).filter((field) => !read.has(field))).toEqual([]);
	});

	it('gives each order a unique ID, and each customer one identity', () => {
		const rows = orders();
		expect(new Set(rows.map((row) => row.orderId)).size).toBe(rows.length);
		const emails = new Map<unknown, Set<unknown>>();
		for (const row of rows) {
			emails.set(row.customerId, (emails.get(row.customerId) ?? new Set()).add(row.email));
		}
		expect(emails.size).toBe(400);
		expect([...emails.values()].every((found) => found.size === 1)).toBe(true);
	});

	it('dates no order and no refund after the last instant', () => {
		const calendar = new ShopCalendar('UTC');
		const dates = orders().flatMap((row) => [row.orderDate, row.updatedAt]);
		expect(Math.max(...dates.map((date) => parseInstant(date, calendar)))).toBeLessThanOrEqual(
			asOf,
		);
	});

	it('has amounts whose parts add up', () => {
		for (const row of orders()) {
			const amount = Number(row.amount);
			expect(row.refund).toBeLessThanOrEqual(amount);
			expect(row.costOfGoods).toBeLessThanOrEqual(amount * 0.71);
			expect(row.tax).toBeLessThan(amount);
			expect(row.shipping).toBeLessThanOrEqual(amount);
			expect(row.refund > 0).toBe(row.refundedAt !== null);
			expect(row.status === 'paid').toBe(row.refund === 0);
			expect(row.status === 'refunded').toBe(row.refund === amount);
		}
	});

	it('is the buying model alone on request, without people or faults', () => {
		const rows = [...sampleBareOrders(options)];
		expect(Object.keys(rows[0])).toEqual([
			'orderId',
			'orderDate',
			'customerId',
			'amount',
			'currency',
		]);
		expect(rows[0]).toMatchObject({ customerId: 'C000001', orderId: 'C000001-1', currency: 'USD' });
		expect(new Set(rows.map((row) => row.customerId)).size).toBe(400);
	});
});
