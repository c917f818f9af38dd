import { paretoExactlyWhileActive } from './paretoOrders';
import type { ParetoNbdModel, Transactions } from './transactionModel';

/** A longer series occurs for few customers of a shop; the spread is then not calculated. */
const longestSeries = 2000;
const negligible = 1e-5;

/**
 * P(n orders), n = 1, 2, …, in the next `time` units of an active customer under Pareto/NBD.
 *
 * Ends where less than 1e-5 is left. Undefined for customers with absurd counts.
 */
export function paretoOrderChances(
	model: ParetoNbdModel,
	customer: Pick<Transactions, 'repeatTransactions' | 'customerAge'>,
	time: number,
): number[] | undefined {
	const chances: number[] = [];
	let rest = 1 - paretoExactlyWhileActive(model, customer, time, 0);
	while (rest > negligible) {
		if (chances.length === longestSeries) return undefined;
		const chance = paretoExactlyWhileActive(model, customer, time, chances.length + 1);
		chances.push(chance);
		rest -= chance;
	}
	return chances;
}
