import { dayOfCivil, daysInMonth } from './days';
import { parseRfc2822 } from './parseRfc2822';
import { parseWrittenDate } from './parseWrittenDate';
import type { ShopCalendar } from './shopCalendar';

const msPerDay = 86_400_000;
/** 0001-01-01 and 9999-12-31 in UTC: an instant beyond them has no four-digit year in some time zone. */
const firstInstant = -62_135_596_800_000;
const lastInstant = 253_402_214_400_000;

/**
 * The instant of a date value, in ms since 1970; NaN where it can't be read.
 *
 * Texts are ISO 8601. With an offset (`UTC` too) they name an instant; without one, and as a date only, they are in the
 * shop's time zone. Dates as emails and BigCommerce write them are read too (`parseRfc2822`), and others that have one
 * meaning (`parseWrittenDate`); `01/02/2026` has two and is not read. Unix numbers (also as text) from 1e8 to below
 * 1e11 are seconds, above that milliseconds. Numbers from 20,000 to below 80,000 are spreadsheet days (1954 to 2119) on
 * the shop's clock; other numbers are not read. A JS Date (also one of another realm, as Code nodes make them) and a
 * luxon DateTime are taken as they are. A date that the calendar doesn't have, such as 2025-02-30, or one outside the
 * years 1 to 9999 can't be read.
 */
export function parseInstant(value: unknown, calendar: ShopCalendar): number {
	if (typeof value === 'string') return parseText(value, calendar);
	if (typeof value === 'number') return fromNumber(value, calendar);
	if (typeof value === 'object' && value !== null) return fromDateObject(value);
	return NaN;
}

/** Whether a number is a spreadsheet day: 46027 is 2026-01-05, and a fraction is the time of day. */
export function isSheetDay(value: number): boolean {
	return value >= 20_000 && value < 80_000;
}

/** 1970-01-01 as a spreadsheet day. */
const sheetDayOf1970 = 25_569;

function fromNumber(value: number, calendar: ShopCalendar): number {
	if (!isSheetDay(value)) return fromUnix(value);
	return calendar.instantOfLocal(Math.round((value - sheetDayOf1970) * msPerDay));
}

function fromUnix(value: number): number {
	if (!(value >= 1e8)) return NaN;
	const instant = value < 1e11 ? value * 1000 : value;
	return instant <= lastInstant ? Math.trunc(instant) : NaN;
}

function fromDateObject(value: object): number {
	const read =
		'toMillis' in value ? value.toMillis : 'getTime' in value ? value.getTime : undefined;
	const instant: unknown = typeof read === 'function' ? read.call(value) : undefined;
	if (typeof instant !== 'number') return NaN;
	return instant >= firstInstant && instant <= lastInstant ? instant : NaN;
}

/**
 * Reads `YYYY-MM-DD`, optionally followed by `T` or a space, a time, a fraction and an offset (`Z`, `UTC`, `+02:00`, `+0200`, `+02`).
 *
 * Written by hand because it runs for every order: `Date.parse` takes four times as long, takes the server's zone where
 * there is no offset, and rolls 30 February over into March.
 */
function parseText(text: string, calendar: ShopCalendar): number {
	const length = text.length;
	if (isSpace(text.charCodeAt(0)) || isSpace(text.charCodeAt(length - 1))) {
		return parseText(text.trim(), calendar);
	}
	if (text.charCodeAt(4) !== hyphen) {
		return parseOther(text, calendar);
	}
	const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
	const month = twoDigits(text, 5);
	const day = twoDigits(text, 8);
	if (!(month >= 1 && month <= 12 && day >= 1) || !(year >= 1)) return NaN;
	if (text.charCodeAt(7) !== hyphen || day > daysInMonth(year, month)) return NaN;
	const midnight = dayOfCivil(year, month, day) * msPerDay;
	if (length === 10) return calendar.instantOfLocal(midnight);

	const separator = text.charCodeAt(10);
	if (separator !== letterT && separator !== space && separator !== letterT + 32) return NaN;
	const hour = twoDigits(text, 11);
	const minute = twoDigits(text, 14);
	if (!(hour <= 23 && minute <= 59) || text.charCodeAt(13) !== colon) return NaN;
	let time = (hour * 60 + minute) * 60_000;
	let at = 16;
	if (text.charCodeAt(at) === colon) {
		const second = twoDigits(text, 17);
		if (!(second <= 59)) return NaN;
		time += second * 1000;
		at = 19;
		const mark = text.charCodeAt(at);
		if (mark === point || mark === comma) {
			at++;
			let scale = 100;
			const start = at;
			for (; isDigit(text.charCodeAt(at)); at++) {
				time += Math.trunc(scale) * (text.charCodeAt(at) - 48);
				scale /= 10;
			}
			if (at === start) return NaN;
		}
	}
	if (at === length) return calendar.instantOfLocal(midnight + time);
	const offset = parseOffset(text, at);
	return midnight + time - offset * 60_000;
}

function parseOther(text: string, calendar: ShopCalendar): number {
	if (/^(?:\d{9,14}|\d{5}(?:\.\d{1,12})?)$/.test(text)) return fromNumber(Number(text), calendar);
	const instant = parseRfc2822(text);
	return Number.isNaN(instant) ? parseWrittenDate(text, calendar) : instant;
}

/** Offset in minutes written from `at` to the end of the text; NaN if there is none. */
function parseOffset(text: string, at: number): number {
	while (text.charCodeAt(at) === space) at++;
	const sign = text.charCodeAt(at);
	const rest = text.length - at;
	if (sign === letterZ || sign === letterZ + 32) return rest === 1 ? 0 : NaN;
	if (rest === 3 && /^(?:utc|gmt)$/i.test(text.slice(at))) return 0;
	if (sign !== plus && sign !== hyphen) return NaN;
	const hours = twoDigits(text, at + 1);
	const hasColon = text.charCodeAt(at + 3) === colon;
	const minutes = rest === 3 ? 0 : twoDigits(text, at + (hasColon ? 4 : 3));
	if (rest !== 3 && rest !== (hasColon ? 6 : 5)) return NaN;
	if (!(hours <= 23 && minutes <= 59)) return NaN;
	return (sign === hyphen ? -1 : 1) * (hours * 60 + minutes);
}

const hyphen = 45;
const plus = 43;
const comma = 44;
const point = 46;
const colon = 58;
const space = 32;
const letterT = 84;
const letterZ = 90;

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}

function isSpace(code: number): boolean {
	return code === space || (code >= 9 && code <= 13) || code === 0xa0;
}

/** The number that two digits at a position make; NaN if they are not digits. */
function twoDigits(text: string, at: number): number {
	const tens = text.charCodeAt(at) - 48;
	const ones = text.charCodeAt(at + 1) - 48;
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
