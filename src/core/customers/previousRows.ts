import type { JsonRecord } from '../../values/jsonRecord';
import { readCustomers } from './readCustomers';

/**
 * The row that each customer had in the last run; undefined for one who was not in it.
 *
 * Rows of the last run that are no customers, or a second row of one, are passed over as they are in the input itself.
 *
 * @param ids customer ids in code-unit order
 * @returns `rows[i]` belongs to `ids[i]`
 */
export function previousRows(
	ids: readonly string[],
	lastRun: readonly JsonRecord[],
	idField: string,
): Array<JsonRecord | undefined> {
	const last = readCustomers(lastRun, idField);
	let position = 0;
	// Both lists are in the same order: one walk along both.
	return ids.map((id) => {
		while (position < last.ids.length && last.ids[position] < id) position++;
		return last.ids[position] === id ? lastRun[last.sources[position]] : undefined;
	});
}
