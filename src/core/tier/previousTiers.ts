import type { JsonRecord } from '../../values/jsonRecord';
import { readCustomers } from '../customers/readCustomers';

/**
 * The tier each customer had in the last run; undefined where it is not known.
 *
 * With rows of the last run only these count: a customer who isn't among them had no tier. Without any (nothing
 * connected, or a first run) the field on the customer's own row is used.
 *
 * @param ids customer ids in code-unit order
 * @param lastRun rows of the last run
 * @returns `tiers[i]` belongs to `ids[i]`
 */
export function previousTiers(
	ids: readonly string[],
	ownRow: (index: number) => JsonRecord,
	lastRun: readonly JsonRecord[],
	fieldNames: { customerId: string; previousTier: string; tierOfLastRun: string },
): Array<string | undefined> {
	if (lastRun.length === 0) {
		return ids.map((_, index) => readTier(ownRow(index), fieldNames.previousTier));
	}
	const last = readCustomers(lastRun, fieldNames.customerId);
	let position = 0;
	// Both lists are in the same order: one walk along both.
	return ids.map((id) => {
		while (position < last.ids.length && last.ids[position] < id) position++;
		if (last.ids[position] !== id) return undefined;
		return readTier(lastRun[last.sources[position]], fieldNames.tierOfLastRun);
	});
}

function readTier(row: JsonRecord, field: string): string | undefined {
	const tier = row[field];
	return typeof tier === 'string' && tier !== '' ? tier : undefined;
}
