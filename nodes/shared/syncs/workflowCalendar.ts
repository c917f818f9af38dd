import { parseInstant } from '../../../src/values/parseInstant';
import { ShopCalendar } from '../../../src/values/shopCalendar';
import type { Calendar } from '../../../src/sync/run/context';

/** Returns the dates of a workflow's time zone for a sync, read as the scoring nodes read them. */
export function workflowCalendar(timeZone: string): Calendar {
	const calendar = new ShopCalendar(timeZone);
	return {
		instantOf: (cell) => parseInstant(cell, calendar),
		dateAt: (instant) => calendar.date(calendar.dayOf(instant)),
	};
}
