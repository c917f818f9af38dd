import { rowCount, type SparseRows, spreadsOf } from '../stats/sparseRows';
import type { TuneRun } from './tuneRun';

/** Why a feature is not in the regression. */
export type LeftOut = 'tooFew' | 'constant' | 'separated' | 'collinear';

/** How many customers have each feature, and which features the regression can use. */
export interface UsableFeatures {
	readonly customersWith: Int32Array;
	/** Places of the features, ascending. */
	readonly used: number[];
	/** By place; undefined for those used. */
	readonly leftOut: ReadonlyArray<LeftOut | undefined>;
}

/** A feature of which the earlier ones explain more than this share of its variance adds no information. */
const mostExplained = 1 - 1e-8;

/**
 * Sorts features into those a regression can use and those it can't, each with its reason.
 *
 * `tooFew`: fewer customers than required have it; `constant`: all have the same amount of it; `separated`: nobody with
 * it, or nobody without it, had a later value; `collinear`: earlier features, in the order of the rule set, contain the
 * same information.
 */
export function usableFeatures(run: TuneRun, leastPerRule: number): UsableFeatures {
	const { patterns, patternOf, target } = run;
	const { columns, start, column } = patterns;
	const customersWith = new Int32Array(columns);
	const buyersWith = new Int32Array(columns);
	const weights = new Float64Array(rowCount(patterns));
	let buyers = 0;
	for (let i = 0; i < patternOf.length; i++) {
		const pattern = patternOf[i];
		const isBuyer = target[i] > 0 ? 1 : 0;
		buyers += isBuyer;
		weights[pattern]++;
		for (let k = start[pattern]; k < start[pattern + 1]; k++) {
			customersWith[column[k]]++;
			buyersWith[column[k]] += isBuyer;
		}
	}
	const spreads = spreadsOf(patterns, weights);
	const leftOut = spreads.map(({ deviation }, i): LeftOut | undefined => {
		if (customersWith[i] < leastPerRule) return 'tooFew';
		if (deviation === 0) return 'constant';
		const without = patternOf.length - customersWith[i];
		const isSeparated = buyersWith[i] === 0 || (without > 0 && buyersWith[i] === buyers);
		return isSeparated ? 'separated' : undefined;
	});
	const candidates = leftOut.flatMap((reason, i) => (reason === undefined ? [i] : []));
	const used = candidates.filter(independentOf(correlations(patterns, weights, candidates)));
	for (const i of candidates) if (!used.includes(i)) leftOut[i] = 'collinear';
	return { customersWith, used, leftOut };
}

/** Correlations between some of the columns. */
function correlations(
	rows: SparseRows,
	weights: Float64Array,
	candidates: readonly number[],
): number[][] {
	const place = new Int32Array(rows.columns).fill(-1);
	candidates.forEach((column, i) => (place[column] = i));
	const spreads = spreadsOf(rows, weights);
	const products = candidates.map(() => new Array<number>(candidates.length).fill(0));
	let total = 0;
	for (let row = 0; row < weights.length; row++) {
		total += weights[row];
		for (let k = rows.start[row]; k < rows.start[row + 1]; k++) {
			const i = place[rows.column[k]];
			if (i < 0) continue;
			for (let l = rows.start[row]; l <= k; l++) {
				const j = place[rows.column[l]];
				if (j >= 0) products[i][j] += weights[row] * rows.value[k] * rows.value[l];
			}
		}
	}
	const of = (i: number) => spreads[candidates[i]];
	return products.map((line, i) =>
		line.slice(0, i + 1).map((sum, j) => {
			if (i === j) return 1;
			const covariance = sum / total - of(i).mean * of(j).mean;
			return covariance / (of(i).deviation * of(j).deviation);
		}),
	);
}

/**
 * Walks along a Cholesky factor: the rest of a feature's variance is what the features kept before it don't explain.
 */
function independentOf(matrix: readonly number[][]): (feature: number, place: number) => boolean {
	const factor: number[][] = [];
	const kept: number[] = [];
	return (_, place) => {
		const line: number[] = [];
		for (let k = 0; k < kept.length; k++) {
			let sum = matrix[place][kept[k]];
			for (let l = 0; l < k; l++) sum -= factor[k][l] * line[l];
			line.push(sum / factor[k][k]);
		}
		const left = line.reduce((sum, value) => sum - value * value, 1);
		if (left <= 1 - mostExplained) return false;
		factor.push([...line, Math.sqrt(left)]);
		kept.push(place);
		return true;
	};
}
