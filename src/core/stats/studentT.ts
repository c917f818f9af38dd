import gammaln from '@stdlib/math-base-special-gammaln';
import { incompleteBeta } from './incompleteBeta';
import { normalQuantile } from './normal';

/**
 * The probability that a t-distributed variable is at least this far from 0, on either side.
 *
 * @example studentTails(0, 10) // 1
 */
export function studentTails(t: number, degreesOfFreedom: number): number {
	const half = degreesOfFreedom / 2;
	return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), half, 0.5);
}

/**
 * The distance from 0 that a t-distributed variable stays within with this probability: 0.95 gives the factor of a 95%
 * interval.
 *
 * Newton's method on the logarithms of the distance and of its tails, between which the relation is nearly straight,
 * from the expansion about the normal distribution (Abramowitz and Stegun 26.7.5).
 *
 * @param confidence above 0, below 1
 * @param degreesOfFreedom above 0; need not be whole
 */
export function studentReach(confidence: number, degreesOfFreedom: number): number {
	const tails = 1 - confidence;
	const { log, exp, abs, PI } = Math;
	const logDensityAtZero =
		gammaln((degreesOfFreedom + 1) / 2) -
		gammaln(degreesOfFreedom / 2) -
		log(degreesOfFreedom * PI) / 2;
	const z = normalQuantile(1 - tails / 2);
	const first = (z ** 3 + z) / (4 * degreesOfFreedom);
	const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degreesOfFreedom ** 2);
	let reach = degreesOfFreedom < 3 ? z : z + first + second;
	for (let step = 0; step < 100; step++) {
		const here = studentTails(reach, degreesOfFreedom);
		const logDensity =
			logDensityAtZero - ((degreesOfFreedom + 1) / 2) * Math.log1p(reach ** 2 / degreesOfFreedom);
		const slope = (2 * reach * exp(logDensity)) / here;
		const change = log(here / tails) / slope;
		reach *= exp(change);
		// Each step doubles the number of correct digits.
		if (abs(change) < 1e-8) break;
	}
	return reach;
}
