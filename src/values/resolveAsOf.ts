import { isEmpty } from './isEmpty';
import { dayOfDate } from './days';
import { InvalidInputError } from './invalidInputError';
import { parseInstant } from './parseInstant';
import type { ShopCalendar } from './shopCalendar';

const msPerDay = 86_400_000;

/**
 * The reference date: the instant that everything is measured against, in ms since 1970.
 *
 * Empty means now; a date alone means the last millisecond of that day in the shop's time zone. Anything that can't be
 * read is an `InvalidInputError` of `asOf`.
 */
export function resolveAsOf(asOf: unknown, calendar: ShopCalendar, now: number): number {
	if (isEmpty(asOf)) return now;
	const text = typeof asOf === 'string' ? asOf.trim() : undefined;
	const day = text?.length === 10 ? dayOfDate(text) : undefined;
	if (day !== undefined) return calendar.instantOfLocal((day + 1) * msPerDay) - 1;
	const instant = parseInstant(asOf, calendar);
	if (Number.isNaN(instant)) {
		throw new InvalidInputError('asOf', 'a date such as 2026-01-31, or a date and time', asOf);
	}
	return instant;
}
