import { maximize, type Curvature } from './maximize';
import { invertPositiveDefinite } from './positiveDefinite';
import { rowCount, type SparseRows, type Spread, spreadsOf } from './sparseRows';

/** The data of a fit: rows of features, how many observations share each row, and the sum of their targets. */
export interface PoissonData {
	readonly rows: SparseRows;
	readonly weights: Float64Array;
	/** Sum of the targets, each 0 or more, of the observations with this row. */
	readonly sums: Float64Array;
}

/** A fitted regression with log link: the expected target is exp(`constant` + Σ `perUnit` · feature). */
export interface PoissonFit {
	/** Where all features are 0. */
	readonly constant: number;
	/** Where all features have their mean. */
	readonly intercept: number;
	/** For one standard deviation; 0 for a feature that is the same everywhere. */
	readonly standardized: readonly number[];
	/** For one unit; null for a feature that is the same everywhere. */
	readonly perUnit: ReadonlyArray<number | null>;
	readonly spreads: readonly Spread[];
}

/** The uncertainty of the coefficients. */
export interface PoissonErrors {
	/** Standard errors of `standardized`; null for a feature that is the same everywhere. */
	readonly standardized: ReadonlyArray<number | null>;
	/** Σ (y − m)² / m over observations less parameters; null where there are not enough observations. */
	readonly dispersion: number | null;
}

const outOfReach = 700;

/**
 * Fits a quasi-Poisson regression with log link and a ridge penalty by Newton's method.
 *
 * Least of (1/n) Σ(m − y ln m) + `penalty`/2 Σ b², b for features standardized by mean and population standard deviation
 * of the observations fitted; the intercept is free. No library for JavaScript fits a generalized linear model to the
 * precision of those for Python and R. Centering only moves the intercept, so sparse rows stay sparse.
 *
 * @param start a fit of the same features to start from
 */
export function fitPoissonRidge(
	data: PoissonData,
	penalty: number,
	start?: PoissonFit,
): PoissonFit {
	const spreads = spreadsOf(data.rows, data.weights);
	const varying = spreads.flatMap(({ deviation }, i) => (deviation > 0 ? [i] : []));
	const scales = varying.map((i) => 1 / spreads[i].deviation);
	const first = [
		start?.constant ?? Math.log(meanOf(data)),
		...varying.map((i) => (start?.perUnit[i] ?? 0) * spreads[i].deviation),
	];
	const bounds = first.map(() => outOfReach);
	const evaluate = (point: readonly number[]) =>
		penalizedLikelihood(data, penalty, varying, scales, point);
	const { at } = maximize(
		evaluate,
		first,
		bounds.map((bound) => -bound),
		bounds,
	);
	const standardized = spreads.map(() => 0);
	const perUnit = spreads.map((): number | null => null);
	let intercept = at[0];
	varying.forEach((i, k) => {
		standardized[i] = at[k + 1];
		perUnit[i] = at[k + 1] * scales[k];
		intercept += at[k + 1] * scales[k] * spreads[i].mean;
	});
	return { constant: at[0], intercept, standardized, perUnit, spreads };
}

function meanOf({ weights, sums }: PoissonData): number {
	const add = (total: number, value: number) => total + value;
	return sums.reduce(add, 0) / weights.reduce(add, 0);
}

/** The negative objective with gradient and Hessian; coordinate 0 is the constant. */
function penalizedLikelihood(
	data: PoissonData,
	penalty: number,
	varying: readonly number[],
	scales: readonly number[],
	point: readonly number[],
): Curvature {
	const { rows, weights, sums } = data;
	const size = point.length;
	const place = placesOf(rows, varying);
	const perUnit = coefficientsByColumn(rows, varying, scales, point);
	const slope = new Float64Array(size);
	const bend = new Float64Array(size * size);
	let value = 0;
	let n = 0;
	for (let row = 0; row < weights.length; row++) {
		const weight = weights[row];
		if (weight === 0) continue;
		n += weight;
		let eta = point[0];
		for (let k = rows.start[row]; k < rows.start[row + 1]; k++) {
			eta += perUnit[rows.column[k]] * rows.value[k];
		}
		const mean = weight * Math.exp(eta);
		value += mean - sums[row] * eta;
		slope[0] += mean - sums[row];
		bend[0] += mean;
		for (let k = rows.start[row]; k < rows.start[row + 1]; k++) {
			const i = place[rows.column[k]];
			if (i < 0) continue;
			slope[i] += (mean - sums[row]) * rows.value[k];
			const ofRow = mean * rows.value[k];
			bend[i * size] += ofRow;
			for (let l = rows.start[row]; l <= k; l++) {
				const j = place[rows.column[l]];
				if (j > 0) bend[i * size + j] += ofRow * rows.value[l];
			}
		}
	}
	const scale = [1, ...scales];
	const ridge = point.map((_, i) => (i === 0 ? 0 : penalty));
	const squares = point.reduce((sum, b, i) => sum + ridge[i] * b * b, 0);
	const entry = (i: number, j: number) =>
		(bend[Math.max(i, j) * size + Math.min(i, j)] * scale[i] * scale[j]) / n +
		(i === j ? ridge[i] : 0);
	return {
		value: -(value / n + squares / 2),
		gradient: point.map((b, i) => -((slope[i] * scale[i]) / n + ridge[i] * b)),
		hessian: point.map((_, i) => point.map((_b, j) => -entry(i, j))),
	};
}

/** Coordinate of each column, −1 for those that don't vary. */
function placesOf({ columns }: SparseRows, varying: readonly number[]): Int32Array {
	const place = new Int32Array(columns).fill(-1);
	varying.forEach((column, k) => (place[column] = k + 1));
	return place;
}

function coefficientsByColumn(
	{ columns }: SparseRows,
	varying: readonly number[],
	scales: readonly number[],
	point: readonly number[],
): Float64Array {
	const perUnit = new Float64Array(columns);
	varying.forEach((column, k) => (perUnit[column] = point[k + 1] * scales[k]));
	return perUnit;
}

/** The linear predictor of a row: the logarithm of its expected target. */
export function linearPredictor({ constant, perUnit }: PoissonFit, rows: SparseRows, row: number) {
	let eta = constant;
	for (let k = rows.start[row]; k < rows.start[row + 1]; k++) {
		eta += (perUnit[rows.column[k]] ?? 0) * rows.value[k];
	}
	return eta;
}

/**
 * Standard errors that are valid for any spread of the target about its mean (sandwich, HC0), and the dispersion.
 *
 * V = A⁻¹ B A⁻¹ / n with A = ZᵀMZ / n + λ D and B = Σ (y − m)² z zᵀ / n; D is 1 for all but the intercept.
 *
 * @param squares sum of the squared targets of the observations with each row
 */
export function poissonErrors(
	data: PoissonData,
	squares: Float64Array,
	penalty: number,
	fit: PoissonFit,
): PoissonErrors {
	const { rows, weights, sums } = data;
	const varying = fit.spreads.flatMap(({ deviation }, i) => (deviation > 0 ? [i] : []));
	const size = varying.length + 1;
	const place = placesOf(rows, varying);
	const bread = matrixOf(size);
	const filling = matrixOf(size);
	const z = new Float64Array(size);
	let n = 0;
	let pearson = 0;
	for (let row = 0; row < rowCount(rows); row++) {
		const weight = weights[row];
		n += weight;
		const mean = Math.exp(linearPredictor(fit, rows, row));
		// Rounding must not make a sum of squares negative.
		const residual = Math.max(0, squares[row] - 2 * mean * sums[row] + weight * mean * mean);
		pearson += residual / mean;
		z[0] = 1;
		varying.forEach((i, k) => (z[k + 1] = -fit.spreads[i].mean / fit.spreads[i].deviation));
		for (let k = rows.start[row]; k < rows.start[row + 1]; k++) {
			const i = place[rows.column[k]];
			if (i > 0) z[i] += rows.value[k] / fit.spreads[rows.column[k]].deviation;
		}
		for (let i = 0; i < size; i++) {
			for (let j = 0; j <= i; j++) {
				bread[i][j] += weight * mean * z[i] * z[j];
				filling[i][j] += residual * z[i] * z[j];
			}
		}
	}
	const whole = bread.map((line, i) =>
		line.map((_, j) => entryOf(bread, i, j) / n + (i === j && i > 0 ? penalty : 0)),
	);
	const inverse = invertPositiveDefinite(whole);
	const standardized = fit.spreads.map((_, column) => {
		const i = place[column];
		if (i < 0 || inverse === undefined) return null;
		let variance = 0;
		for (let j = 0; j < size; j++) {
			for (let k = 0; k < size; k++) {
				variance += (inverse[i][j] * entryOf(filling, j, k) * inverse[i][k]) / n;
			}
		}
		return Math.sqrt(Math.max(0, variance) / n);
	});
	const spare = n - size;
	return { standardized, dispersion: spare > 0 ? pearson / spare : null };
}

function matrixOf(size: number): number[][] {
	return Array.from({ length: size }, () => new Array<number>(size).fill(0));
}

/** An entry of a symmetric matrix of which the lower triangle is filled. */
function entryOf(matrix: readonly number[][], i: number, j: number): number {
	return i >= j ? matrix[i][j] : matrix[j][i];
}
