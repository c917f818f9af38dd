import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { readNumber } from '../../values/readNumber';
import { valueInWords } from './chooseValue';

/** The values that Assign Tier can rank by without being told a field. */
const candidates = ['predictedClv', 'monetaryTotal', 'monetaryLast365', 'historicLtv'] as const;

/** The fields that hold what everyone of a run was ranked by, `tierValue`; empty where no field does, or nobody was ranked. */
export function rankedBy(rows: readonly JsonRecord[], tierValue: string): string[] {
	let left: readonly string[] = candidates;
	let ranked = 0;
	for (const row of rows) {
		const value = readNumber(row[tierValue]);
		if (Number.isNaN(value)) continue;
		ranked++;
		left = left.filter((field) => readNumber(row[field]) === value);
		if (left.length === 0) break;
	}
	return ranked === 0 ? [] : [...left];
}

/** Warns where the last run was ranked by another value than this one, as far as its rows tell. */
export function rankedDifferently(
	lastRun: readonly JsonRecord[],
	valueField: string,
	tierValue: string,
): Notice[] {
	const then = rankedBy(lastRun, tierValue);
	if (then.length === 0 || then.includes(valueField)) return [];
	return [
		{
			code: 'rankedDifferently',
			message: `The tiers of the last run are by ${valueInWords(then[0])} (${then[0]}), those of this run by ${valueInWords(valueField)} (${valueField}), so some changes of tier are only that. Rank both runs by the same value.`,
			level: 'warning',
		},
	];
}
