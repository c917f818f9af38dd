import gammaln from '@stdlib/math-base-special-gammaln';
import { integrateGammaPowers } from './gammaPowerIntegral';
import { negativeBinomial } from './negativeBinomial';
import { risingLog } from './risingLogGamma';
import type { ParetoNbdModel, Transactions } from './transactionModel';

type Age = Pick<Transactions, 'repeatTransactions' | 'customerAge'>;

/**
 * The expected number of orders in the next `time` units of an active customer under Pareto/NBD.
 *
 * (r+x)/(α+T) ∫ ((β+T)/(β+T+u))^s du: Schmittlein, Morrison, Colombo 1987, equation 22; s = 1 is no special case.
 */
export function paretoOrdersWhileActive(
	{ r, alpha, s, beta }: ParetoNbdModel,
	{ repeatTransactions, customerAge }: Age,
	time: number,
): number {
	if (time <= 0) return 0;
	const rate = (r + repeatTransactions) / (alpha + customerAge);
	const logRatio = Math.log1p(time / (beta + customerAge));
	const fall = (s - 1) * logRatio;
	const stays = fall === 0 ? 1 : -Math.expm1(-fall) / fall;
	return rate * (beta + customerAge) * logRatio * stays;
}

/**
 * The probability that an active customer places at least `count` orders in the next `time` units under Pareto/NBD:
 * that the order number `count` comes at a time u within them and the customer has not left by then, over all u.
 */
export function paretoAtLeastWhileActive(
	model: ParetoNbdModel,
	customer: Age,
	time: number,
	count: number,
): number {
	if (count <= 0) return 1;
	if (time <= 0) return 0;
	const { r, alpha, s, beta } = model;
	const p = r + customer.repeatTransactions;
	const a = alpha + customer.customerAge;
	const b = beta + customer.customerAge;
	const scale = risingLog(p, count) - gammaln(count) + p * Math.log(a) + s * Math.log(b);
	return Math.min(
		1,
		integrateGammaPowers({ c: count - 1, p: p + count, q: s, a, b }, 0, time, scale),
	);
}

/** The density of the time to the next order of an active customer under Pareto/NBD. */
export function paretoNextOrderDensity(
	{ r, alpha, s, beta }: ParetoNbdModel,
	{ repeatTransactions, customerAge }: Age,
	time: number,
): number {
	const p = r + repeatTransactions;
	const age = alpha + customerAge;
	const log = (p + 1) * Math.log1p(time / age) + s * Math.log1p(time / (beta + customerAge));
	return (p / age) * Math.exp(-log);
}

/** The probability that an active customer places exactly `count` orders in the next `time` units under Pareto/NBD. */
export function paretoExactlyWhileActive(
	model: ParetoNbdModel,
	customer: Age,
	time: number,
	count: number,
): number {
	if (time <= 0) return count === 0 ? 1 : 0;
	const { r, alpha, s, beta } = model;
	const p = r + customer.repeatTransactions;
	const a = alpha + customer.customerAge;
	const b = beta + customer.customerAge;
	const ratio = time / a;
	const stays = Math.exp(-s * Math.log1p(time / b));
	const active = negativeBinomial(p, ratio / (1 + ratio), -p * Math.log1p(ratio), count) * stays;
	const scale =
		Math.log(s) + risingLog(p, count) - gammaln(count + 1) + p * Math.log(a) + s * Math.log(b);
	const powers = { c: count, p: p + count, q: s + 1, a, b };
	return Math.min(1, active + integrateGammaPowers(powers, 0, time, scale));
}
