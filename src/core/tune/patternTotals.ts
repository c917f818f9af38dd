import type { PoissonData } from '../stats/poissonRidge';
import { rowCount, type SparseRows } from '../stats/sparseRows';
import { sumOf } from '../stats/sumOf';
import { foldCount, type TuneRun } from './tuneRun';

/** Customers and their targets by pattern: all that a regression needs. */
export interface PatternTotals {
	/** Targets are divided by their mean, so that a penalty means the same in every currency. */
	readonly all: PoissonData;
	/** Sum of the squared targets. */
	readonly squares: Float64Array;
	/** Those of each fold alone. */
	readonly folds: readonly PoissonData[];
	/** Those of all other folds. */
	readonly others: readonly PoissonData[];
	/** Sum of y ln y − y of each fold: the part of its deviance that no model changes. */
	readonly ownPart: readonly number[];
}

/** Adds up the customers of each pattern; undefined where nobody has a target above 0, or one fold holds everybody. */
export function patternTotals(run: TuneRun, rows: SparseRows): PatternTotals | undefined {
	// A customer with more refunds than purchases counts as 0, because a logarithm has no negative argument.
	const target = run.target.map((value) => Math.max(0, value));
	const sum = sumOf(target);
	if (!(sum > 0)) return undefined;
	const mean = sum / target.length;
	for (let i = 0; i < target.length; i++) target[i] /= mean;

	const empty = (): PoissonData => ({
		rows,
		weights: new Float64Array(rowCount(rows)),
		sums: new Float64Array(rowCount(rows)),
	});
	const all = empty();
	const squares = new Float64Array(rowCount(rows));
	const folds = Array.from({ length: foldCount }, empty);
	const ownPart = new Array<number>(foldCount).fill(0);
	for (let i = 0; i < target.length; i++) {
		const y = target[i];
		const pattern = run.patternOf[i];
		const fold = folds[run.fold[i]];
		all.weights[pattern]++;
		all.sums[pattern] += y;
		squares[pattern] += y * y;
		fold.weights[pattern]++;
		fold.sums[pattern] += y;
		if (y > 0) ownPart[run.fold[i]] += y * Math.log(y) - y;
	}
	const others = folds.map(
		(fold): PoissonData => ({
			rows,
			weights: all.weights.map((weight, row) => weight - fold.weights[row]),
			// Rounding must not leave a target in an empty group.
			sums: all.sums.map((each, row) =>
				all.weights[row] === fold.weights[row] ? 0 : Math.max(0, each - fold.sums[row]),
			),
		}),
	);
	if (others.some(({ weights }) => weights.every((weight) => weight === 0))) return undefined;
	return { all, squares, folds, others, ownPart };
}
