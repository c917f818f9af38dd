import { gaussLegendre } from '../stats/gaussLegendre';
import { paretoExactlyWhileActive } from './paretoOrders';
import type { ParetoNbdModel, Transactions } from './transactionModel';

/** A longer series occurs for few customers of a shop; the spread is then not calculated. */
const longestSeries = 2000;
const negligible = 1e-5;
/** Logs of chances below this underflow. */
const lowestLog = -700;

type Age = Pick<Transactions, 'repeatTransactions' | 'customerAge'>;

/**
 * P(n orders), n = 1, 2, …, in the next `time` units of an active customer under Pareto/NBD.
 *
 * Ends where less than 1e-5 is left. Undefined for customers with absurd counts.
 */
export function paretoOrderChances(
	model: ParetoNbdModel,
	customer: Age,
	time: number,
): number[] | undefined {
	const chanceOf = chancesInTurn(model, customer, time);
	const chances: number[] = [];
	let rest = 1 - chanceOf(0);
	while (rest > negligible) {
		if (chances.length === longestSeries) return undefined;
		const chance = chanceOf(chances.length + 1);
		chances.push(chance);
		rest -= chance;
	}
	return chances;
}

/**
 * Returns the function that gives the chance of 0, 1, 2, … orders, asked in this order.
 *
 * A customer who leaves after u, or stays to the end, orders by a negative binomial of size r + x and odds u/(α+T) until
 * then. The times of leaving are taken at fixed points, close enough together for the narrowest of these counts, so that
 * each further count costs a multiplication a point instead of an integral.
 */
function chancesInTurn(
	model: ParetoNbdModel,
	customer: Age,
	time: number,
): (count: number) => number {
	const size = model.r + customer.repeatTransactions;
	const age = model.alpha + customer.customerAge;
	const leaving = time > 0 ? leavingTimes(model, customer, time) : undefined;
	if (leaving === undefined || -size * Math.log1p(time / age) < lowestLog) {
		return (count) => paretoExactlyWhileActive(model, customer, time, count);
	}
	const more = leaving.map(({ until }) => until / (age + until));
	const chance = Float64Array.from(
		leaving,
		({ until, share }) => share * Math.exp(-size * Math.log1p(until / age)),
	);
	return (count) => {
		const growth = (size + count - 1) / count;
		let sum = 0;
		for (let i = 0; i < chance.length; i++) {
			if (count > 0) chance[i] *= more[i] * growth;
			sum += chance[i];
		}
		return Math.min(1, sum);
	};
}

/** A panel is at most this many standard deviations of the narrowest count wide: 12 points then give 9 digits. */
const widestPanel = 5;
/** Far more than any shop needs. */
const mostPanels = 500;

/**
 * Times up to which a customer orders, and the share of customers for each; the first of them stay to the end. Undefined where
 * they would have to be absurdly close together.
 *
 * Points are Gauss–Legendre in y with u = (α+T) sinh² y, where the chance of any count, as a function of y, is about as wide
 * as that of any other, 1/(2√size) (the variance-stabilizing transformation of the negative binomial).
 */
function leavingTimes(
	{ r, alpha, s, beta }: ParetoNbdModel,
	{ repeatTransactions, customerAge }: Age,
	time: number,
): Array<{ until: number; share: number }> | undefined {
	const a = alpha + customerAge;
	const b = beta + customerAge;
	const width = 0.5 / Math.sqrt(r + repeatTransactions + ((s + 1) * a) / b);
	const points = [{ until: time, share: Math.exp(-s * Math.log1p(time / b)) }];
	const end = Math.asinh(Math.sqrt(time / a));
	if (!(end < mostPanels * widestPanel * width)) return undefined;
	for (let from = 0; from < end; ) {
		// The density of leaving has a pole √(β+T) / √(α+T) beside the start.
		const to = Math.min(
			end,
			from + Math.min(1, widestPanel * width, Math.hypot(from, Math.sqrt(b / a))),
		);
		const half = (to - from) / 2;
		for (const { node, weight } of gaussLegendre) {
			for (const side of [-node, node]) {
				const y = from + half + half * side;
				const until = a * Math.sinh(y) ** 2;
				const density = (s / b) * Math.exp(-(s + 1) * Math.log1p(until / b));
				points.push({ until, share: half * weight * density * a * Math.sinh(2 * y) });
			}
		}
		from = to;
	}
	return points;
}
