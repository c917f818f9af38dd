import { dayOfCivil, daysInMonth } from './days';
import type { ShopCalendar } from './shopCalendar';

/** Whether the day or the month comes first in dates such as 01/02/2026. */
export type DayMonthOrder = 'dayFirst' | 'monthFirst';

const msPerDay = 86_400_000;
const months =
	'january february march april may june july august september october november december'.split(
		' ',
	);
const time =
	'(?:(?:\\s*,\\s*|\\s+|t)(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,]\\d+)?)?' +
	'\\s*(?<half>[ap]\\.?m\\.?)?\\s*(?<offset>z|utc|gmt|[+-]\\d{2}:?\\d{2})?)?$';
const year = '(?<year>\\d{4})';
const formats = {
	yearFirst: new RegExp(`^${year}/(?<month>\\d{1,2})/(?<day>\\d{1,2})${time}`, 'i'),
	dotted: new RegExp(`^(?<day>\\d{1,2})\\.\\s?(?<month>\\d{1,2})\\.\\s?${year}${time}`, 'i'),
	dayThenName: new RegExp(
		`^(?<day>\\d{1,2})[-\\s/](?<name>[a-z]{3,9})\\.?[-\\s/,]+(?<year>\\d{4}|\\d{2})${time}`,
		'i',
	),
	nameThenDay: new RegExp(`^(?<name>[a-z]{3,9})\\.?\\s+(?<day>\\d{1,2}),?\\s+${year}${time}`, 'i'),
} as const;
const dayMonthFormat = new RegExp(
	`^(?<first>\\d{1,2})(?<mark>[/-])(?<second>\\d{1,2})\\k<mark>${year}${time.replaceAll('<second>', '<seconds>')}`,
	'i',
);

/**
 * The instant of a date as people and databases write it, in ms since 1970; NaN for any other text.
 *
 * Reads only what has one meaning: the year first (`2026/02/01`), dots (`01.02.2026`, the day first everywhere), and
 * the month by its English name (`01-Feb-2026`, `Feb 1, 2026`; a year of two digits is in this century). A time may
 * follow, with AM or PM and an offset. Without an offset the date is in the shop's time zone.
 *
 * @example parseWrittenDate('01-Feb-2026', new ShopCalendar('UTC')) // Date.UTC(2026, 1, 1)
 */
export function parseWrittenDate(text: string, calendar: ShopCalendar): number {
	// Longer texts can't be dates: the patterns are not tried on them.
	if (text.length > 40) return NaN;
	for (const format of Object.values(formats)) {
		const parts = format.exec(text)?.groups;
		if (parts === undefined) continue;
		const month = parts.name === undefined ? Number(parts.month) : monthOf(parts.name);
		const shortYear = parts.year.length === 2 ? 2000 : 0;
		return instantOf(Number(parts.year) + shortYear, month, Number(parts.day), parts, calendar);
	}
	return NaN;
}

/**
 * The order that a date such as `13/02/2026` or `01-02-2026` proves: day first, month first, or `either`; undefined for
 * any other text.
 */
export function dayMonthOrderOf(value: unknown): DayMonthOrder | 'either' | undefined {
	if (typeof value !== 'string' || value.length > 40) return undefined;
	const parts = dayMonthFormat.exec(value.trim())?.groups;
	if (parts === undefined) return undefined;
	const [first, second] = [Number(parts.first), Number(parts.second)];
	if (first > 12 && second > 12) return undefined;
	if (first > 12) return 'dayFirst';
	return second > 12 ? 'monthFirst' : 'either';
}

/** The instant of a date such as `01/02/2026` read in an order, in ms since 1970; NaN where it is none. */
export function parseDayMonth(text: string, order: DayMonthOrder, calendar: ShopCalendar): number {
	const parts = text.length > 60 ? undefined : dayMonthFormat.exec(text.trim())?.groups;
	if (parts === undefined) return NaN;
	const [first, second] = [Number(parts.first), Number(parts.second)];
	const [day, month] = order === 'dayFirst' ? [first, second] : [second, first];
	const { hour, minute, seconds, half, offset } = parts;
	const clock = { hour, minute, second: seconds, half, offset };
	return instantOf(Number(parts.year), month, day, clock, calendar);
}

/** 1 to 12 for an English month name or its first three letters (`sept` too), else 0. */
function monthOf(name: string): number {
	const word = name.toLowerCase();
	const isName = (month: string) => month === word || month.slice(0, 3) === word || word === 'sept';
	return months.findIndex((month) => month.startsWith(word.slice(0, 3)) && isName(month)) + 1;
}

function instantOf(
	yearNumber: number,
	month: number,
	day: number,
	clock: Readonly<Record<string, string | undefined>>,
	calendar: ShopCalendar,
): number {
	if (!(yearNumber >= 1 && month >= 1 && month <= 12 && day >= 1)) return NaN;
	if (day > daysInMonth(yearNumber, month)) return NaN;
	const hour = hourOf(Number(clock.hour ?? 0), clock.half);
	const [minute, second] = [Number(clock.minute ?? 0), Number(clock.second ?? 0)];
	if (!(hour <= 23 && minute <= 59 && second <= 59)) return NaN;
	const local =
		dayOfCivil(yearNumber, month, day) * msPerDay + ((hour * 60 + minute) * 60 + second) * 1000;
	return clock.offset === undefined
		? calendar.instantOfLocal(local)
		: local - offsetMinutes(clock.offset) * 60_000;
}

/** The hour from 0 to 23; NaN for one that a 12-hour clock doesn't have. */
function hourOf(hour: number, half: string | undefined): number {
	if (half === undefined) return hour;
	if (hour < 1 || hour > 12) return NaN;
	return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function offsetMinutes(offset: string): number {
	const sign = offset[0];
	if (sign !== '+' && sign !== '-') return 0;
	const digits = offset.replace(/\D/g, '');
	const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
	return sign === '-' ? -minutes : minutes;
}
