/** An interval that is valid however often one looks. */
export interface AlwaysValid {
	readonly halfWidth: number;
	readonly p: number;
}

/**
 * Half-width and p of an asymptotic confidence sequence for a difference, tightest at the planned number of customers.
 *
 * Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence
 * sequences", arXiv 2103.06476v7, equation 9 (normal mixture) with the tuning of equation 161.
 *
 * @param n customers of both groups so far, at least 1
 * @param standardError of the difference, above 0
 * @param planned customers of both groups at which the interval should be tightest
 * @returns null where there is no standard error
 */
export function confidenceSequence(
	difference: number,
	standardError: number,
	n: number,
	planned: number,
	confidence = 0.95,
): AlwaysValid | null {
	if (!(standardError > 0) || !(n >= 1)) return null;
	const alpha = 1 - confidence;
	const rhoSquared = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / planned;
	const spread = n * rhoSquared + 1;
	const factor = Math.sqrt(
		((2 * spread) / (n * n * rhoSquared)) * Math.log(Math.sqrt(spread) / alpha),
	);
	const z = difference / standardError;
	const p = Math.sqrt(spread) * Math.exp((-rhoSquared * n * z * z) / (2 * spread));
	return { halfWidth: standardError * Math.sqrt(n) * factor, p: Math.min(1, p) };
}
