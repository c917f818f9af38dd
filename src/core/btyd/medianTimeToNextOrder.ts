import { phaseProbabilities } from './hiddenPhases';
import { probabilityOfAtLeastWhileActive } from './orderProbabilities';
import { paretoAtLeastWhileActive, paretoNextOrderDensity } from './paretoOrders';
import type { ParetoNbdModel, TransactionModel, Transactions } from './transactionModel';

/**
 * The time by which half of those who order within `time` units have done so.
 *
 * Given an order, its time doesn't depend on P(alive). Closed form (Lomax) for k = 1, Newton's method for Pareto/NBD,
 * otherwise bisection to 2⁻⁴⁰ of `time`.
 */
export function medianTimeToNextOrder(
	model: TransactionModel,
	customer: Transactions,
	time: number,
): number {
	if (time <= 0) return 0;
	if (model.family === 'paretoNbd') return paretoMedian(model, customer, time);
	const { regularity, r, alpha } = model;
	if (regularity === 1) {
		const age = alpha + customer.customerAge;
		const s = r + customer.repeatTransactions;
		const half = -0.5 * Math.expm1(-s * Math.log1p(time / age));
		return Math.min(time, age * Math.expm1(-Math.log1p(-half) / s));
	}
	const weights = phaseProbabilities(model, customer);
	const chance = (within: number) =>
		weights.reduce(
			(sum, weight, phase) =>
				sum + weight * probabilityOfAtLeastWhileActive(model, customer, within, 1, phase),
			0,
		);
	const half = chance(time) / 2;
	let low = 0;
	let high = time;
	for (let i = 0; i < 40; i++) {
		const middle = (low + high) / 2;
		if (chance(middle) < half) low = middle;
		else high = middle;
	}
	return high;
}

/** The chance rises ever more slowly, so that Newton's steps from 0 approach the median from below and never pass it. */
function paretoMedian(model: ParetoNbdModel, customer: Transactions, time: number): number {
	const half = paretoAtLeastWhileActive(model, customer, time, 1) / 2;
	let median = 0;
	for (let i = 0; i < 100; i++) {
		const missing = half - paretoAtLeastWhileActive(model, customer, median, 1);
		const step = missing / paretoNextOrderDensity(model, customer, median);
		if (!(step > 1e-12 * time)) break;
		median += step;
	}
	return Math.min(time, median);
}
