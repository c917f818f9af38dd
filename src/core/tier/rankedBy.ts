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

/**
 * Whether what a run was ranked by is surely another kind of value. What was spent in a year and in all are of one kind: in a
 * young shop they are equal, and a store may hold only one of them.
 */
export function isOtherValue(ranked: readonly string[], valueField: string): boolean {
	return ranked.length > 0 && ranked.every((field) => kindOf(field) !== kindOf(valueField));
}

const past: readonly string[] = ['monetaryTotal', 'monetaryLast365', 'historicLtv'];
const kindOf = (field: string) => (past.includes(field) ? 'past' : field);

/**
 * Warns where the last run was ranked by another value than this one, as far as its rows tell.
 *
 * @param now the fields that hold what this run was ranked by; empty where that can't be told
 */
export function rankedDifferently(
	lastRun: readonly JsonRecord[],
	now: readonly string[],
	tierValue: string,
): Notice[] {
	if (now.length === 0) return [];
	const then = rankedBy(lastRun, tierValue);
	if (!now.every((field) => isOtherValue(then, field))) return [];
	return [
		{
			code: 'rankedDifferently',
			message: `The tiers of the last run are by ${valueInWords(then[0])} (${then[0]}), those of this run by ${valueInWords(now[0])} (${now[0]}), so some changes of tier are only that. Rank both runs by the same value.`,
			level: 'warning',
		},
	];
}
