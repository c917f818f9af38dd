import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import type { ChurnOptions } from './options';

/** What the previous run said of each customer; NaN: not known. */
export interface PreviousChurn {
	risk(i: number): number;
	score(i: number): number;
}

/**
 * Reads what the previous run said.
 *
 * @param rows the row of the previous run of each customer
 */
export function readPreviousChurn(
	rows: ReadonlyArray<JsonRecord | undefined>,
	{ fieldNames }: ChurnOptions,
): PreviousChurn {
	const numberIn = (field: string) => (i: number) => readNumber(rows[i]?.[field]);
	return {
		risk: numberIn(fieldNames.previousChurnRisk),
		score: numberIn(fieldNames.valueScore),
	};
}
