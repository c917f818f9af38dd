/** The median of numbers, the mean of the middle two where their count is even; NaN for an empty list. */
export function median(values: ArrayLike<number>): number {
	const sorted = new Float64Array(values).sort();
	const middle = sorted.length >> 1;
	if (sorted.length % 2 === 1) return sorted[middle];
	return sorted.length === 0 ? NaN : (sorted[middle - 1] + sorted[middle]) / 2;
}
