/** An amount with four decimals; null where there is none. */
export function roundAmount(amount: number | null): number | null {
	return rounded(amount, 1e4);
}

/** A share or a percentage with six decimals; null where there is none. */
export function roundShare(share: number | null): number | null {
	return rounded(share, 1e6);
}

/** A p-value with four significant digits, so that a small one does not become 0. */
export function roundP(p: number | null): number | null {
	return p === null || !Number.isFinite(p) ? null : Number(p.toPrecision(4));
}

function rounded(value: number | null, scale: number): number | null {
	if (value === null || !Number.isFinite(value)) return null;
	// Adding 0 makes -0 a plain 0.
	return Math.round(value * scale) / scale + 0;
}
