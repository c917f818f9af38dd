import { normalTails } from './normal';
import { orNull } from './orNull';

/** Whether two groups have the intended sizes. */
export interface SampleRatio {
	readonly chiSquare: number | null;
	readonly p: number | null;
}

/**
 * The chi-square test of two group sizes against the intended share.
 *
 * With one degree of freedom χ² is the square of a normal variable, so p is that variable's two tails.
 *
 * @param controlShare intended share of the control group, above 0 and below 1
 */
export function sampleRatio(control: number, treated: number, controlShare: number): SampleRatio {
	const n = control + treated;
	const expected = n * controlShare;
	const chiSquare =
		(control - expected) ** 2 / expected + (treated - (n - expected)) ** 2 / (n - expected);
	return { chiSquare: orNull(chiSquare), p: orNull(normalTails(Math.sqrt(chiSquare))) };
}
