import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleOrders } from '../../src/core/sampleShop/sampleOrders';

const options = sampleShopOptions.parse({
	customers: 20_000,
	asOf: '2026-06-30',
	timeZone: 'UTC',
	messyData: true,
});
const rows = [...sampleOrders(options)];
const asOf = Date.parse('2026-07-01T00:00:00Z');
const isExtra = (id: string) => /-(test|later)$/.test(id);
const idCounts = new Map<string, number>();
for (const row of rows) idCounts.set(row.orderId, (idCounts.get(row.orderId) ?? 0) + 1);
const orderCount = [...idCounts.keys()].filter((id) => !isExtra(id)).length;
const own = rows.filter((row) => !isExtra(row.orderId));

const cases: Array<[name: string, share: number, found: number, outOf: number]> = [
	['a second time', 0.008, own.length - orderCount, orderCount],
	['tests', 0.003, rows.filter((row) => row.isTest).length, orderCount],
	[
		'in the future',
		0.002,
		rows.filter((row) => Date.parse(row.orderDate) > asOf).length,
		orderCount,
	],
	['in euros', 0.03, own.filter((row) => row.currency === 'EUR').length, own.length],
	[
		'with a decimal comma',
		0.005,
		own.filter((row) => typeof row.amount === 'string').length,
		own.length,
	],
	[
		'of customers without an email',
		0.015,
		new Set(own.filter((row) => row.email === null).map((row) => row.customerId)).size,
		20_000,
	],
	[
		'of guests with an account',
		0.04 * 0.985,
		new Set(own.filter((row) => row.customerId === null).map((row) => row.email)).size,
		20_000,
	],
];

describe('addFaults', () => {
	it.each(cases)('has orders %s at their share, %d', (_, share, found, outOf) => {
		const error = Math.sqrt((share * (1 - share)) / outOf);
		expect(Math.abs(found / outOf - share)).toBeLessThan(4 * error);
	});

	it('leaves every row an identity', () => {
		expect(rows.filter((row) => row.customerId === null && row.email === null)).toEqual([]);
	});

	it('repeats an order unchanged', () => {
		const byId = new Map<string, unknown>();
		for (const row of rows) {
			const first = byId.get(row.orderId);
			if (first !== undefined) expect(row).toEqual(first);
			byId.set(row.orderId, row);
		}
	});

	it('changes nothing else: the clean rows are all there', () => {
		const clean = [...sampleOrders({ ...options, customers: 300, messyData: false })];
		const messy = new Map(rows.map((row) => [row.orderId, row]));
		for (const row of clean) {
			expect(messy.get(row.orderId)).toMatchObject({
				discount: row.discount,
				costOfGoods: row.costOfGoods,
				product: row.product,
				firstName: row.firstName,
			});
		}
	});
});
