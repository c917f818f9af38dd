/** A share of a whole, rounded to four digits; 0 of 0. */
export function shareOf(part: number, whole: number): number {
	return whole > 0 ? Math.round((part / whole) * 1e4) / 1e4 : 0;
}
