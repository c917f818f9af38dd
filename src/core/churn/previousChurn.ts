import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import type { CustomerTable } from '../customers/customerTable';
import { previousRows } from '../customers/previousRows';
import type { ChurnOptions } from './options';

/** What the previous run said of each customer; NaN: not known. */
export interface PreviousChurn {
	risk(i: number): number;
	score(i: number): number;
}

/** Reads the rows of the previous run. */
export function readPreviousChurn(
	table: CustomerTable,
	previous: readonly JsonRecord[],
	{ fieldNames }: ChurnOptions,
): PreviousChurn {
	const rows =
		previous.length === 0 ? [] : previousRows(table.ids, previous, fieldNames.customerId);
	const numberIn = (field: string) => (i: number) => readNumber(rows[i]?.[field]);
	return {
		risk: numberIn(fieldNames.previousChurnRisk),
		score: numberIn(fieldNames.valueScore),
	};
}
