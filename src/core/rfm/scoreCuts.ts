import { InvalidInputError } from '../../values/invalidInputError';

/**
 * The cut points of scores: `cuts[s − 1]` is the lowest value with score s, and null for a score that nobody reached.
 *
 * Values are "large is good"; recency is scored as minus the days since the last order.
 */
export type ScoreCuts = ReadonlyArray<number | null>;

/**
 * Cut points by quantiles: a value's score is 1 + min(bins − 1, ⌊bins · (values strictly worse) / n⌋).
 *
 * Equal values always share a score. One distinct value gives everyone ⌈bins / 2⌉.
 *
 * @param values large is good; in any order; the array is not changed
 */
export function quantileCuts(values: Float64Array, bins: number): ScoreCuts {
	const cuts: Array<number | null> = Array.from({ length: bins }, () => null);
	const sorted = values.slice().sort();
	const count = sorted.length;
	if (count === 0) return cuts;
	if (sorted[0] === sorted[count - 1]) {
		cuts[Math.ceil(bins / 2) - 1] = sorted[0];
		return cuts;
	}
	for (let worse = 0; worse < count; worse++) {
		if (worse > 0 && sorted[worse] === sorted[worse - 1]) continue;
		const score = 1 + Math.min(bins - 1, Math.floor((bins * worse) / count));
		cuts[score - 1] ??= sorted[worse];
	}
	return cuts;
}

/** Cut points at fixed values: a value that reaches none of them has score 1. */
export function fixedCuts(lowerBounds: readonly number[]): ScoreCuts {
	return [null, ...lowerBounds];
}

/** The highest score whose cut a value reaches; 1 where it reaches none. */
export function scoreOf(value: number, cuts: ScoreCuts): number {
	for (let score = cuts.length; score > 1; score--) {
		const cut = cuts[score - 1];
		if (cut !== null && value >= cut) return score;
	}
	return 1;
}

/** Whether quantiles had only one distinct value to cut. */
export function isDegenerate(values: Float64Array): boolean {
	return values.length > 0 && values.every((value) => value === values[0]);
}

/**
 * Reads thresholds from a parameter: one ascending number fewer than there are bins.
 *
 * @param field name of the parameter, for the `InvalidInputError`
 */
export function readThresholds(text: string, bins: number, field: string): number[] {
	const numbers = text
		.split(',')
		.filter((part) => part.trim() !== '')
		.map(Number);
	const isAscending = numbers.every((number, i) => i === 0 || number > numbers[i - 1]);
	if (numbers.length !== bins - 1 || !isAscending) {
		throw new InvalidInputError(field, `${bins - 1} ascending numbers separated by commas`, text);
	}
	return numbers;
}
