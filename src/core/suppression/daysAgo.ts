import { dayOfDate } from '../../values/days';

const msPerDay = 86_400_000;
const msPerMinute = 60_000;
const offsetAtEnd = /(?:[zZ]|([+-])(\d{2}):?(\d{2})?)$/;

/** The day that customers are measured against, and the shop's offset from UTC on it. */
export interface ShopToday {
	readonly day: number;
	readonly offsetMinutes: number;
}

/**
 * Returns the function that combines the day a customer is measured against with the offset in its `asOf`.
 *
 * Undefined where the day is not known. An `asOf` without an offset, or none at all, means UTC.
 */
export function shopDayReader(): (day: number, asOf: unknown) => ShopToday | undefined {
	let lastAsOf: unknown;
	let last: ShopToday | undefined;
	return (day, asOf) => {
		if (asOf !== lastAsOf || last?.day !== day) {
			lastAsOf = asOf;
			const isDate = dayOfDate(asOf) !== undefined;
			const offsetMinutes = isDate ? (offsetMinutesOf(asOf as string) ?? 0) : 0;
			last = Number.isNaN(day) ? undefined : { day, offsetMinutes };
		}
		return last;
	};
}

/**
 * Calendar days from a moment to today in the shop's time zone; undefined where it can't be read.
 *
 * A text without an offset is in the shop's own time. One with an offset, a number (Unix seconds, or milliseconds from
 * 1e11) and a date object are instants, which are converted to the shop's offset of today. Below 0 for a day after
 * today.
 */
export function daysAgo(moment: unknown, today: ShopToday): number | undefined {
	const day = shopDay(moment, today.offsetMinutes);
	return day === undefined ? undefined : today.day - day;
}

function shopDay(moment: unknown, offsetMinutes: number): number | undefined {
	if (typeof moment === 'string') {
		const written = dayOfDate(moment);
		if (written === undefined || moment.length <= 10) return written;
		const own = offsetMinutesOf(moment);
		if (own === undefined || own === offsetMinutes) return written;
		return dayOfInstant(Date.parse(moment), offsetMinutes);
	}
	if (typeof moment === 'number') {
		if (!(moment >= 1e8)) return undefined;
		return dayOfInstant(moment < 1e11 ? moment * 1000 : moment, offsetMinutes);
	}
	if (moment instanceof Date) return dayOfInstant(moment.getTime(), offsetMinutes);
	if (typeof moment === 'object' && moment !== null && 'toMillis' in moment) {
		const { toMillis } = moment;
		return typeof toMillis === 'function'
			? dayOfInstant(Number(toMillis.call(moment)), offsetMinutes)
			: undefined;
	}
	return undefined;
}

function dayOfInstant(instant: number, offsetMinutes: number): number | undefined {
	const day = Math.floor((instant + offsetMinutes * msPerMinute) / msPerDay);
	return Number.isFinite(day) ? day : undefined;
}

/** The offset written at the end of a date and time, in minutes; undefined if there is none. */
function offsetMinutesOf(text: string): number | undefined {
	if (text.length <= 16) return undefined;
	const match = offsetAtEnd.exec(text.slice(16));
	if (match === null) return undefined;
	if (match[1] === undefined) return 0;
	const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
	return match[1] === '-' ? -minutes : minutes;
}
