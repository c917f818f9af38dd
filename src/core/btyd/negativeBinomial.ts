import gammaln from '@stdlib/math-base-special-gammaln';
import { risingLog } from './risingLogGamma';

/** Beyond this many terms the sum over events is replaced by an integral over the rate. */
export const longestSeries = 2e5;

/** The approximate number of terms until the rest of a negative binomial count is below the last digit. */
export function seriesLength(mean: number, ratio: number): number {
	return mean + 40 * (1 + ratio);
}

/**
 * P(M ≥ least) of a negative binomial count with size s and mean s · ratio.
 *
 * Sums whichever side of `least` is the smaller, so that small probabilities keep their digits.
 */
export function negativeBinomialTail(s: number, ratio: number, least: number): number {
	if (least <= 0) return 1;
	if (!(ratio > 0)) return 0;
	const logOfNone = -s * Math.log1p(ratio);
	if (least === 1) return -Math.expm1(logOfNone);
	const z = ratio / (1 + ratio);
	if (least < s * ratio || seriesLength(s * ratio, ratio) > longestSeries) {
		let sum = 0;
		for (let m = 0; m < least; m++) sum += negativeBinomial(s, z, logOfNone, m);
		return Math.max(0, 1 - sum);
	}
	let probability = negativeBinomial(s, z, logOfNone, least);
	let sum = 0;
	for (let m = least; ; m++) {
		sum += probability;
		const growth = (z * (s + m)) / (m + 1);
		if (growth < 1 && probability <= 1e-17 * sum * (1 - growth)) return Math.min(1, sum);
		probability *= growth;
	}
}

/** P(M = count) of a negative binomial count with size s; z is the chance of another event. */
export function negativeBinomial(s: number, z: number, logOfNone: number, count: number): number {
	if (count === 0) return Math.exp(logOfNone);
	const logChoose = risingLog(s, count) - gammaln(count + 1);
	return Math.exp(logChoose + count * Math.log(z) + logOfNone);
}
