import { InvalidInputError } from '../../src/values/invalidInputError';
import { historyDays, ShopWindow } from '../../src/core/sampleShop/shopWindow';

const berlin = { timeZone: 'Europe/Berlin', isRoundTheClock: false };

describe('ShopWindow', () => {
	it('includes the whole day if the end is a date', () => {
		const window = new ShopWindow({ ...berlin, asOf: '2026-06-30' });
		expect(window.calendar.iso(window.asOf)).toBe('2026-06-30T23:59:59.999+02:00');
	});

	it('begins 1,094 days before its last day', () => {
		const window = new ShopWindow({ ...berlin, asOf: '2026-06-30' });
		expect(window.isoOf(0)).toBe('2023-07-02T08:00:00+02:00');
		expect(window.isoOf(historyDays - 1)).toBe('2026-06-30T08:00:00+02:00');
	});

	it.each([
		['2026-06-30T15:00:00+02:00', '2026-06-29T23:59:59.999+02:00'],
		['2026-06-30T00:00:00+02:00', '2026-06-29T23:59:59.999+02:00'],
		['2026-06-30T23:59:59+02:00', '2026-06-30T23:59:59.999+02:00'],
		['2026-06-30T22:30:00Z', '2026-06-30T23:59:59.999+02:00'],
	])('ends with the last day that is over at %s', (asOf, end) => {
		const window = new ShopWindow({ ...berlin, asOf });
		expect(window.calendar.iso(window.asOf)).toBe(end);
	});

	it('writes the offset of the season', () => {
		const window = new ShopWindow({ ...berlin, asOf: '2026-01-31' });
		expect(window.isoOf(historyDays - 1)).toBe('2026-01-31T08:00:00+01:00');
	});

	it('puts one order in ten within two hours of midnight when open round the clock', () => {
		const window = new ShopWindow({ timeZone: 'UTC', isRoundTheClock: true, asOf: '2026-06-30' });
		const hours = Array.from({ length: 1000 }, (_, step) =>
			Number(window.isoOf(step / 1000).slice(11, 13)),
		);
		expect(hours.filter((hour) => hour < 2 || hour >= 22)).toHaveLength(100);
	});

	it('keeps moments of a day in order', () => {
		const window = new ShopWindow({ timeZone: 'UTC', isRoundTheClock: true, asOf: '2026-06-30' });
		const instants = Array.from({ length: 1001 }, (_, step) => window.instantOf(500 + step / 1000));
		expect(instants).toEqual([...instants].sort((a, b) => a - b));
	});

	it('has more new customers in November than in February, by the weights', () => {
		const window = new ShopWindow({ timeZone: 'UTC', isRoundTheClock: false, asOf: '2025-12-31' });
		const counts = new Map<string, number>();
		const steps = 200_000;
		for (let step = 0; step < steps; step++) {
			const month = window.isoOf(window.dayOfNewCustomer(step / steps)).slice(0, 7);
			counts.set(month, (counts.get(month) ?? 0) + 1);
		}
		const ratio = (counts.get('2024-11') ?? 0) / (counts.get('2024-02') ?? 1);
		expect(ratio).toBeCloseTo((1.9 * 30 * 1.015 ** 9) / (0.8 * 29), 1);
	});

	it('knows the weekday', () => {
		const window = new ShopWindow({ timeZone: 'UTC', isRoundTheClock: false, asOf: '2026-06-30' });
		expect(window.weekdayOf(historyDays - 1)).toBe(2);
		expect(window.weekdayOf(historyDays - 3)).toBe(7);
	});

	it.each(['', '2025-02-30', 'soon', undefined])('refuses %p as its last day', (asOf) => {
		expect(() => new ShopWindow({ ...berlin, asOf })).toThrow(InvalidInputError);
	});
});
