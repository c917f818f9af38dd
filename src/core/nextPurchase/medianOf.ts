/** The median of numbers, the mean of the middle two where their count is even; NaN of none. */
export function medianOf(values: readonly number[]): number {
	if (values.length === 0) return NaN;
	const sorted = new Float64Array(values).sort();
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
