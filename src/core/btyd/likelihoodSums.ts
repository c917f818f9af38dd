import type { Curvature } from '../stats/maximize';

/** A log-likelihood with its first and second derivatives in r, α, a and b, as running sums. */
export interface LikelihoodSums {
	value: number;
	r: number;
	alpha: number;
	a: number;
	b: number;
	rr: number;
	rAlpha: number;
	rA: number;
	rB: number;
	alphaAlpha: number;
	alphaA: number;
	alphaB: number;
	aa: number;
	ab: number;
	bb: number;
}

/** Empty sums. */
export function emptySums(): LikelihoodSums {
	return {
		value: 0,
		r: 0,
		alpha: 0,
		a: 0,
		b: 0,
		rr: 0,
		rAlpha: 0,
		rA: 0,
		rB: 0,
		alphaAlpha: 0,
		alphaA: 0,
		alphaB: 0,
		aa: 0,
		ab: 0,
		bb: 0,
	};
}

/** The same derivatives by the logs of the first two or of all four parameters. */
export function inLogParameters(sums: LikelihoodSums, parameters: readonly number[]): Curvature {
	const slopes = [sums.r, sums.alpha, sums.a, sums.b];
	const bends = [
		[sums.rr, sums.rAlpha, sums.rA, sums.rB],
		[sums.rAlpha, sums.alphaAlpha, sums.alphaA, sums.alphaB],
		[sums.rA, sums.alphaA, sums.aa, sums.ab],
		[sums.rB, sums.alphaB, sums.ab, sums.bb],
	];
	const gradient = parameters.map((parameter, i) => parameter * slopes[i]);
	const hessian = parameters.map((row, i) =>
		parameters.map((column, j) => row * column * bends[i][j] + (i === j ? gradient[i] : 0)),
	);
	return { value: sums.value, gradient, hessian };
}
