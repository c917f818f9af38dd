/**
 * The value below which this share of a sorted list lies, with linear interpolation.
 *
 * Definition 7 of Hyndman and Fan: PERCENTILE.INC of spreadsheets, `quantile` of R and NumPy. NaN for an empty list.
 *
 * @param sorted ascending
 * @param share 0 to 1
 * @example percentile([10, 20], 0.5) // 15
 */
export function percentile(sorted: ArrayLike<number>, share: number): number {
	if (sorted.length === 0) return NaN;
	const position = share * (sorted.length - 1);
	const below = Math.floor(position);
	const above = Math.min(below + 1, sorted.length - 1);
	return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
