import { isEmpty } from '../../values/isEmpty';
import { resolveAsOf } from '../../values/resolveAsOf';
import type { CustomerTable } from '../customers/customerTable';
import type { ShopCalendar } from '../../values/shopCalendar';
import { readReferenceDate, referenceAt, type ReferenceDate } from './referenceDate';

/** The reference date of each customer. */
export interface References {
	/** For customers without a date: the latest of the others, else now. */
	readonly fallback: ReferenceDate;
	/** One per customer; undefined where its own `asOf` is not a date. */
	readonly ofCustomers: readonly (ReferenceDate | undefined)[];
}

/** A placeholder for the fallback until that is known. */
const noDate: ReferenceDate = { instant: NaN, day: NaN };

/**
 * Reads the reference dates: the option `asOf` for all, else each customer's `asOf`.
 *
 * @param now ms since 1970
 */
export function readReferences(
	table: CustomerTable,
	asOf: { readonly field: string; readonly override: unknown },
	calendar: ShopCalendar,
	now: number,
): References {
	if (!isEmpty(asOf.override)) {
		const reference =
			readReferenceDate(asOf.override, calendar) ??
			// Not a date: this throws an error that names the option.
			referenceAt(resolveAsOf(asOf.override, calendar, now), calendar);
		return { fallback: reference, ofCustomers: table.ids.map(() => reference) };
	}
	let latest: ReferenceDate | undefined;
	let lastText: unknown;
	let last: ReferenceDate | undefined;
	const own = table.ids.map((_, i) => {
		const value = table.row(i)[asOf.field];
		if (isEmpty(value)) return noDate;
		// Most customers share it.
		if (value !== lastText) {
			lastText = value;
			last = readReferenceDate(value, calendar);
			if (last && last.instant > (latest?.instant ?? -Infinity)) latest = last;
		}
		return last;
	});
	const fallback = latest ?? referenceAt(now, calendar);
	const ofCustomers = own.map((reference) => (reference === noDate ? fallback : reference));
	return { fallback, ofCustomers };
}
