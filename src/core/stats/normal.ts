import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';

/**
 * The value that a standard normal variable is below with this probability.
 *
 * @example normalQuantile(0.5) // 0
 */
export function normalQuantile(probability: number): number {
	return 0 - Math.SQRT2 * erfcinv(2 * probability);
}

/**
 * The probability that a standard normal variable is at least this far from 0, on either side.
 *
 * @example normalTails(0) // 1
 */
export function normalTails(z: number): number {
	return erfc(Math.abs(z) / Math.SQRT2);
}
