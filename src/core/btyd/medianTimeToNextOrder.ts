import { phaseProbabilities } from './hiddenPhases';
import { probabilityOfAtLeastWhileActive } from './orderProbabilities';
import type { TransactionModel, Transactions } from './transactionModel';

/**
 * The time by which half of those who order within `time` units have done so.
 *
 * Given an order, the time of it doesn't depend on P(alive). Closed form (Lomax) for k = 1, bisection to 2⁻⁴⁰ of `time` else.
 */
export function medianTimeToNextOrder(
	model: TransactionModel,
	customer: Transactions,
	time: number,
): number {
	if (time <= 0) return 0;
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
