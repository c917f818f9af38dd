/**
 * Whether a customer orders more or less often: orders of the last W days against those of the W days before.
 *
 * `none` with fewer than two orders ever; declining if there are fewer, or none in either period; else increasing or
 * stable.
 *
 * @param orders orders ever
 * @param recent orders of an age below W
 * @param before orders of an age from W to below 2 W
 */
export function frequencyTrend(
	orders: number,
	recent: number,
	before: number,
): 'none' | 'declining' | 'increasing' | 'stable' {
	if (orders < 2) return 'none';
	if (recent < before || recent + before === 0) return 'declining';
	return recent > before ? 'increasing' : 'stable';
}
