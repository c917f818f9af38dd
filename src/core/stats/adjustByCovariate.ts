import type { JointMoments, Sample } from './jointMoments';

/** Two groups whose values are adjusted for a covariate from before the start. */
export interface AdjustedGroups {
	/** How much of the covariate is subtracted; 0 where it is constant. */
	readonly theta: number;
	readonly control: Sample;
	readonly treated: Sample;
}

/**
 * CUPED: the values of both groups less θ times the distance of the covariate from its mean over both.
 *
 * θ is covariance over variance of all observations together, about one mean and not within groups, as GrowthBook and
 * Statsig have it. Deng, Xu, Kohavi and Walker (2013), "Improving the Sensitivity of Online Controlled Experiments by
 * Utilizing Pre-Experiment Data", WSDM, section 3.2.
 */
export function adjustByCovariate(control: JointMoments, treated: JointMoments): AdjustedGroups {
	const n = control.n + treated.n;
	const apart = n === 0 ? 0 : (control.n * treated.n) / n;
	const betweenCovariates = treated.covariateMean - control.covariateMean;
	const between = treated.mean - control.mean;
	const squares =
		control.covariateSquares + treated.covariateSquares + apart * betweenCovariates ** 2;
	const products = control.products + treated.products + apart * betweenCovariates * between;
	const theta = squares > 0 ? products / squares : 0;
	const covariateMean = (control.n * control.covariateMean + treated.n * treated.covariateMean) / n;
	const adjusted = (group: JointMoments): Sample => ({
		n: group.n,
		mean: group.sample.mean - theta * (group.covariateMean - covariateMean),
		// Rounding must not make a variance negative.
		variance: atLeastZero(
			group.sample.variance -
				2 * theta * group.covariance +
				theta ** 2 * group.covariateSample.variance,
		),
	});
	return { theta, control: adjusted(control), treated: adjusted(treated) };
}

function atLeastZero(value: number): number {
	return value < 0 ? 0 : value;
}
