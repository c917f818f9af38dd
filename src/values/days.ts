const msPerDay = 86_400_000;

/**
 * The day number (days since 1970-01-01) of the calendar date `YYYY-MM-DD…` that a text has at `start`.
 *
 * The written date counts: an instant with an offset means the date in that offset, which is the shop's day, because
 * Compute RFM writes its instants with the shop's offset. Returns undefined where there is no valid date.
 *
 * @example dayOfDate('1970-01-02T23:00:00-08:00') // 1
 */
export function dayOfDate(text: unknown, start = 0): number | undefined {
	if (typeof text !== 'string' || text.length < start + 10) return undefined;
	const year = digits(text, start, 4);
	const month = digits(text, start + 5, 2);
	const day = digits(text, start + 8, 2);
	if (text.charCodeAt(start + 4) !== 45 || text.charCodeAt(start + 7) !== 45) return undefined;
	if (!(year >= 0) || !(month >= 1 && month <= 12) || !(day >= 1)) return undefined;
	if (day > daysInMonth(year, month)) return undefined;
	return dayOfCivil(year, month, day);
}

function digits(text: string, start: number, count: number): number {
	let value = 0;
	for (let i = start; i < start + count; i++) {
		const digit = text.charCodeAt(i) - 48;
		if (!(digit >= 0 && digit <= 9)) return NaN;
		value = value * 10 + digit;
	}
	return value;
}

/** Days in a month of the Gregorian calendar; months are 1 to 12. */
export function daysInMonth(year: number, month: number): number {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * The day number of a valid civil date.
 *
 * Days-from-civil of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"; several times faster than `Date.UTC`.
 */
export function dayOfCivil(year: number, month: number, day: number): number {
	const shifted = month <= 2 ? year - 1 : year;
	const era = Math.floor(shifted / 400);
	const yearOfEra = shifted - era * 400;
	const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	const dayOfEra =
		yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
	return era * 146_097 + dayOfEra - 719_468;
}

/**
 * The calendar date of a day number, as `YYYY-MM-DD`.
 *
 * @example dateOfDay(0) // '1970-01-01'
 */
export function dateOfDay(day: number): string {
	return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** The calendar month of a day number: 0 is January. */
export function monthOfDay(day: number): number {
	return new Date(day * msPerDay).getUTCMonth();
}
