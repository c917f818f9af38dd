import { DateTime } from 'luxon';
import { resolveAsOf } from '../../src/values/resolveAsOf';
import { ShopCalendar } from '../../src/values/shopCalendar';

const now = Date.UTC(2025, 5, 30, 12);
const asOf = (value: unknown, zone = 'Europe/Berlin') =>
	new Date(resolveAsOf(value, new ShopCalendar(zone), now)).toISOString();

describe('resolveAsOf', () => {
	it.each([undefined, null, '', '  '])('means now by %j', (value) => {
		expect(resolveAsOf(value, new ShopCalendar('UTC'), now)).toBe(now);
	});

	it.each([
		['Europe/Berlin', '2025-06-30', '2025-06-30T21:59:59.999Z'],
		['Europe/Berlin', ' 2025-03-30 ', '2025-03-30T21:59:59.999Z'],
		['America/Los_Angeles', '2025-06-30', '2025-07-01T06:59:59.999Z'],
		['America/Santiago', '2025-09-06', '2025-09-07T03:59:59.999Z'],
	])('means by a date alone the end of that day in %s', (zone, date, expected) => {
		expect(asOf(date, zone)).toBe(expected);
	});

	it('takes a date with a time as it is', () => {
		expect(asOf('2025-06-30T10:00:00Z')).toBe('2025-06-30T10:00:00.000Z');
		expect(asOf('2025-06-30T10:00')).toBe('2025-06-30T08:00:00.000Z');
		expect(asOf(DateTime.fromISO('2025-06-30T10:00:00Z'))).toBe('2025-06-30T10:00:00.000Z');
		expect(asOf(1_750_000_000)).toBe('2025-06-15T15:06:40.000Z');
	});

	it.each(['2025-02-30', 'soon', 12, true, {}])('refuses %j by the name of the option', (value) => {
		expect(() => asOf(value)).toThrow(/"asOf" needs a date such as 2026-01-31/);
	});
});
