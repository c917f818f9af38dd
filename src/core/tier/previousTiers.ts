import { cellText } from '../../values/cellText';
import type { JsonRecord } from '../../values/jsonRecord';
import { storedDayReader } from '../../values/storedDay';
import type { CustomerTable } from '../customers/customerTable';
import { previousRows } from '../customers/previousRows';

/** The tiers of the last run, one entry per customer who was read. */
export interface PreviousTiers {
	/** Undefined where there was none, or none is known. */
	readonly tiers: ReadonlyArray<string | undefined>;
	/** First day of that tier as a day number; NaN: not known. */
	readonly sinceDays: Float64Array;
	/** Number of stored rows ignored because the same customer has a newer one. */
	readonly olderRows: number;
	/** Reads customer i. */
	read(i: number): void;
}

/**
 * Returns the reader of each customer's tier in the last run, and of its first day.
 *
 * Where there are rows of the last run only these count: a customer who isn't among them had no tier. Without any
 * (nothing connected, or a first run) the fields on the customer's own row are used.
 */
export function previousTierReader(
	table: CustomerTable,
	lastRun: readonly JsonRecord[],
	fieldNames: {
		customerId: string;
		asOf: string;
		previousTier: string;
		tierOfLastRun: string;
		tierSince: string;
	},
	timeZone: string,
): PreviousTiers {
	const isConnected = lastRun.length > 0;
	const tierField = isConnected ? fieldNames.tierOfLastRun : fieldNames.previousTier;
	const { rows, older } = isConnected
		? previousRows(table.ids, lastRun, fieldNames.customerId, tierDateFields(fieldNames))
		: { rows: undefined, older: 0 };
	const dayOf = storedDayReader(table.firstRow?.[fieldNames.asOf], timeZone);
	const sinceDays = new Float64Array(table.ids.length).fill(NaN);
	const tiers = new Array<string | undefined>(table.ids.length).fill(undefined);
	const read = (i: number) => {
		const row = rows === undefined ? table.row(i) : rows[i];
		const tier = row && cellText(row, tierField);
		if (!row || !tier) return;
		sinceDays[i] = dayOf(row[fieldNames.tierSince]) ?? NaN;
		tiers[i] = tier;
	};
	return { tiers, sinceDays, olderRows: older, read };
}

/** The date fields by which the newest of several stored rows of a customer is found. */
export function tierDateFields(fieldNames: { asOf: string; tierSince: string }): string[] {
	return [fieldNames.asOf, fieldNames.tierSince];
}
