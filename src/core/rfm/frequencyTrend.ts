/**
 * Whether a customer orders more or less often: orders of the last W days against those of the W days before.
 *
 * `none` with fewer than two orders ever; declining if there are fewer, or none in both spans; else increasing or stable.
 *
 * @param ages days since each order
 * @param span W, in days; an order of age W belongs to the earlier span
 */
export function frequencyTrend(
	ages: readonly number[],
	span: number,
): 'none' | 'declining' | 'increasing' | 'stable' {
	if (ages.length < 2) return 'none';
	let recent = 0;
	let before = 0;
	for (const age of ages) {
		if (age < span) recent++;
		else if (age < 2 * span) before++;
	}
	if (recent < before || recent + before === 0) return 'declining';
	return recent > before ? 'increasing' : 'stable';
}
