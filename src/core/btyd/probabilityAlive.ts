import { silenceWhileActive } from './hiddenPhases';
import { logOddsOfDropout } from './paretoDropout';
import { dropoutChances, type TransactionModel, type Transactions } from './transactionModel';

/**
 * d: the log of the weight of having left since the last order, against h, the weight of being active without an order since.
 *
 * −∞ where nobody could have left: NBD, and BG/NBD customers without a repeat order.
 */
export function logOddsOfHavingLeft(model: TransactionModel, customer: Transactions): number {
	if (model.family === 'paretoNbd') return logOddsOfDropout(model, customer);
	const { regularity: k, r, alpha, a, b } = model;
	const { repeatTransactions: x, ageAtLastOrder, customerAge } = customer;
	const chances = dropoutChances(model.family, x);
	if (chances === 0 || a === 0) return -Infinity;
	const silence = Math.max(customerAge - ageAtLastOrder, 0);
	return (
		Math.log(a / (b + chances - 1)) + (r + k * x) * Math.log1p(silence / (alpha + ageAtLastOrder))
	);
}

/**
 * The probability that a customer is still active: never below the share of those who seem to have left and are only pausing.
 *
 * Not a measure of churn by itself: under BG/NBD it is 1 for every one-time buyer. Use `probabilityOfNoOrder`.
 */
export function probabilityAlive(model: TransactionModel, customer: Transactions): number {
	const alive = logistic(-logOddsAgainstAlive(model, customer));
	return alive + (model.returnShare ?? 0) * (1 - alive);
}

/** 1 / (1 + e^−d), with all its digits on both sides. */
function logistic(d: number): number {
	const e = Math.exp(-Math.abs(d));
	return d < 0 ? e / (1 + e) : 1 / (1 + e);
}

function logOddsAgainstAlive(model: TransactionModel, customer: Transactions): number {
	return logOddsOfHavingLeft(model, customer) - Math.log(silenceWhileActive(model, customer));
}

/** The probability that a customer has left for good; exact even where it is tiny. */
export function probabilityLeft(model: TransactionModel, customer: Transactions): number {
	return (1 - (model.returnShare ?? 0)) * logistic(logOddsAgainstAlive(model, customer));
}
