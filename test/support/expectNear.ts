/**
 * Expects a number within a relative tolerance of another; null means not defined. Numbers of 1e-12 and
 * below are compared absolutely.
 */
export function expectNear(
	found: number | null,
	wanted: number | null,
	tolerance: number,
	what: string,
): void {
	const isUndefined = found === null || Number.isNaN(found);
	if (wanted === null || isUndefined) {
		expect({ what, found: isUndefined ? null : found }).toEqual({ what, found: wanted });
		return;
	}
	const error = Math.abs(found - wanted);
	const isNear = error <= tolerance * Math.abs(wanted) || error <= 1e-12;
	if (!isNear) expect({ what, found }).toEqual({ what, found: wanted });
	expect(isNear).toBe(true);
}
