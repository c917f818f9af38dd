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

/** Reads the reference dates of customers one by one. */
export interface ReferenceReader {
	/** Reads customer i. */
	read(i: number): void;
	/** The dates of all customers, once each was read. */
	finish(): References;
}

/**
 * Returns the reader of reference dates: the option `asOf` for all, else each customer's `asOf`.
 *
 * @param now ms since 1970
 */
export function referenceReader(
	table: CustomerTable,
	asOf: { readonly field: string; readonly override: unknown },
	calendar: ShopCalendar,
	now: number,
): ReferenceReader {
	if (!isEmpty(asOf.override)) {
		const reference =
			readReferenceDate(asOf.override, calendar) ??
			// Not a date: this throws an error that names the option.
			referenceAt(resolveAsOf(asOf.override, calendar, now), calendar);
		const ofCustomers = table.ids.map(() => reference);
		return { read: () => {}, finish: () => ({ fallback: reference, ofCustomers }) };
	}
	let latest: ReferenceDate | undefined;
	let lastText: unknown;
	let last: ReferenceDate | undefined;
	const own = new Array<ReferenceDate | undefined>(table.ids.length).fill(undefined);
	return {
		read(i) {
			const value = table.row(i)[asOf.field];
			if (isEmpty(value)) {
				own[i] = noDate;
				return;
			}
			// Most customers share it.
			if (value !== lastText) {
				lastText = value;
				last = readReferenceDate(value, calendar);
				if (last && last.instant > (latest?.instant ?? -Infinity)) latest = last;
			}
			own[i] = last;
		},
		finish() {
			const fallback = latest ?? referenceAt(now, calendar);
			const ofCustomers = own.map((reference) => (reference === noDate ? fallback : reference));
			return { fallback, ofCustomers };
		},
	};
}
