import fc from 'fast-check';
import {
	dayMonthOrderOf,
	parseDayMonth,
	parseWrittenDate,
} from '../../src/values/parseWrittenDate';
import { ShopCalendar } from '../../src/values/shopCalendar';

const utc = new ShopCalendar('UTC');
const iso = (instant: number) => new Date(instant).toISOString();

describe('parseWrittenDate', () => {
	it.each([
		['2026/02/01', '2026-02-01T00:00:00.000Z'],
		['2026/02/01 10:30:15', '2026-02-01T10:30:15.000Z'],
		['01-Feb-2026', '2026-02-01T00:00:00.000Z'],
		['01-FEB-26', '2026-02-01T00:00:00.000Z'],
		['1 February 2026, 3:05 pm', '2026-02-01T15:05:00.000Z'],
		['Sept 30, 2025 12:00 AM', '2025-09-30T00:00:00.000Z'],
		['Feb 1, 2026 10:00:00 PM UTC', '2026-02-01T22:00:00.000Z'],
		['01.02.2026', '2026-02-01T00:00:00.000Z'],
		['1. 2. 2026 08:00 +02:00', '2026-02-01T06:00:00.000Z'],
	])('reads %j', (text, expected) => {
		expect(iso(parseWrittenDate(text, utc))).toBe(expected);
	});

	it.each([
		'01/02/2026',
		'2026/02/30',
		'30-Feb-2026',
		'01-Foo-2026',
		'01-Marc-2026',
		'02.13.2026',
		'2026/02/01 25:00',
		'Feb 1, 2026 13:00 pm',
		'Feb 1, 2026 0:00 am',
		'Feb 2026',
	])('reads nothing in %j', (text) => {
		expect(parseWrittenDate(text, utc)).toBeNaN();
	});
});

describe('dates with the day and the month in figures', () => {
	it.each([
		['13/02/2026', 'dayFirst'],
		['02-13-2026', 'monthFirst'],
		['01/02/2026', 'either'],
		['13/13/2026', undefined],
		['2026/01/02', undefined],
		['01.02.2026', undefined],
		[46027, undefined],
	])('%j is %s', (text, order) => {
		expect(dayMonthOrderOf(text)).toBe(order);
	});

	it('are read back as they were written, in each order', () => {
		const days = fc.integer({ min: 0, max: 40_000 });
		fc.assert(
			fc.property(days, fc.constantFrom('/', '-'), fc.boolean(), (day, mark, isPadded) => {
				const date = new Date(day * 86_400_000);
				const pad = (value: number) => (isPadded ? String(value).padStart(2, '0') : String(value));
				const [d, m] = [pad(date.getUTCDate()), pad(date.getUTCMonth() + 1)];
				const year = date.getUTCFullYear();
				const dayFirst = [d, m, year].join(mark);
				expect(parseDayMonth(dayFirst, 'dayFirst', utc)).toBe(date.getTime());
				expect(parseDayMonth([m, d, year].join(mark), 'monthFirst', utc)).toBe(date.getTime());
				expect(['dayFirst', 'either']).toContain(dayMonthOrderOf(dayFirst));
			}),
		);
	});
});
