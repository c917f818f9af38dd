import type { TransactionModel, Transactions } from './transactionModel';

/**
 * h = Σ_{j<k} (r+kx)_j / j! · z^j with z = (T−t_x)/(α+T): 1 for k = 1; its terms are the weights of the hidden phases.
 */
export function silenceWhileActive(model: TransactionModel, customer: Transactions): number {
	const { regularity: k, r, alpha } = model;
	if (k === 1) return 1;
	const { repeatTransactions: x, ageAtLastOrder, customerAge } = customer;
	const z = Math.max(customerAge - ageAtLastOrder, 0) / (alpha + customerAge);
	let term = 1;
	let sum = 1;
	for (let j = 1; j < k; j++) {
		term *= ((r + k * x + j - 1) / j) * z;
		sum += term;
	}
	return sum;
}

/**
 * The probabilities of the hidden phases 0 … k−1 of a customer who is active: events since the last order.
 *
 * Phase j has weight (r+kx)_j / j! · z^j with z = (T−t_x)/(α+T); given it, λ ~ Gamma(r+kx+j, α+T).
 */
export function phaseProbabilities(model: TransactionModel, customer: Transactions): number[] {
	const { regularity: k, r, alpha } = model;
	const { repeatTransactions: x, ageAtLastOrder, customerAge } = customer;
	const z = Math.max(customerAge - ageAtLastOrder, 0) / (alpha + customerAge);
	const weights = [1];
	for (let j = 1; j < k; j++) weights.push(weights[j - 1] * ((r + k * x + j - 1) / j) * z);
	const sum = weights.reduce((total, weight) => total + weight, 0);
	return weights.map((weight) => weight / sum);
}

/** The mean of a quantity over the hidden phases of an active customer. */
export function overPhases(
	model: TransactionModel,
	customer: Transactions,
	quantity: (phase: number) => number,
): number {
	if (model.regularity === 1) return quantity(0);
	return phaseProbabilities(model, customer).reduce(
		(sum, probability, phase) => sum + (probability > 0 ? probability * quantity(phase) : 0),
		0,
	);
}
