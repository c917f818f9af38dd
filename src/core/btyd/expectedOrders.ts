import { overPhases } from './hiddenPhases';
import { expectedOrdersWhileActive } from './orderSeries';
import { probabilityAlive } from './probabilityAlive';
import type { TransactionModel, Transactions } from './transactionModel';

/** The expected number of orders of a customer in the next `time` units: P(alive) times what an active one orders. */
export function expectedOrders(
	model: TransactionModel,
	customer: Transactions,
	time: number,
): number {
	return (
		probabilityAlive(model, customer) *
		overPhases(model, customer, (phase) => expectedOrdersWhileActive(model, customer, time, phase))
	);
}

/** The expected number of orders after the first in the first `time` units of a future customer. */
export function expectedOrdersOfNewCustomer(model: TransactionModel, time: number): number {
	const newcomer = { repeatTransactions: 0, ageAtLastOrder: 0, customerAge: 0 };
	return expectedOrders(model, newcomer, time);
}
