import { collectOrders } from '../../src/core/btyd/orderHistories';
import { seasonFactor, seasonIndex } from '../../src/core/clv/season';
import { dayOfDate, monthOfDay } from '../../src/values/days';

const dayOf = (date: string) => dayOfDate(date) ?? NaN;

/** Customers who order first on 1 January 2021 and then as often as `perDay` says, one order per customer and day. */
function shop(until: string, perDay: (day: number) => number) {
	const first = dayOf('2021-01-01');
	const asOfDay = dayOf(until);
	const customers = Array.from({ length: 40 }, () => [first]);
	let next = 0;
	let owed = 0;
	for (let day = first + 1; day <= asOfDay; day++) {
		for (owed += perDay(day); owed >= 1; owed--) customers[next++ % customers.length].push(day);
	}
	return collectOrders(
		customers.map((days) => ({ history: { days, amounts: days.map(() => 10) }, asOfDay })),
	);
}

const doubleInDecember = (day: number) => (monthOfDay(day) === 11 ? 20 : 10);

describe('seasonIndex', () => {
	it('is about 1 where every day is alike, whatever the length of the months', () => {
		const index = seasonIndex(shop('2023-12-31', () => 10));
		expect(index).toHaveLength(12);
		for (const factor of index ?? []) expect(factor).toBeCloseTo(1, 1);
	});

	it('rises in the months that sell more, each year of them counting', () => {
		const three = seasonIndex(shop('2023-12-31', doubleInDecember)) ?? [];
		const five = seasonIndex(shop('2025-12-31', doubleInDecember)) ?? [];
		expect(three[11]).toBeGreaterThan(1.4);
		expect(three[11]).toBeLessThan(five[11]);
		// Twice the other eleven months is 24/13 of the mean.
		expect(five[11]).toBeLessThan(24 / 13);
		expect(five.reduce((sum, factor) => sum + factor, 0)).toBeCloseTo(12, 10);
		expect(Math.max(...five.slice(0, 11))).toBeLessThan(1);
	});

	it('takes a trend for no season', () => {
		const start = dayOf('2021-01-01');
		const index = seasonIndex(shop('2024-12-31', (day) => 5 + (day - start) / 100)) ?? [];
		for (const factor of index) expect(factor).toBeCloseTo(1, 1);
	});

	it('is not known before 24 whole months', () => {
		expect(seasonIndex(shop('2022-12-30', doubleInDecember))).toBeNull();
		expect(seasonIndex(shop('2022-12-31', doubleInDecember))).not.toBeNull();
		expect(seasonIndex(collectOrders([]))).toBeNull();
	});

	it('does not believe differences that chance alone makes', () => {
		// One order in about eight days: counts of 3 and 5 per month show nothing.
		const index = seasonIndex(shop('2024-12-31', () => 0.13)) ?? [];
		for (const factor of index) expect(Math.abs(factor - 1)).toBeLessThan(0.05);
	});
});

describe('seasonFactor', () => {
	const index = seasonIndex(shop('2025-12-31', doubleInDecember));

	it('is the mean over the days ahead, and 1 over a year', () => {
		expect(seasonFactor(index, dayOf('2025-11-30'), 31)).toBeCloseTo(index?.[11] ?? NaN, 12);
		expect(seasonFactor(index, dayOf('2025-12-31'), 31)).toBeCloseTo(index?.[0] ?? NaN, 12);
		expect(seasonFactor(index, dayOf('2025-06-15'), 365)).toBeCloseTo(1, 2);
	});

	it('is 1 without a season or without days', () => {
		expect(seasonFactor(null, 0, 31)).toBe(1);
		expect(seasonFactor(index, 0, 0)).toBe(1);
	});
});
