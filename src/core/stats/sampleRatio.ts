import { normalTails } from './normal';
import { orNull } from './orNull';

/** Whether two groups are as large as they were meant to be. */
export interface SampleRatio {
	readonly chiSquare: number | null;
	readonly p: number | null;
}

/**
 * The chi-square test of two group sizes against the share that was set.
 *
 * With one degree of freedom χ² is the square of a normal variable, so p are its tails.
 *
 * @param controlShare share of the control that was set, above 0 and below 1
 */
export function sampleRatio(control: number, treated: number, controlShare: number): SampleRatio {
	const n = control + treated;
	const expected = n * controlShare;
	const chiSquare =
		(control - expected) ** 2 / expected + (treated - (n - expected)) ** 2 / (n - expected);
	return { chiSquare: orNull(chiSquare), p: orNull(normalTails(Math.sqrt(chiSquare))) };
}
