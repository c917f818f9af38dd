import erfc from '@stdlib/math-base-special-erfc';

/** The probability of each number of orders: `chances[n − 1]` for n orders, the rest for no order at all. */
export type OrderChances = ArrayLike<number>;

const mostNodes = 48;

/**
 * Quantiles of what a customer spends, relative to their posterior money scale v + x · m̄ of the Gamma-Gamma model.
 *
 * The number of orders and the customer's own order value both stay uncertain: n orders together are v' times a beta-prime
 * variable with shapes (p·n, q'). Its distribution function is Paulson's cube-root approximation of the F distribution
 * (Johnson, Kotz, Balakrishnan 1995, 27.8), within about .005 for the shapes that occur. A quantile that falls on the
 * probability of no order is 0. Uncertainty of the fitted parameters is not included: it is small beside these two.
 *
 * @param q posterior shape q' = p·x + q
 * @param levels ascending, e.g. [0.1, 0.9]
 * @param stretch makes n orders 1 + stretch · (n − 1), for counts that were corrected
 */
export function spendQuantiles(
	chances: OrderChances,
	p: number,
	q: number,
	levels: readonly number[],
	stretch = 1,
): number[] {
	const nodes = takeTogether(chances).map(({ orders, chance }) => ({
		orders: 1 + stretch * (orders - 1),
		chance,
	}));
	const any = nodes.reduce((sum, node) => sum + node.chance, 0);
	// A beta-prime variable with shapes (a, b) has its bulk around a / b.
	const smallest = Math.log(p / q) - 30;
	return levels.map((level) => {
		const target = any - (1 - level);
		if (!(target > 0)) return 0;
		return Math.exp(
			solveRising(
				(logSpend) => spentAtMost(nodes, p, q, logSpend) - target,
				smallest,
				Math.log((p * nodes[nodes.length - 1].orders) / q) + 30,
			),
		);
	});
}

/**
 * The probability that a customer spends at most an amount, relative to their posterior money scale; that of no order
 * included.
 */
export function spendAtMost(chances: OrderChances, p: number, q: number, spend: number): number {
	const nodes = takeTogether(chances);
	const none = 1 - nodes.reduce((sum, node) => sum + node.chance, 0);
	return spend > 0 ? none + spentAtMost(nodes, p, q, Math.log(spend)) : none;
}

interface Node {
	readonly orders: number;
	readonly chance: number;
}

/** Neighboring counts are merged, so that a customer with hundreds of orders costs no more than others. */
function takeTogether(chances: OrderChances): Node[] {
	const step = Math.ceil(chances.length / mostNodes);
	const nodes: Node[] = [];
	for (let start = 0; start < chances.length; start += step) {
		let chance = 0;
		let weighted = 0;
		for (let i = start; i < Math.min(start + step, chances.length); i++) {
			chance += chances[i];
			weighted += chances[i] * (i + 1);
		}
		if (chance > 0) nodes.push({ orders: weighted / chance, chance });
	}
	return nodes;
}

function spentAtMost(nodes: readonly Node[], p: number, q: number, logSpend: number): number {
	let sum = 0;
	for (const { orders, chance } of nodes) sum += chance * betaPrimeAtMost(logSpend, p * orders, q);
	return sum;
}

/** P(X ≤ e^logX) for X beta-prime with shapes (a, b), a / b times an F variable with 2a and 2b degrees of freedom. */
function betaPrimeAtMost(logX: number, a: number, b: number): number {
	const root = Math.exp((logX + Math.log(b / a)) / 3);
	const forA = 1 / (9 * a);
	const forB = 1 / (9 * b);
	const z = ((1 - forB) * root - (1 - forA)) / Math.sqrt(forB * root * root + forA);
	return erfc(-z * Math.SQRT1_2) / 2;
}

/** The zero of a rising function between two bounds, by regula falsi (Illinois), at most 60 evaluations. */
function solveRising(f: (x: number) => number, low: number, high: number): number {
	let fLow = f(low);
	let fHigh = f(high);
	if (fLow >= 0) return low;
	if (fHigh <= 0) return high;
	let side = 0;
	for (let i = 0; i < 60 && high - low > 1e-5; i++) {
		const isSlow = i % 3 === 2;
		const x = isSlow ? (low + high) / 2 : (low * fHigh - high * fLow) / (fHigh - fLow);
		const fx = f(x);
		if (Math.abs(fx) < 1e-7) return x;
		if (fx < 0) {
			low = x;
			fLow = fx;
			if (side === -1) fHigh /= 2;
			side = -1;
		} else {
			high = x;
			fHigh = fx;
			if (side === 1) fLow /= 2;
			side = 1;
		}
	}
	return (low + high) / 2;
}
