import fc from 'fast-check';
import { DateTime } from 'luxon';
import { dateFieldNames, withWrittenDates, writtenDate } from '../../src/core/customers/dateFields';
import { dayOfDate } from '../../src/values/days';
import { ShopCalendar } from '../../src/values/shopCalendar';

const newYork = new ShopCalendar('America/New_York');
const endOfJune = '2026-06-30T23:59:59.999-04:00';

describe('a date as text', () => {
	it.each([
		['a date object', new Date(endOfJune), endOfJune],
		['a luxon date', DateTime.fromISO(endOfJune, { zone: 'Asia/Tokyo' }), endOfJune],
		['a text in UTC', '2026-07-01T03:59:59.999Z', endOfJune],
		['Unix seconds', 1_782_878_399, '2026-06-30T23:59:59-04:00'],
		['a date alone that became midnight in UTC', new Date('2026-06-30T00:00:00Z'), '2026-06-30'],
		['such a date as text', '2026-06-30T00:00:00.000Z', '2026-06-30'],
		['a text with an offset', endOfJune, endOfJune],
		['a date alone', '2026-06-30', '2026-06-30'],
		['a date as a database writes it', '2026-06-30 23:59:59', '2026-06-30 23:59:59'],
		['no date', 'soon', 'soon'],
		['nothing', null, null],
		['an empty text', '', ''],
	])('from %s', (_name, value, text) => {
		expect(writtenDate(value, newYork)).toBe(text);
	});

	it('stays as it is where the shop is on UTC', () => {
		const text = '2026-07-01T03:59:59.999Z';
		expect(writtenDate(text, new ShopCalendar('UTC'))).toBe(text);
	});

	it("keeps the day of what Compute RFM writes through a database's date column", () => {
		const zones = fc.constantFrom('America/New_York', 'Asia/Tokyo', 'Europe/Berlin', 'UTC');
		fc.assert(
			fc.property(zones, fc.integer({ min: 1, max: 2_000_000_000_000 }), (zone, instant) => {
				const calendar = new ShopCalendar(zone);
				// Midnight in UTC means a date without a time.
				fc.pre(instant % 86_400_000 !== 0);
				const written = calendar.iso(instant);
				const readBack = writtenDate(new Date(written), calendar);
				expect(dayOfDate(readBack)).toBe(dayOfDate(written));
				expect(writtenDate(readBack, calendar)).toBe(readBack);
			}),
		);
	});
});

it('writes the dates of rows, under the names that the options give them, and leaves other rows alone', () => {
	const rows = [
		{ customerId: 'a', measuredOn: new Date(endOfJune), other: new Date(0) },
		{ customerId: 'b', measuredOn: endOfJune },
	];
	const fields = dateFieldNames({ asOf: 'measuredOn' });
	const written = rows.map((row) => withWrittenDates(row, fields, newYork));
	expect(written[0]).toEqual({ customerId: 'a', measuredOn: endOfJune, other: new Date(0) });
	expect(written[1]).toBe(rows[1]);
});
