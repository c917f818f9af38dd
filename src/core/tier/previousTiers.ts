import type { JsonRecord } from '../../values/jsonRecord';
import type { CustomerTable } from '../customers/customerTable';
import { previousRows } from '../customers/previousRows';

/**
 * The tier each customer had in the last run; undefined where it is not known.
 *
 * With rows of the last run only these count: a customer who isn't among them had no tier. Without any (nothing
 * connected, or a first run) the field on the customer's own row is used.
 *
 * @returns `tiers[i]` belongs to customer i of the table
 */
export function readPreviousTiers(
	table: CustomerTable,
	lastRun: readonly JsonRecord[],
	fieldNames: { customerId: string; previousTier: string; tierOfLastRun: string },
): Array<string | undefined> {
	if (lastRun.length === 0) {
		return table.ids.map((_, i) => readTier(table.row(i)[fieldNames.previousTier]));
	}
	return previousRows(table.ids, lastRun, fieldNames.customerId).map((row) =>
		readTier(row?.[fieldNames.tierOfLastRun]),
	);
}

function readTier(tier: unknown): string | undefined {
	return typeof tier === 'string' && tier !== '' ? tier : undefined;
}
