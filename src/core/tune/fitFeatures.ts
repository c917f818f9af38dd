import {
	fitPoissonRidge,
	linearPredictor,
	type PoissonErrors,
	poissonErrors,
	type PoissonFit,
} from '../stats/poissonRidge';
import { keepColumns, rowCount, type SparseRows } from '../stats/sparseRows';
import { type PatternTotals, patternTotals } from './patternTotals';
import type { TuneRun } from './tuneRun';

/** All features together. */
export interface FittedFeatures {
	/** Positions of the features that the coefficients belong to. */
	readonly used: readonly number[];
	readonly penalty: number;
	/** Mean out-of-fold Poisson deviance, by penalty. */
	readonly deviances: ReadonlyMap<number, number>;
	readonly fit: PoissonFit;
	readonly errors: PoissonErrors;
	/** The logarithm of each customer's later value, predicted by the model of the other folds. */
	readonly outOfFold: Float64Array;
}

const penaltyGrid: readonly number[] = [0.001, 0.01, 0.1, 1, 10];

/**
 * Fits all usable features together, and predicts every customer by a model that has not seen it.
 *
 * Chooses the penalty with the smallest out-of-fold deviance, of ties the greatest. Undefined where no feature can be
 * used or nobody had a later value.
 *
 * @param penalties to choose from, ascending
 */
export function fitFeatures(
	run: TuneRun,
	used: readonly number[],
	penalties = penaltyGrid,
): FittedFeatures | undefined {
	const rows = keepColumns(run.patterns, used);
	const totals = used.length === 0 ? undefined : patternTotals(run, rows);
	if (totals === undefined) return undefined;
	const deviances = new Map<number, number>();
	let best: { penalty: number; fits: PoissonFit[]; deviance: number } | undefined;
	// In descending order, so that each fit with a smaller penalty starts near the previous one.
	for (const penalty of [...penalties].reverse()) {
		const fits = totals.others.map((data) => fitPoissonRidge(data, penalty));
		const deviance = devianceOf(totals, fits);
		deviances.set(penalty, deviance);
		if (best === undefined || deviance < best.deviance) best = { penalty, fits, deviance };
	}
	if (best === undefined) return undefined;
	const { penalty, fits } = best;
	const fit = fitPoissonRidge(totals.all, penalty);
	return {
		used,
		penalty,
		deviances,
		fit,
		errors: poissonErrors(totals.all, totals.squares, penalty, fit),
		outOfFold: predictOutOfFold(run, rows, fits),
	};
}

/** Mean Poisson deviance of every customer under the model of the other folds. */
function devianceOf({ folds, ownPart }: PatternTotals, fits: readonly PoissonFit[]): number {
	let deviance = 0;
	let customers = 0;
	folds.forEach(({ rows, weights, sums }, fold) => {
		let sum = ownPart[fold];
		for (let row = 0; row < rowCount(rows); row++) {
			if (weights[row] === 0) continue;
			const eta = linearPredictor(fits[fold], rows, row);
			sum += weights[row] * Math.exp(eta) - sums[row] * eta;
			customers += weights[row];
		}
		deviance += 2 * sum;
	});
	return deviance / customers;
}

function predictOutOfFold(
	{ patternOf, fold }: TuneRun,
	rows: SparseRows,
	fits: readonly PoissonFit[],
): Float64Array {
	const predicted = new Float64Array(patternOf.length);
	for (let i = 0; i < predicted.length; i++) {
		predicted[i] = linearPredictor(fits[fold[i]], rows, patternOf[i]);
	}
	return predicted;
}
