import type { Comparison } from './compareMeans';
import type { Sample } from './jointMoments';
import { orNull } from './orNull';
import { studentReach } from './studentT';

/** A difference as a share of the control group's mean; null where that is not defined. */
export interface RelativeLift {
	readonly lift: number | null;
	readonly standardError: number | null;
	readonly low: number | null;
	readonly high: number | null;
}

/**
 * The difference as a share of the control group's mean, with an interval by the delta method.
 *
 * Null where the control group's mean is 0 or below. For a difference that was adjusted by a covariate, the share is of
 * the control group's plain mean, and `covariance` is that of the plain and the adjusted control values, s²_c − θ·cov_c
 * (GrowthBook, "CUPED technical details"); unadjusted, it is the plain variance.
 *
 * @param groups the groups as they were compared
 * @param plainControl the control group before any adjustment
 */
export function relativeLift(
	{ difference, degreesOfFreedom }: Comparison,
	groups: { readonly control: Sample; readonly treated: Sample },
	plainControl: Sample = groups.control,
	covariance: number = plainControl.variance,
	confidence = 0.95,
): RelativeLift {
	const nothing = { lift: null, standardError: null, low: null, high: null };
	if (difference === null || !(plainControl.mean > 0)) return nothing;
	const { control, treated } = groups;
	const lift = difference / plainControl.mean;
	const variance =
		(treated.variance / treated.n +
			(control.variance + lift ** 2 * plainControl.variance + 2 * lift * covariance) / control.n) /
		plainControl.mean ** 2;
	if (degreesOfFreedom === null) return { ...nothing, lift: orNull(lift) };
	const standardError = Math.sqrt(Math.max(variance, 0));
	const reach = studentReach(confidence, degreesOfFreedom) * standardError;
	return { lift, standardError, low: lift - reach, high: lift + reach };
}
