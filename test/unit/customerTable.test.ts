import { CustomerTable } from '../../src/core/customers/customerTable';
import type { JsonRecord } from '../../src/values/jsonRecord';

const asOf = '2025-12-31T23:59:59+01:00';
const only = (row: JsonRecord, options: unknown = '') =>
	new CustomerTable([{ customerId: 'a', asOf, ...row }], {}, options);

describe('CustomerTable', () => {
	it.each([
		['as given', { daysSinceLastOrder: 12, lastOrderAt: '2025-12-01' }, '', 12],
		['from text', { daysSinceLastOrder: '12' }, '', 12],
		['from the date of the last order', { lastOrderAt: '2025-12-01T10:00:00+01:00' }, '', 30],
		['from the history before that date', { orderHistory: '2025-12-21:5' }, '', 10],
		[
			'again on another day',
			{ daysSinceLastOrder: 12, lastOrderAt: '2025-12-01' },
			'2025-12-11',
			10,
		],
		[
			'up to another day',
			{ orderHistory: '2025-11-01:5;2025-12-21:5', lastOrderAt: '2025-12-21' },
			'2025-12-01',
			30,
		],
		['not from an order after the day', { lastOrderAt: '2025-12-21' }, '2025-12-01', NaN],
		['as a hundred years at most', { daysSinceLastOrder: 36_525 }, '', 36_525],
		['not beyond them', { daysSinceLastOrder: 36_526, lastOrderAt: '2025-12-01' }, '', NaN],
		['not from a negative number', { daysSinceLastOrder: -1 }, '', NaN],
	])('tells the days since the last order %s', (_, row, options, expected) => {
		expect(only(row, options).daysSinceLastOrder(0)).toBe(expected);
	});

	it.each([
		['as given', { customerAgeDays: 40, firstOrderAt: '2025-01-01' }, '', 40],
		['from the date of the first order', { firstOrderAt: '2025-12-01' }, '', 30],
		['from the history without that date', { orderHistory: '2025-12-21:5' }, '', 10],
		['below 0 before the first order', { firstOrderAt: '2025-12-21' }, '2025-12-01', -20],
		['not at all without any', {}, '', NaN],
	])('tells the age %s', (_, row, options, expected) => {
		expect(only(row, options).customerAgeDays(0)).toBe(expected);
	});

	it('counts orders of the lifetime, else of the window', () => {
		expect(only({ orderCountLifetime: 3, orderCount: 1 }).orderCount(0)).toBe(3);
		expect(only({ orderCount: 1 }).orderCount(0)).toBe(1);
		expect(only({}).orderCount(0)).toBeNaN();
	});

	it('measures each customer against its own day, in the order of ids', () => {
		const table = new CustomerTable(
			[
				{ customerId: 'b', asOf: '1970-01-03' },
				{ email: 'x' },
				{ customerId: 'a', asOf: '1970-01-02' },
			],
			{},
		);
		expect(table.ids).toEqual(['a', 'b']);
		expect([table.asOfDay(0), table.asOfDay(1)]).toEqual([1, 2]);
		expect([table.row(0).asOf, table.row(1).asOf]).toEqual(['1970-01-02', '1970-01-03']);
		expect(table.sources).toEqual([2, 0]);
		expect(table.setAside.map(({ code }) => code)).toEqual(['missingCustomerId']);
	});

	it('knows no tier where the field holds none', () => {
		expect(only({ tier: 'vip' }).tier(0)).toBe('vip');
		expect([only({ tier: '' }).tier(0), only({ tier: 7 }).tier(0)]).toEqual([undefined, undefined]);
	});
});
