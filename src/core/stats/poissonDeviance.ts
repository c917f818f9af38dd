/**
 * The distance of a count from its predicted mean: 2 (y ln(y / μ) − (y − μ)).
 *
 * It is infinite for a mean of 0 and a positive count; means below `leastMean` are raised to it.
 */
export function poissonDeviance(counted: number, mean: number, leastMean = 0.01): number {
	const expected = Math.max(leastMean, mean);
	const surprise = counted > 0 ? counted * Math.log(counted / expected) : 0;
	return 2 * (surprise - (counted - expected));
}
