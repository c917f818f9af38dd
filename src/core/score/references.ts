import { isEmpty } from '../orders/readPath';
import { resolveAsOf } from '../orders/resolveAsOf';
import type { ShopCalendar } from '../orders/shopCalendar';
import type { JsonRecord } from '../result';
import { readReferenceDate, referenceAt, type ReferenceDate } from './referenceDate';

/** What each customer is measured against. */
export interface References {
	/** Whether one date is used for all, instead of each customer's own. */
	readonly isOverridden: boolean;
	/** For those who have no date of their own: the latest of the others, else now. */
	readonly fallback: ReferenceDate;
	/** One per customer; undefined where its own `asOf` is no date. */
	readonly ofCustomers: readonly (ReferenceDate | undefined)[];
}

/**
 * Reads what customers are measured against: the option `asOf` for all, else each one's own.
 *
 * @param sources indexes of the customers' rows
 * @param now ms since 1970
 */
export function readReferences(
	rows: readonly JsonRecord[],
	sources: readonly number[],
	asOf: { readonly field: string; readonly override: unknown },
	calendar: ShopCalendar,
	now: number,
): References {
	if (!isEmpty(asOf.override)) {
		const reference =
			readReferenceDate(asOf.override, calendar) ??
			// Not a date: this names the option.
			referenceAt(resolveAsOf(asOf.override, calendar, now), calendar);
		return { isOverridden: true, fallback: reference, ofCustomers: sources.map(() => reference) };
	}
	const known = new Map<unknown, ReferenceDate | undefined>();
	let latest: ReferenceDate | undefined;
	for (const source of sources) {
		const value = rows[source][asOf.field];
		if (known.has(value) || isEmpty(value)) continue;
		const reference = readReferenceDate(value, calendar);
		known.set(value, reference);
		if (reference && reference.instant > (latest?.instant ?? -Infinity)) latest = reference;
	}
	const fallback = latest ?? referenceAt(now, calendar);
	const ofCustomers = sources.map((source) => {
		const value = rows[source][asOf.field];
		return isEmpty(value) ? fallback : known.get(value);
	});
	return { isOverridden: false, fallback, ofCustomers };
}
