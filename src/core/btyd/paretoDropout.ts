import { integrateGammaPowers } from './gammaPowerIntegral';
import type { ParetoNbdModel, Transactions } from './transactionModel';

/**
 * The log of the odds of having left at some time since the last order, against being active without an order since.
 *
 * s ∫ ((α+T)/(α+u))^(r+x) ((β+T)/(β+u))^s du/(β+u) from t_x to T: Schmittlein, Morrison, Colombo 1987, before the integral
 * is written as a hypergeometric function. −∞ right after an order.
 */
export function logOddsOfDropout(model: ParetoNbdModel, customer: Transactions): number {
	const { r, alpha, s, beta } = model;
	const { repeatTransactions: x, ageAtLastOrder, customerAge } = customer;
	const powers = { c: 0, p: r + x, q: s + 1, a: alpha, b: beta };
	const scaled = integrateGammaPowers(
		powers,
		ageAtLastOrder,
		customerAge,
		-highestLog(model, customer),
	);
	const silence = Math.max(customerAge - ageAtLastOrder, 0);
	return (
		Math.log(s * scaled) +
		(r + x) * Math.log1p(silence / (alpha + ageAtLastOrder)) +
		s * Math.log1p(silence / (beta + ageAtLastOrder))
	);
}

/**
 * The log of the integrand's powers at their maximum, right after the last order; with it factored out, nothing
 * overflows.
 */
export function highestLog(
	{ r, alpha, s, beta }: ParetoNbdModel,
	{ repeatTransactions, ageAtLastOrder }: Transactions,
): number {
	return (
		-(r + repeatTransactions) * Math.log(alpha + ageAtLastOrder) -
		s * Math.log(beta + ageAtLastOrder)
	);
}
