import { dayOfDate } from '../../values/days';
import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { parseInstant } from '../../values/parseInstant';
import type { ShopCalendar } from '../../values/shopCalendar';

const msPerDay = 86_400_000;

/** The dates that nodes write or read on customers, by their names in the options. */
const dateFields = [
	'asOf',
	'assignedAt',
	'firstOrderAt',
	'lastContactedAt',
	'lastEngagedAt',
	'lastIntentAt',
	'lastOrderAt',
	'previousWinBackSince',
	'tierSince',
	'winBackSince',
] as const;

/** The names of the dates in rows: as the options rename them, else as they are. */
export function dateFieldNames(fieldNames: Readonly<Record<string, unknown>>): string[] {
	const names = dateFields.map((field) => {
		const renamed = fieldNames[field];
		return typeof renamed === 'string' && renamed !== '' ? renamed : field;
	});
	return [...new Set(names)];
}

/**
 * A row whose dates are texts that start with the shop's day, as Compute RFM writes them.
 *
 * A database returns a date column as a date object, or as a text in UTC: the same instant, but another day where the
 * shop's time zone differs. A row without such a date stays the same object.
 */
export function withWrittenDates(
	row: JsonRecord,
	fields: readonly string[],
	calendar: ShopCalendar,
): JsonRecord {
	let copy: JsonRecord | undefined;
	for (const field of fields) {
		const value = row[field];
		if (value === undefined || isWritten(value) || !Object.hasOwn(row, field)) continue;
		const text = writtenDate(value, calendar);
		if (text === value) continue;
		copy ??= { ...row };
		copy[field] = text;
	}
	return copy ?? row;
}

/**
 * A date value as a text that starts with the shop's day; a value that isn't a date stays as it is.
 *
 * Databases turn a date without a time into midnight in UTC, so that instant keeps its date.
 *
 * @example writtenDate(new Date('2026-07-01T03:59:59Z'), calendarOfNewYork) // '2026-06-30T23:59:59-04:00'
 */
export function writtenDate(value: unknown, calendar: ShopCalendar): unknown {
	if (isEmpty(value) || isWritten(value)) return value;
	const isText = typeof value === 'string';
	if (isText && dayOfDate(value) !== undefined && !isInUtc(value)) return value;
	const instant = parseInstant(value, calendar);
	if (Number.isNaN(instant)) return value;
	if (isText && calendar.offsetMinutes(instant) === 0) return value;
	if (typeof value !== 'number' && instant % msPerDay === 0) {
		return new Date(instant).toISOString().slice(0, 10);
	}
	return calendar.iso(instant);
}

const hyphen = 45;
const letterZ = 90;

/**
 * Whether a value is in Compute RFM's format: most are, and reading each as a date would cost several times as much.
 */
function isWritten(value: unknown): boolean {
	return (
		typeof value === 'string' &&
		value.charCodeAt(4) === hyphen &&
		value.charCodeAt(7) === hyphen &&
		value.charCodeAt(value.length - 1) !== letterZ
	);
}

function isInUtc(text: string): boolean {
	return text.length > 16 && text.endsWith('Z');
}
