import { adjustByCovariate } from '../stats/adjustByCovariate';
import { compareMeans, type Comparison } from '../stats/compareMeans';
import { compareProportions } from '../stats/compareProportions';
import { confidenceSequence } from '../stats/confidenceSequence';
import type { JointMoments, Sample } from '../stats/jointMoments';
import { orNull } from '../stats/orNull';
import { relativeLift, type RelativeLift } from '../stats/relativeLift';
import type { LiftOptions } from './options';

/** A comparison of the groups: at a fixed horizon, and however often one looks. */
export interface Estimate extends Comparison {
	readonly relative: RelativeLift;
	readonly alwaysValidLow: number | null;
	readonly alwaysValidHigh: number | null;
	readonly alwaysValidP: number | null;
}

/** The values of the groups, and their difference. */
export interface MetricEstimate {
	readonly control: Sample;
	readonly treated: Sample;
	readonly plain: Estimate;
	/** Adjusted for the period before; null where that is not known. */
	readonly adjusted: (Estimate & AdjustmentFacts) | null;
	/** For shares: the interval and p of the plain difference of shares. */
	readonly proportion: Pick<Comparison, 'difference' | 'low' | 'high' | 'p'> | null;
}

interface AdjustmentFacts {
	readonly theta: number;
	readonly control: Sample;
	readonly treated: Sample;
	readonly varianceReductionPercent: number | null;
}

export type EstimateOptions = Pick<
	LiftOptions,
	'cuped' | 'alwaysValid' | 'plannedCustomers' | 'confidencePercent'
>;

/**
 * Compares the groups in one metric, plain and adjusted by the period before.
 *
 * @param control the metric as value, the same in the period before as covariate
 */
export function estimateMetric(
	control: JointMoments,
	treated: JointMoments,
	kind: 'mean' | 'share',
	options: EstimateOptions,
): MetricEstimate {
	const confidence = options.confidencePercent / 100;
	const plain = { control: control.sample, treated: treated.sample };
	const plainComparison = compareMeans(plain.control, plain.treated, confidence);
	const hits = (moments: JointMoments) => Math.round(moments.n * moments.mean);
	return {
		...plain,
		plain: withSequence(
			plainComparison,
			relativeLift(plainComparison, plain, plain.control, plain.control.variance, confidence),
			control.n + treated.n,
			options,
		),
		adjusted: adjustedEstimate(control, treated, plainComparison, options),
		proportion:
			kind === 'share'
				? compareProportions(
						{ hits: hits(control), n: control.n },
						{ hits: hits(treated), n: treated.n },
						confidence,
					)
				: null,
	};
}

function adjustedEstimate(
	control: JointMoments,
	treated: JointMoments,
	plain: Comparison,
	options: EstimateOptions,
): MetricEstimate['adjusted'] {
	const confidence = options.confidencePercent / 100;
	const adjusted = adjustByCovariate(control, treated);
	const comparison = compareMeans(adjusted.control, adjusted.treated, confidence);
	const plainControl = control.sample;
	const covariance = plainControl.variance - adjusted.theta * control.covariance;
	const relative = relativeLift(comparison, adjusted, plainControl, covariance, confidence);
	return {
		...withSequence(comparison, relative, control.n + treated.n, options),
		...adjusted,
		varianceReductionPercent: orNull(
			100 * (1 - ((comparison.standardError ?? NaN) / (plain.standardError ?? NaN)) ** 2),
		),
	};
}

/** The comparison with the interval that holds however often one looks. */
export function withSequence(
	comparison: Comparison,
	relative: RelativeLift,
	n: number,
	{ plannedCustomers, confidencePercent }: EstimateOptions,
): Estimate {
	const { difference, standardError, degreesOfFreedom } = comparison;
	const sequence =
		difference === null || standardError === null || degreesOfFreedom === null
			? null
			: confidenceSequence(difference, standardError, n, plannedCustomers, confidencePercent / 100);
	return {
		...comparison,
		relative,
		alwaysValidLow: sequence && (difference ?? NaN) - sequence.halfWidth,
		alwaysValidHigh: sequence && (difference ?? NaN) + sequence.halfWidth,
		alwaysValidP: sequence && sequence.p,
	};
}
