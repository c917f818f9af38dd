/** The number, or null where there is none (NaN or infinite): JSON has no word for those. */
export function orNull(value: number): number | null {
	return Number.isFinite(value) ? value : null;
}
