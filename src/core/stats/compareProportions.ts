import { normalTails } from './normal';
import { orNull } from './orNull';
import { wilsonInterval } from './wilsonInterval';

/** How the shares of two groups differ. */
export interface ProportionComparison {
	/** Share of the treated less share of the control. */
	readonly difference: number | null;
	readonly low: number | null;
	readonly high: number | null;
	/** Two-sided. */
	readonly p: number | null;
}

/** A count of events and of observations. */
export interface Proportion {
	readonly hits: number;
	readonly n: number;
}

/**
 * The difference of two shares, its interval by Newcombe's hybrid score method, and p by the pooled z test.
 *
 * Newcombe (1998), "Interval estimation for the difference between independent proportions", Statistics in Medicine
 * 17:873, method 10. p is 1 where it happened to nobody or to everybody. All null where a group is empty.
 */
export function compareProportions(
	control: Proportion,
	treated: Proportion,
	confidence = 0.95,
): ProportionComparison {
	const ofControl = wilsonInterval(control.hits, control.n, confidence);
	const ofTreated = wilsonInterval(treated.hits, treated.n, confidence);
	if (ofControl === null || ofTreated === null) {
		return { difference: null, low: null, high: null, p: null };
	}
	const shareOfControl = control.hits / control.n;
	const shareOfTreated = treated.hits / treated.n;
	const difference = shareOfTreated - shareOfControl;
	const pooled = (control.hits + treated.hits) / (control.n + treated.n);
	const error = Math.sqrt(pooled * (1 - pooled) * (1 / control.n + 1 / treated.n));
	return {
		difference,
		low: difference - Math.hypot(shareOfTreated - ofTreated.low, ofControl.high - shareOfControl),
		high: difference + Math.hypot(ofTreated.high - shareOfTreated, shareOfControl - ofControl.low),
		p: error > 0 ? orNull(normalTails(difference / error)) : 1,
	};
}
