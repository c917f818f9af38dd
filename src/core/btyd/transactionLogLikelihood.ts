import { softplus } from '../stats/softplus';
import gammaln from '@stdlib/math-base-special-gammaln';
import { silenceWhileActive } from './hiddenPhases';
import { logOddsOfHavingLeft } from './probabilityAlive';
import { risingLogGamma } from './risingLogGamma';
import { survivedChances } from './survivedChances';
import { dropoutChances, type TransactionModel, type Transactions } from './transactionModel';

/**
 * The log-likelihood of one customer's orders under a model.
 *
 * For k > 1 the part without parameters, (k − 1) · Σ ln gap, is passed as `sumOfLogGaps`.
 * Fader, Hardie, Lee 2005 (BG/NBD); Batislam et al. 2007 (MBG/NBD); Platzer, Reutterer 2016 (k > 1). Integrated over p and
 * λ the row is [B(a, b+n)/B(a, b)] · Γ(r+kx)/Γ(r) · α^r/(α+T)^(r+kx) · (h + e^d): h is the chance of the silence since
 * the last order, e^d the odds of having left after it; n counts the chances to leave that were survived. Pareto/NBD has
 * (β/(β+T))^s in place of the first factor, and k = 1.
 */
export function transactionLogLikelihood(
	model: TransactionModel,
	customer: Transactions,
	sumOfLogGaps = 0,
): number {
	const { regularity: k, r, alpha } = model;
	const { repeatTransactions: x, customerAge } = customer;
	const events = k * x;
	const rising = risingLogGamma(r, events);
	const timing =
		rising.value -
		r * Math.log1p(customerAge / alpha) -
		events * Math.log(alpha + customerAge) +
		(k - 1) * sumOfLogGaps -
		x * gammaln(k);
	return timing + logOfStaying(model, customer) + logOfSilence(model, customer);
}

/** The log of the chance to have survived all known chances to leave. */
function logOfStaying(model: TransactionModel, customer: Transactions): number {
	if (model.family === 'nbd') return 0;
	if (model.family === 'paretoNbd') return -model.s * Math.log1p(customer.customerAge / model.beta);
	const chances = dropoutChances(model.family, customer.repeatTransactions);
	return survivedChances(model.a, model.b, chances).value;
}

/** ln(h + e^d): the log of the chance of no order since the last one, whether still active or not. */
function logOfSilence(model: TransactionModel, customer: Transactions): number {
	const logH = Math.log(silenceWhileActive(model, customer));
	const d = logOddsOfHavingLeft(model, customer);
	return d === -Infinity ? logH : logH + softplus(d - logH);
}
