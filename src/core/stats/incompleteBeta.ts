import betaln from '@stdlib/math-base-special-betaln';

const mostTerms = 10_000;
/** Products of rounded factors seldom get closer to 1 than this. */
const negligible = 1e-15;
const almostZero = 1e-300;

/**
 * The regularized incomplete beta function I_x(a, b), with a and b above 0.
 *
 * The continued fraction 26.5.8 of Abramowitz and Stegun by Lentz's modified method. Written here because the library
 * that has it (`@stdlib/math-base-special-betainc`) brings `eval`, `process` and 700 kB into the package, and n8n
 * refuses packages that hold the first two; the golden tests hold this one to SciPy's values.
 *
 * @example incompleteBeta(0.5, 1, 1) // 0.5
 */
export function incompleteBeta(x: number, a: number, b: number): number {
	if (!(x > 0 && x < 1)) return x <= 0 ? 0 : x >= 1 ? 1 : NaN;
	const isBelowMean = x < (a + 1) / (a + b + 2);
	const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - betaln(a, b));
	return isBelowMean ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
	let c = 1;
	let d = 1 / away(1 - ((a + b) * x) / (a + 1));
	let value = d;
	for (let m = 1; m <= mostTerms; m++) {
		const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / away(1 + even * d);
		c = away(1 + even / c);
		value *= d * c;
		const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / away(1 + odd * d);
		c = away(1 + odd / c);
		value *= d * c;
		if (Math.abs(d * c - 1) <= negligible) break;
	}
	return value;
}

/** A value that can be divided by. */
function away(value: number): number {
	return Math.abs(value) < almostZero ? almostZero : value;
}
