import { runInNewContext } from 'node:vm';
import { DateTime } from 'luxon';
import { parseInstant } from '../../src/values/parseInstant';
import { ShopCalendar } from '../../src/values/shopCalendar';

const berlin = new ShopCalendar('Europe/Berlin');
const newYork = new ShopCalendar('America/New_York');
const iso = (value: unknown, calendar = berlin) =>
	new Date(parseInstant(value, calendar)).toISOString();

describe('parseInstant', () => {
	it.each([
		['2025-03-01T10:00:00Z', '2025-03-01T10:00:00.000Z'],
		['2025-03-01T10:00:00.25Z', '2025-03-01T10:00:00.250Z'],
		['2025-03-01T10:00:00,123456Z', '2025-03-01T10:00:00.123Z'],
		['2025-03-01T10:00:00+02:00', '2025-03-01T08:00:00.000Z'],
		['2025-03-01T10:00:00-0330', '2025-03-01T13:30:00.000Z'],
		['2025-03-01T10:00+02', '2025-03-01T08:00:00.000Z'],
		['2025-03-01 10:00:00 +0000', '2025-03-01T10:00:00.000Z'],
		['2025-03-01 10:00:00 UTC', '2025-03-01T10:00:00.000Z'],
		['2025-03-01 10:00:00.123456 UTC', '2025-03-01T10:00:00.123Z'],
		['2025-03-01T10:00:00 gmt', '2025-03-01T10:00:00.000Z'],
		['2025-03-01t10:00:00z', '2025-03-01T10:00:00.000Z'],
		[' 2025-03-01T10:00:00Z\n', '2025-03-01T10:00:00.000Z'],
	])('takes %j, which says its offset, at its word', (text, expected) => {
		expect(iso(text, berlin)).toBe(expected);
		expect(iso(text, newYork)).toBe(expected);
	});

	it.each([
		['2025-01-15', '2025-01-14T23:00:00.000Z', '2025-01-15T05:00:00.000Z'],
		['2025-07-15', '2025-07-14T22:00:00.000Z', '2025-07-15T04:00:00.000Z'],
		['2025-07-15T12:30', '2025-07-15T10:30:00.000Z', '2025-07-15T16:30:00.000Z'],
		['2025-07-15 12:30:15.5', '2025-07-15T10:30:15.500Z', '2025-07-15T16:30:15.500Z'],
	])('takes %j, which has no offset, in the shop’s zone', (text, inBerlin, inNewYork) => {
		expect(iso(text, berlin)).toBe(inBerlin);
		expect(iso(text, newYork)).toBe(inNewYork);
	});

	it.each([
		[46027, '2026-01-05T00:00:00'],
		[46058.5, '2026-02-05T12:00:00'],
		['46027', '2026-01-05T00:00:00'],
		['46058.4166666667', '2026-02-05T10:00:00'],
		['2026/02/01', '2026-02-01T00:00:00'],
		['2026/2/1 9:05', '2026-02-01T09:05:00'],
		['01-Feb-2026', '2026-02-01T00:00:00'],
		['Feb 1, 2026', '2026-02-01T00:00:00'],
		['31.12.2025 23:59', '2025-12-31T23:59:00'],
	])('reads %j on the shop’s clock', (value, local) => {
		for (const calendar of [berlin, newYork])
			expect(parseInstant(value, calendar)).toBe(parseInstant(local, calendar));
	});

	it.each([19_999, 80_000, '19999', '80000', '4602'])('reads no day in the number %j', (value) => {
		expect(parseInstant(value, berlin)).toBeNaN();
	});

	it('gives one instant for one moment written with different offsets', () => {
		const texts = [
			'2025-03-01T10:00:00Z',
			'2025-03-01T11:00:00+01:00',
			'2025-03-01T05:00:00-05:00',
		];
		expect(new Set(texts.map((text) => parseInstant(text, newYork))).size).toBe(1);
	});

	it.each([
		[1e8, 1e11],
		[1_700_000_000, 1_700_000_000_000],
		[1_700_000_000.25, 1_700_000_000_250],
		[99_999_999_999, 99_999_999_999_000],
		[1e11, 1e11],
		[1_700_000_000_123, 1_700_000_000_123],
		['1700000000', 1_700_000_000_000],
		['1700000000123', 1_700_000_000_123],
	])('reads the Unix time %j', (value, expected) => {
		expect(parseInstant(value, berlin)).toBe(expected);
	});

	it.each([99_999_999, 0, -1_700_000_000, NaN, Infinity, 8.64e15 + 1, '99999999', '20250203'])(
		'reads nothing in the number %j',
		(value) => {
			expect(parseInstant(value, berlin)).toBeNaN();
		},
	);

	it('takes date objects as they are, of any realm and of luxon', () => {
		const instant = Date.UTC(2025, 2, 1, 10);
		expect(parseInstant(new Date(instant), berlin)).toBe(instant);
		expect(parseInstant(runInNewContext(`new Date(${instant})`), berlin)).toBe(instant);
		expect(parseInstant(DateTime.fromMillis(instant), berlin)).toBe(instant);
		expect(parseInstant(new Date(NaN), berlin)).toBeNaN();
		expect(parseInstant(DateTime.invalid('no'), berlin)).toBeNaN();
	});

	it.each([
		'2025-02-30',
		'2025-02-29',
		'1900-02-29',
		'2025-04-31',
		'2025-13-01',
		'2025-00-10',
		'2025-01-00',
	])('knows that the calendar has no %s', (text) => {
		expect(parseInstant(text, berlin)).toBeNaN();
		expect(parseInstant(`${text}T10:00:00Z`, berlin)).toBeNaN();
	});

	it.each([
		new Date(8.64e15),
		new Date(-8.64e15),
		DateTime.fromMillis(8.64e15),
		8.64e15,
		'0000-01-01',
		'0000-06-30T10:00:00Z',
	])('reads nothing outside of the years 1 to 9999: %p', (value) => {
		expect(parseInstant(value, berlin)).toBeNaN();
	});

	it('knows leap days', () => {
		expect(iso('2024-02-29T00:00:00Z')).toBe('2024-02-29T00:00:00.000Z');
		expect(iso('2000-02-29T00:00:00Z')).toBe('2000-02-29T00:00:00.000Z');
	});

	it.each([
		'',
		'   ',
		'yesterday',
		'01/02/2025',
		'2025-1-2',
		'2025-01-02T',
		'2025-01-02T1:00',
		'2025-01-02T24:00',
		'2025-01-02T10:60',
		'2025-01-02T10:00:60',
		'2025-01-02T10:00:00.',
		'2025-01-02T10:00:00+24:00',
		'2025-01-02T10:00:00+2',
		'2025-01-02T10:00:00Zulu',
		'2025-01-02x',
		'2025-01-02T10:00:00+02:00:00',
		true,
		null,
		undefined,
		[],
		{},
		{ toMillis: 5 },
		{ getTime: () => 'no' },
		Object.create(null),
		10n,
	])('reads no date in %p', (value) => {
		expect(parseInstant(value, berlin)).toBeNaN();
	});
});
