import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import type { ChurnOptions } from './options';

/** Each customer's results of the previous run; NaN where they are not known. */
export interface PreviousChurn {
	risk(i: number): number;
	score(i: number): number;
}

/**
 * Reads the results of the previous run.
 *
 * @param rows each customer's row of the previous run
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
