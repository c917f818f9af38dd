import { dayOfDate } from './days';
import { parseInstant } from './parseInstant';
import { ShopCalendar } from './shopCalendar';

const msPerDay = 86_400_000;
const msPerMinute = 60_000;
const utc = new ShopCalendar('UTC');

/** Reads the calendar day of a cell as a day number; undefined where it has none. */
export type DayReader = (cell: unknown) => number | undefined;

/**
 * The calendar day of a cell that a table, database or spreadsheet has stored; undefined where it has none.
 *
 * Of a text, the written date counts. Date columns return date objects, and spreadsheets return numbers; both are days
 * in UTC.
 *
 * @example storedDay(46053) // the day number of 2026-01-31
 */
export function storedDay(cell: unknown): number | undefined {
	const written = dayOfDate(cell);
	if (written !== undefined) return written;
	if (cell === undefined || cell === null || cell === '') return undefined;
	const text = typeof cell === 'string' ? cell.trim() : undefined;
	const day = dayOfDate(text);
	if (day !== undefined) return day;
	const instant = parseInstant(cell, utc);
	return Number.isNaN(instant) ? undefined : Math.floor(instant / msPerDay);
}

/** The instant of a stored cell, in ms since 1970, to compare which row is newer; NaN where it has none. */
export function storedInstant(cell: unknown): number {
	return parseInstant(cell, utc);
}

/**
 * Returns a function that reads the shop's day of stored cells, including instants that the store has converted to UTC.
 *
 * A date-and-time column keeps the instant and drops the shop's offset. Today's `asOf` has that offset: where the time
 * zone agrees with it, the time zone gives the offset of every day, otherwise today's offset is used for all. Midnight
 * in UTC is a date that came without a time, and is taken as that date.
 *
 * @param asOf of today's customers, as Compute RFM writes it
 */
export function storedDayReader(asOf: unknown, timeZone: string): DayReader {
	const today = typeof asOf === 'string' && asOf.length > 10 ? storedInstant(asOf) : NaN;
	const written = dayOfDate(asOf);
	if (Number.isNaN(today) || written === undefined) return storedDay;
	const calendar = new ShopCalendar(timeZone);
	const offset =
		storedInstant(String(asOf).slice(0, 16)) - Math.floor(today / msPerMinute) * msPerMinute;
	const isShopZone = calendar.offsetMinutes(today) * msPerMinute === offset;
	return (cell) => {
		const instant = isMovedToUtc(cell) ? storedInstant(cell) : NaN;
		if (Number.isNaN(instant) || instant % msPerDay === 0) return storedDay(cell);
		return isShopZone ? calendar.dayOf(instant) : Math.floor((instant + offset) / msPerDay);
	};
}

function isMovedToUtc(cell: unknown): boolean {
	if (typeof cell === 'string') return cell.length > 10 && /z\s*$/i.test(cell);
	return typeof cell === 'object' && cell !== null;
}
