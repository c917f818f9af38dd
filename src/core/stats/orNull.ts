/** The number, or null for NaN and infinite values, which JSON can't represent. */
export function orNull(value: number): number | null {
	return Number.isFinite(value) ? value : null;
}
