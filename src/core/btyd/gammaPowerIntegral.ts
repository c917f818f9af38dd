import { enlarged } from '../../values/enlarged';
import { gaussLegendre } from '../stats/gaussLegendre';

/** An integrand u^c (A+u)^−p (B+u)^−q with whole c ≥ 0 and positive A, B, p, q. */
export interface GammaPowers {
	readonly c: number;
	readonly p: number;
	readonly q: number;
	readonly a: number;
	readonly b: number;
}

/** The widest panel, and the most that the log of the integrand may change over one. */
const widest = 1.2;
const steepest = 6;
/** Each node on either side of the middle, from the middle outward. */
const nodes = Float64Array.from(gaussLegendre.flatMap(({ node }) => [-node, node]));
const weights = Float64Array.from(gaussLegendre.flatMap(({ weight }) => [weight, weight]));
/** A remainder below this share of the sum is not added. */
const negligible = 1e-18;

/**
 * The points of a sum: u, ln(A+u), ln(B+u) and the weighted integrand, the sum of which is the integral.
 *
 * Flat lists that are used again and again: millions of points are summed up in a fit.
 */
export class GammaPowerPoints {
	count = 0;
	u = new Float64Array(64);
	logA = new Float64Array(64);
	logB = new Float64Array(64);
	value = new Float64Array(64);

	/** Makes room for more points than there are. */
	grow(): void {
		const size = 2 * this.u.length;
		this.u = enlarged(this.u, new Float64Array(size));
		this.logA = enlarged(this.logA, new Float64Array(size));
		this.logB = enlarged(this.logB, new Float64Array(size));
		this.value = enlarged(this.value, new Float64Array(size));
	}
}

/** For callers who only want the sum. */
const scratch = new GammaPowerPoints();

/**
 * Sums up ∫ u^c (A+u)^−p (B+u)^−q du over a stretch of time, the integral behind Pareto/NBD: with c = 0 it is the Gauss
 * hypergeometric function of the literature, and has no poles or cancellation where that has.
 *
 * Panels of 12 Gauss–Legendre points in v = ln(1 + u/min(A, B)). The integrand is positive, log-concave in v, and analytic
 * for |Im v| < π. The error of a panel is below 64/15 M ρ^−24/(1 − ρ^−2) with M the highest value in the ellipse of Bernstein
 * of size ρ (Trefethen 2013, theorem 19.3). At the widest, 1.2, with a log that changes by 6, ρ = 7 reaches to |Im v| = 2.06
 * and 1.54 beyond the ends: M is at most 4,200 times the highest value on the panel, so the error is below 1e-16 of it;
 * steeper panels are narrower and have less. A panel beyond which less than 1e-18 lies ends the sum.
 *
 * @param logScale is added to the log of the integrand, so that nothing overflows
 * @param points is filled with the points of the sum
 * @returns the integral, times e^logScale
 */
export function integrateGammaPowers(
	{ c, p, q, a, b }: GammaPowers,
	from: number,
	to: number,
	logScale: number,
	points = scratch,
): number {
	points.count = 0;
	if (!(to > from)) return 0;
	const least = Math.min(a, b);
	const logLeast = Math.log(least);
	const start = Math.log1p(from / least);
	const length = Math.log1p((to - from) / (least + from));
	const steepestFall = Math.max(
		Math.abs(fallAt(from, least, a, b, p, q)),
		Math.abs(fallAt(to, least, a, b, p, q)),
	);
	// Below the mode of u^c the log is steeper, but there is hardly anything to sum there.
	const change = 2 * c + length * steepestFall;
	const panels = Math.max(1, Math.ceil(length / widest), Math.ceil(change / steepest));
	const half = length / panels / 2;
	let total = 0;
	let value = 0;
	let count = 0;
	for (let panel = 0; panel < panels; panel++) {
		if (count + nodes.length > points.u.length) points.grow();
		const middle = start + (2 * panel + 1) * half;
		for (let i = 0; i < nodes.length; i++) {
			const v = middle + half * nodes[i];
			const u = least * Math.expm1(v);
			const logA = a === least ? v + logLeast : Math.log(a + u);
			const logB = b === least ? v + logLeast : Math.log(b + u);
			const power = c === 0 ? 0 : c * Math.log(u);
			value = half * weights[i] * Math.exp(logScale + power + v + logLeast - p * logA - q * logB);
			total += value;
			points.u[count] = u;
			points.logA[count] = logA;
			points.logB[count] = logB;
			points.value[count] = value;
			count++;
		}
		// The last point lies next to the panel's end: from there a log-concave integrand falls at least as fast.
		const end = least * Math.expm1(middle + half);
		const slope = (c === 0 ? 0 : (c * (least + end)) / end) - fallAt(end, least, a, b, p, q);
		const density = value / (half * weights[nodes.length - 1]);
		if (slope < 0 && density <= -slope * negligible * total) break;
	}
	points.count = count;
	return total;
}

/** By how much the log of the integrand without u^c falls per unit of v. */
function fallAt(u: number, least: number, a: number, b: number, p: number, q: number): number {
	return ((least + u) * p) / (a + u) + ((least + u) * q) / (b + u) - 1;
}
