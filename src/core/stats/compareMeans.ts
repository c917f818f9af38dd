import type { Sample } from './jointMoments';
import { orNull } from './orNull';
import { studentReach, studentTails } from './studentT';

/** An estimate and its uncertainty; null where that is not defined. */
export interface Comparison {
	/** Treated less control. */
	readonly difference: number | null;
	readonly standardError: number | null;
	readonly degreesOfFreedom: number | null;
	readonly low: number | null;
	readonly high: number | null;
	/** Two-sided. */
	readonly p: number | null;
}

/**
 * Welch's comparison of two means: difference, interval and p, with variances that may differ.
 *
 * Degrees of freedom by Welch and Satterthwaite. With fewer than two in a group, or a standard error of 0, interval and
 * p are null.
 */
export function compareMeans(control: Sample, treated: Sample, confidence = 0.95): Comparison {
	const difference = treated.mean - control.mean;
	const ofControl = control.variance / control.n;
	const ofTreated = treated.variance / treated.n;
	const standardError = Math.sqrt(ofControl + ofTreated);
	if (!(standardError > 0)) {
		const nothing = { degreesOfFreedom: null, low: null, high: null, p: null };
		return {
			difference: orNull(difference),
			standardError: orNull(standardError),
			...nothing,
		};
	}
	const degreesOfFreedom =
		(ofControl + ofTreated) ** 2 /
		(ofControl ** 2 / (control.n - 1) + ofTreated ** 2 / (treated.n - 1));
	const reach = studentReach(confidence, degreesOfFreedom) * standardError;
	return {
		difference,
		standardError,
		degreesOfFreedom,
		low: difference - reach,
		high: difference + reach,
		p: studentTails(difference / standardError, degreesOfFreedom),
	};
}
