import type { JointMoments, Sample } from './jointMoments';

/**
 * The ratio of two sums, such as revenue over emails, as the sample of a mean: its variance is by the delta method.
 *
 * Deng, Knoblich and Lu (2018), "Applying the Delta Method in Metric Analytics". Mean and variance are NaN where the
 * second sum is 0.
 *
 * @param moments the numerator as value, the denominator as covariate
 */
export function ratioOfSums(moments: JointMoments): Sample {
	const { n, mean, covariateMean, covariance, sample, covariateSample } = moments;
	if (!(covariateMean > 0)) return { n, mean: NaN, variance: NaN };
	const variance =
		sample.variance / covariateMean ** 2 -
		(2 * covariance * mean) / covariateMean ** 3 +
		(mean ** 2 * covariateSample.variance) / covariateMean ** 4;
	return { n, mean: mean / covariateMean, variance: variance < 0 ? 0 : variance };
}
