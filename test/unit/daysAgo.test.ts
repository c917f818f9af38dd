import { daysAgo, shopDayReader } from '../../src/core/suppression/daysAgo';

const berlin = { day: 20_453, offsetMinutes: 60 };

describe('shopDayReader', () => {
	it.each([
		['2025-12-31T23:59:59+01:00', 60],
		['2025-12-31T23:59:59.999-0330', -210],
		['2025-12-31T23:59Z', 0],
		['2025-12-31', 0],
		['soon', 0],
		[null, 0],
	])('reads the offset of %s', (asOf, offsetMinutes) => {
		expect(shopDayReader()(20_453, asOf)).toEqual({ day: 20_453, offsetMinutes });
	});

	it('knows no day where none is known', () => {
		expect(shopDayReader()(NaN, '2025-12-31')).toBeUndefined();
	});

	it('reads every customer’s own', () => {
		const read = shopDayReader();
		expect(read(1, '2025-12-31T23:59:59+01:00')).toEqual({ day: 1, offsetMinutes: 60 });
		expect(read(2, '2025-12-31T23:59:59+01:00')).toEqual({ day: 2, offsetMinutes: 60 });
		expect(read(2, '2025-12-31T23:59:59Z')).toEqual({ day: 2, offsetMinutes: 0 });
	});
});

describe('daysAgo', () => {
	it.each([
		['a date', '2025-12-24', 7],
		['a date and time without an offset', '2025-12-24T23:30:00', 7],
		['the shop’s own offset', '2025-12-24T00:30:00+01:00', 7],
		['an instant that falls on the shop’s next day', '2025-12-23T23:30:00Z', 7],
		['an instant of another zone', '2025-12-25T05:00:00+09:00', 7],
		['Unix seconds', 1_766_532_600, 7],
		['Unix milliseconds', 1_766_532_600_000, 7],
		['a JS Date', new Date('2025-12-23T23:30:00Z'), 7],
		['an object that gives milliseconds', { toMillis: () => 1_766_532_600_000 }, 7],
		['today', '2025-12-31T08:00:00+01:00', 0],
		['a day after today', '2026-02-01', -32],
		['a date that is none', '2025-02-30', undefined],
		['words', 'yesterday', undefined],
		['a small number', 12, undefined],
		['nothing', null, undefined],
		['an invalid Date', new Date(NaN), undefined],
	])('reads %s', (_, moment, expected) => {
		expect(daysAgo(moment, berlin)).toBe(expected);
	});
});
