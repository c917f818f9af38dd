/**
 * Rounds to a number of decimals; a value too large for that is returned unchanged.
 *
 * @example roundTo(12.345, 1) // 12.3
 */
export function roundTo(value: number, digits: number): number {
	const scale = 10 ** digits;
	const scaled = Math.round(value * scale);
	// Adding 0 makes -0 a plain 0.
	return Number.isSafeInteger(scaled) ? scaled / scale + 0 : value;
}

/** The same; null where there is no number. */
export function roundOrNull(value: number | null, digits: number): number | null {
	return value === null || !Number.isFinite(value) ? null : roundTo(value, digits);
}

/** An amount with four decimals; null where there is none. */
export function roundAmount(amount: number | null): number | null {
	return roundOrNull(amount, 4);
}

/** A share or a percentage with six decimals; null where there is none. */
export function roundShare(share: number | null): number | null {
	return roundOrNull(share, 6);
}

/** A p-value with four significant digits, so that a small one does not become 0. */
export function roundP(p: number | null): number | null {
	return p === null || !Number.isFinite(p) ? null : Number(p.toPrecision(4));
}
