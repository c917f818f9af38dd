import { dayOfDate } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import type { CustomerTable } from '../customers/customerTable';
import { previousRows } from '../customers/previousRows';

/** The tier of the last run, one entry a customer. */
export interface PreviousTiers {
	/** Undefined where there was none, or none is known. */
	readonly tiers: ReadonlyArray<string | undefined>;
	/** First day of that tier as a day number; NaN: not known. */
	readonly sinceDays: Float64Array;
}

/**
 * Reads the tier each customer had in the last run, and since when.
 *
 * With rows of the last run only these count: a customer who isn't among them had no tier. Without any (nothing
 * connected, or a first run) the fields on the customer's own row are used.
 */
export function readPreviousTiers(
	table: CustomerTable,
	lastRun: readonly JsonRecord[],
	fieldNames: {
		customerId: string;
		previousTier: string;
		tierOfLastRun: string;
		tierSince: string;
	},
): PreviousTiers {
	const isConnected = lastRun.length > 0;
	const tierField = isConnected ? fieldNames.tierOfLastRun : fieldNames.previousTier;
	const rows = isConnected
		? previousRows(table.ids, lastRun, fieldNames.customerId)
		: table.ids.map((_, i) => table.row(i));
	const sinceDays = new Float64Array(rows.length).fill(NaN);
	const tiers = rows.map((row, i) => {
		const tier = row?.[tierField];
		if (row === undefined || typeof tier !== 'string' || tier === '') return undefined;
		sinceDays[i] = dayOfDate(row[fieldNames.tierSince]) ?? NaN;
		return tier;
	});
	return { tiers, sinceDays };
}
