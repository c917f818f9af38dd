import { dayOfCivil, daysInMonth } from './days';

const msPerDay = 86_400_000;
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const format =
	/^(?:(?:mon|tue|wed|thu|fri|sat|sun),?\s+)?(\d{1,2})\s+([a-z]{3})\s+(\d{4})\s+(\d{2}):(\d{2})(?::(\d{2}))?\s+(?:([+-])(\d{2})(\d{2})|ut|utc|gmt|z)$/i;

/**
 * The instant of a date as emails, HTTP and BigCommerce write it (RFC 2822), in ms since 1970; NaN for any other text.
 *
 * The weekday may be missing and is not checked; the offset is required. A date that the calendar doesn't have can't be
 * read.
 *
 * @example parseRfc2822('Tue, 20 Nov 2012 01:00:00 +0100') // Date.UTC(2012, 10, 20)
 */
export function parseRfc2822(text: string): number {
	// Longer texts can't be dates: the pattern is not tried on them.
	const found = text.length > 40 ? null : format.exec(text);
	if (found === null) return NaN;
	const [, day, monthName, year, hour, minute, second = '0', sign, offsetHours, offsetMinutes] =
		found;
	const month = months.indexOf(monthName.toLowerCase()) + 1;
	if (month === 0 || Number(day) < 1 || Number(day) > daysInMonth(Number(year), month)) return NaN;
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return NaN;
	const offset = sign === undefined ? 0 : Number(offsetHours) * 60 + Number(offsetMinutes);
	if (Number(offsetHours ?? 0) > 23 || Number(offsetMinutes ?? 0) > 59) return NaN;
	const time = (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1000;
	const local = dayOfCivil(Number(year), month, Number(day)) * msPerDay + time;
	return local - (sign === '-' ? -1 : 1) * offset * 60_000;
}
