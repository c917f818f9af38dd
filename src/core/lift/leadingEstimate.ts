import { orNull } from '../stats/orNull';
import type { EstimateOptions, MetricEstimate } from './estimateMetric';

/** The estimate that a verdict uses. */
export interface LeadingEstimate {
	readonly difference: number | null;
	readonly standardError: number | null;
	readonly low: number | null;
	readonly high: number | null;
	readonly p: number | null;
	readonly lift: number | null;
	readonly liftLow: number | null;
	readonly liftHigh: number | null;
}

/**
 * The leading estimate: adjusted where CUPED is on, with the always-valid interval where that is on.
 *
 * A share without both has Newcombe's interval. The interval of the lift is widened like that of the difference.
 */
export function leadingEstimate(
	estimate: MetricEstimate,
	{ cuped, alwaysValid }: EstimateOptions,
): LeadingEstimate {
	const leading = (cuped ? estimate.adjusted : null) ?? estimate.plain;
	const { difference, standardError, relative } = leading;
	const { lift } = relative;
	if (!alwaysValid) {
		const isShare = leading === estimate.plain && estimate.proportion !== null;
		const { low, high, p } = isShare ? (estimate.proportion ?? leading) : leading;
		return {
			difference,
			standardError,
			low,
			high,
			p,
			lift,
			liftLow: relative.low,
			liftHigh: relative.high,
		};
	}
	const widening =
		((leading.alwaysValidHigh ?? NaN) - (difference ?? NaN)) / (standardError ?? NaN);
	const reach = widening * (relative.standardError ?? NaN);
	return {
		difference,
		standardError,
		low: leading.alwaysValidLow,
		high: leading.alwaysValidHigh,
		p: leading.alwaysValidP,
		lift,
		liftLow: orNull((lift ?? NaN) - reach),
		liftHigh: orNull((lift ?? NaN) + reach),
	};
}
