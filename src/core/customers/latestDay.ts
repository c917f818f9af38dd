import type { JsonRecord } from '../../values/jsonRecord';
import type { DayReader } from '../../values/storedDay';

/** The latest day that a field of the rows holds, as a day number; undefined where no row has one. */
export function latestDay(
	rows: readonly JsonRecord[],
	field: string,
	dayOf: DayReader,
): number | undefined {
	let latest: number | undefined;
	let last: unknown;
	for (const row of rows) {
		const cell = row[field];
		// Most customers share it.
		if (cell === last) continue;
		last = cell;
		const day = dayOf(cell);
		if (day !== undefined && !(latest !== undefined && latest >= day)) latest = day;
	}
	return latest;
}
