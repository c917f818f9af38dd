import { dayOfDate } from '../../values/days';
import { parseInstant } from '../../values/parseInstant';
import { resolveAsOf } from '../../values/resolveAsOf';
import type { ShopCalendar } from '../../values/shopCalendar';

/** What a customer is measured against. */
export interface ReferenceDate {
	/** ms since 1970. */
	readonly instant: number;
	/** The shop's day, as a day number. */
	readonly day: number;
}

/** The reference date of an instant, in ms since 1970. */
export function referenceAt(instant: number, calendar: ShopCalendar): ReferenceDate {
	return { instant, day: calendar.dayOf(instant) };
}

/**
 * Reads a customer's own `asOf`; undefined where it is not a date.
 *
 * The date as written is the shop's day, because Compute RFM writes `asOf` with the shop's offset.
 */
export function readReferenceDate(
	value: unknown,
	calendar: ShopCalendar,
): ReferenceDate | undefined {
	if (Number.isNaN(parseInstant(value, calendar))) return undefined;
	const instant = resolveAsOf(value, calendar, NaN);
	return { instant, day: dayOfDate(value) ?? calendar.dayOf(instant) };
}
