import { maximize, type Curvature } from './maximize';
import { softplus } from './softplus';

/** A fitted logistic regression: the log-odds of the event are `constant` + Σ `weights` · feature. */
export interface LogisticFit {
	readonly constant: number;
	/** For one unit; 0 for a feature that is the same everywhere. */
	readonly weights: number[];
}

/** The sign that a weight may have, besides 0. */
export type Sign = 'positive' | 'negative' | 'either';

const outOfReach = 50;

/**
 * Fits a logistic regression with a ridge penalty by Newton's method.
 *
 * Most of (1/n) Σ(y ln p + (1 − y) ln(1 − p)) − `penalty`/2 Σ b², b for features standardized by mean and population
 * standard deviation; the intercept is free. The penalty gives separable data a solution too.
 *
 * @param rows one list of features per observation
 * @param happened 1 where the event happened, else 0
 * @param signs the sign that each weight may have
 */
export function fitLogisticRidge(
	rows: readonly number[][],
	happened: ArrayLike<number>,
	penalty: number,
	signs: readonly Sign[],
): LogisticFit {
	const { means, deviations } = spreadOf(rows);
	const varying = means.flatMap((_, i) => (deviations[i] > 0 ? [i] : []));
	const size = varying.length + 1;
	const standard = new Float64Array(rows.length * size);
	rows.forEach((row, n) => {
		standard[n * size] = 1;
		varying.forEach((i, k) => (standard[n * size + k + 1] = (row[i] - means[i]) / deviations[i]));
	});
	const reach = (sign: Sign) =>
		['either', ...varying.map((i) => signs[i])].map((own) =>
			own === 'either' || own === sign ? outOfReach : 0,
		);
	const { at } = maximize(
		(point) => penalizedLikelihood(standard, happened, penalty, point),
		new Array<number>(size).fill(0),
		reach('negative').map((bound) => -bound),
		reach('positive'),
	);
	const weights = means.map(() => 0);
	let [constant] = at;
	varying.forEach((i, k) => {
		weights[i] = at[k + 1] / deviations[i];
		constant -= weights[i] * means[i];
	});
	return { constant, weights };
}

/** The log-odds that a fit gives to one list of features. */
export function logOddsOf({ constant, weights }: LogisticFit, features: readonly number[]): number {
	return weights.reduce((sum, weight, i) => sum + weight * features[i], constant);
}

function spreadOf(rows: readonly number[][]): { means: number[]; deviations: number[] } {
	const columns = rows.length === 0 ? [] : rows[0];
	const means = columns.map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
	const deviations = means.map((mean, i) =>
		Math.sqrt(rows.reduce((sum, row) => sum + (row[i] - mean) ** 2, 0) / rows.length),
	);
	// A column of one value may differ from its mean by rounding.
	return {
		means,
		deviations: deviations.map((one, i) => (one > 1e-12 * (1 + Math.abs(means[i])) ? one : 0)),
	};
}

function penalizedLikelihood(
	standard: Float64Array,
	happened: ArrayLike<number>,
	penalty: number,
	point: readonly number[],
): Curvature {
	const size = point.length;
	const n = happened.length;
	const gradient = new Float64Array(size);
	const bend = new Float64Array(size * size);
	let value = 0;
	for (let row = 0, from = 0; row < n; row++, from += size) {
		let odds = 0;
		for (let i = 0; i < size; i++) odds += point[i] * standard[from + i];
		const y = happened[row];
		value += y * odds - softplus(odds);
		const probability = 1 / (1 + Math.exp(-odds));
		const weight = probability * (1 - probability);
		for (let i = 0; i < size; i++) {
			const x = standard[from + i];
			gradient[i] += (y - probability) * x;
			for (let j = 0; j <= i; j++) bend[i * size + j] += weight * x * standard[from + j];
		}
	}
	const ridge = point.map((_, i) => (i === 0 ? 0 : penalty));
	return {
		value: value / n - point.reduce((sum, b, i) => sum + ridge[i] * b * b, 0) / 2,
		gradient: point.map((b, i) => gradient[i] / n - ridge[i] * b),
		hessian: point.map((_, i) =>
			point.map(
				(_b, j) => -bend[Math.max(i, j) * size + Math.min(i, j)] / n - (i === j ? ridge[i] : 0),
			),
		),
	};
}
