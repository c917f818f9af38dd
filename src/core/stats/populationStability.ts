const leastShare = 0.0001;

/** How far a distribution has drifted. */
export type DriftBand = 'stable' | 'moderate' | 'major';

/**
 * The population stability index of two distributions over the same groups, Σ (a − b) · ln(a / b).
 *
 * Siddiqi (2006), "Credit Risk Scorecards". Shares are floored at 0.0001 and not rescaled to a sum of 1.
 *
 * @example populationStability([0.5, 0.5], [0.5, 0.5]) // 0
 */
export function populationStability(now: readonly number[], then: readonly number[]): number {
	return now.reduce((sum, share, i) => {
		const a = Math.max(share, leastShare);
		const b = Math.max(then[i], leastShare);
		return sum + (a - b) * Math.log(a / b);
	}, 0);
}

/** Below 0.1 stable, to 0.25 moderate, above major. */
export function driftBand(index: number): DriftBand {
	return index < 0.1 ? 'stable' : index <= 0.25 ? 'moderate' : 'major';
}
