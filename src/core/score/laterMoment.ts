import { isEmpty } from '../../values/isEmpty';
import { parseInstant } from '../../values/parseInstant';
import type { ShopCalendar } from '../../values/shopCalendar';

/**
 * The later of a customer's date and the instant of an event, the latter as ISO text in the shop's time zone.
 *
 * A date that is not earlier stays as it is written. One that can't be read stays only if there is no event. Null where
 * neither is known.
 *
 * @param instant ms since 1970; -Infinity: no event
 */
export function laterMoment(given: unknown, instant: number, calendar: ShopCalendar): unknown {
	if (instant === -Infinity) return given ?? null;
	const known = isEmpty(given) ? NaN : parseInstant(given, calendar);
	return known >= instant ? given : calendar.iso(instant);
}
