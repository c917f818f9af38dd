import { dateOfDay, dayOfCivil, dayOfDate, daysInMonth } from '../../src/values/days';

describe('dayOfDate', () => {
	it.each([
		['1970-01-01', 0],
		['1970-01-02T23:00:00-08:00', 1],
		['1969-12-31', -1],
		['2000-02-29', 11_016],
		['2025-06-30 anything', 20_269],
	])('counts %s', (text, day) => {
		expect(dayOfDate(text)).toBe(day);
	});

	it.each([
		'2025-02-30',
		'2025-13-01',
		'2025-00-01',
		'2025-01-00',
		'2025/01/01',
		'2025-1-01',
		'202-01-011',
		'',
		'x',
		5,
		null,
		undefined,
		new Date(0),
	])('finds no date in %p', (value) => {
		expect(dayOfDate(value)).toBeUndefined();
	});
});

describe('dayOfCivil and dateOfDay', () => {
	it('agree with the Date calendar over four centuries, and invert each other', () => {
		for (let day = -40_000; day < 110_000; day += 37) {
			const date = new Date(day * 86_400_000);
			expect(dayOfCivil(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(
				day,
			);
			expect(dayOfDate(dateOfDay(day))).toBe(day);
		}
	});
});

describe('daysInMonth', () => {
	it.each([
		[2025, 2, 28],
		[2024, 2, 29],
		[1900, 2, 28],
		[2000, 2, 29],
		[2025, 4, 30],
		[2025, 12, 31],
	])('of %d-%d are %d', (year, month, days) => {
		expect(daysInMonth(year, month)).toBe(days);
	});
});
