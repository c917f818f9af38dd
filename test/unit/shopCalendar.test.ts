import { dateOfDay } from '../../src/values/days';
import { ShopCalendar } from '../../src/values/shopCalendar';

const local = (text: string) => Date.parse(`${text}Z`);
const at = (text: string) => Date.parse(text);

describe('ShopCalendar', () => {
	it.each([
		['Europe/Berlin', '2025-03-30T00:59:59Z', 60],
		['Europe/Berlin', '2025-03-30T01:00:00Z', 120],
		['Europe/Berlin', '2025-10-26T00:59:59Z', 120],
		['Europe/Berlin', '2025-10-26T01:00:00Z', 60],
		['America/Los_Angeles', '2025-01-01T00:00:00Z', -480],
		['Asia/Kolkata', '2025-01-01T00:00:00Z', 330],
		['Asia/Kathmandu', '2025-01-01T00:00:00Z', 345],
		['Australia/Lord_Howe', '2025-01-01T00:00:00Z', 660],
		['Australia/Lord_Howe', '2025-07-01T00:00:00Z', 630],
		['UTC', '2025-07-01T00:00:00Z', 0],
	])('knows the offset of %s at %s', (zone, instant, minutes) => {
		expect(new ShopCalendar(zone).offsetMinutes(at(instant))).toBe(minutes);
	});

	it.each([
		['Europe/Berlin', '2025-06-30T21:59:59Z', '2025-06-30'],
		['Europe/Berlin', '2025-06-30T22:00:00Z', '2025-07-01'],
		['America/Los_Angeles', '2025-07-01T06:59:59Z', '2025-06-30'],
		['Pacific/Kiritimati', '2025-06-30T10:00:00Z', '2025-07-01'],
		['Asia/Kolkata', '2025-06-30T18:30:00Z', '2025-07-01'],
		['Asia/Kolkata', '2025-06-30T18:29:59Z', '2025-06-30'],
	])('puts an instant on the day that the clocks of %s show', (zone, instant, date) => {
		expect(dateOfDay(new ShopCalendar(zone).dayOf(at(instant)))).toBe(date);
	});

	it.each([
		['an ordinary time', 'Europe/Berlin', '2025-05-01T12:00', '2025-05-01T10:00:00Z'],
		[
			'a skipped time, moved on by the skip',
			'Europe/Berlin',
			'2025-03-30T02:30',
			'2025-03-30T01:30:00Z',
		],
		[
			'the first of a time that comes twice',
			'Europe/Berlin',
			'2025-10-26T02:30',
			'2025-10-26T00:30:00Z',
		],
		['the minute before a skip', 'Europe/Berlin', '2025-03-30T01:59', '2025-03-30T00:59:00Z'],
		['the minute after a skip', 'Europe/Berlin', '2025-03-30T03:00', '2025-03-30T01:00:00Z'],
		[
			'the minute after a doubled hour',
			'Europe/Berlin',
			'2025-10-26T03:00',
			'2025-10-26T02:00:00Z',
		],
		['a skipped midnight', 'America/Santiago', '2025-09-07T00:00', '2025-09-07T04:00:00Z'],
		['a skipped half hour', 'Australia/Lord_Howe', '2025-10-05T02:15', '2025-10-04T15:45:00Z'],
		['a doubled half hour', 'Australia/Lord_Howe', '2025-04-06T01:45', '2025-04-05T14:45:00Z'],
		['a time of a half-hour zone', 'Asia/Kolkata', '2025-05-01T12:00', '2025-05-01T06:30:00Z'],
		['a time far west', 'Pacific/Pago_Pago', '2025-05-01T23:00', '2025-05-02T10:00:00Z'],
		['a time far east', 'Pacific/Kiritimati', '2025-05-01T01:00', '2025-04-30T11:00:00Z'],
	])('finds the instant of %s', (_, zone, text, expected) => {
		const instant = new ShopCalendar(zone).instantOfLocal(local(`${text}:00`));
		expect(new Date(instant).toISOString()).toBe(new Date(expected).toISOString());
	});

	it.each([
		['Europe/Berlin', '2025-06-30T22:00:00Z', '2025-07-01T00:00:00+02:00'],
		['America/St_Johns', '2025-01-01T00:00:00.250Z', '2024-12-31T20:30:00.250-03:30'],
		['UTC', '2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z'],
		['Asia/Kathmandu', '2025-01-01T00:00:00Z', '2025-01-01T05:45:00+05:45'],
	])('writes instants with the offset of %s', (zone, instant, text) => {
		const calendar = new ShopCalendar(zone);
		expect(calendar.iso(at(instant))).toBe(text);
		expect(Date.parse(text)).toBe(at(instant));
	});

	it('names the option of an unknown zone', () => {
		expect(() => new ShopCalendar('Atlantis/Sunken')).toThrow(/"timeZone" needs an IANA time zone/);
		expect(() => new ShopCalendar('')).toThrow(/"timeZone"/);
	});
});
