import { overPhases } from './hiddenPhases';
import { negativeBinomial, negativeBinomialTail } from './negativeBinomial';
import { paretoAtLeastWhileActive, paretoExactlyWhileActive } from './paretoOrders';
import { probabilityAlive, probabilityLeft } from './probabilityAlive';
import { dropoutChances, type TransactionModel, type Transactions } from './transactionModel';

/** The probability that a customer orders at least `count` times in the next `time` units. */
export function probabilityOfAtLeast(
	model: TransactionModel,
	customer: Transactions,
	time: number,
	count: number,
): number {
	if (count <= 0) return 1;
	return (
		probabilityAlive(model, customer) *
		overPhases(model, customer, (phase) =>
			probabilityOfAtLeastWhileActive(model, customer, time, count, phase),
		)
	);
}

/** The probability of at least `count` orders of a customer who is active in a given hidden phase. */
export function probabilityOfAtLeastWhileActive(
	model: TransactionModel,
	customer: Pick<Transactions, 'repeatTransactions' | 'customerAge'>,
	time: number,
	count: number,
	phase = 0,
): number {
	if (model.family === 'paretoNbd') return paretoAtLeastWhileActive(model, customer, time, count);
	const { regularity: k, r, alpha, a, b } = model;
	const x = customer.repeatTransactions;
	const stay = b + dropoutChances(model.family, x);
	const events = k * count - phase;
	const s = r + k * x + phase;
	let survival = 1;
	for (let i = 0; i < count - 1; i++) survival *= (stay + i) / (a + stay + i);
	return survival * negativeBinomialTail(s, time / (alpha + customer.customerAge), events);
}

/**
 * The probability that a customer does not order in the next `time` units: the churn probability to use.
 *
 * Having left plus being active without an order: the sum of two positive parts is exact even where it is tiny.
 */
export function probabilityOfNoOrder(
	model: TransactionModel,
	customer: Transactions,
	time: number,
): number {
	if (model.family === 'paretoNbd') {
		const silent = paretoExactlyWhileActive(model, customer, time, 0);
		return probabilityLeft(model, customer) + probabilityAlive(model, customer) * silent;
	}
	const { regularity: k, r, alpha } = model;
	const ratio = time / (alpha + customer.customerAge);
	const z = ratio / (1 + ratio);
	const silent = overPhases(model, customer, (phase) => {
		const s = r + k * customer.repeatTransactions + phase;
		let probability = Math.exp(-s * Math.log1p(ratio));
		let sum = 0;
		for (let m = 0; m < k - phase; m++) {
			sum += probability;
			probability *= (z * (s + m)) / (m + 1);
		}
		return sum;
	});
	return probabilityLeft(model, customer) + probabilityAlive(model, customer) * Math.min(1, silent);
}

/**
 * The probability that a customer orders exactly `count` times in the next `time` units.
 *
 * Either all `count` orders were survived and no more came, or the last of them was the customer's last.
 */
export function probabilityOfExactly(
	model: TransactionModel,
	customer: Transactions,
	time: number,
	count: number,
): number {
	if (count === 0) return probabilityOfNoOrder(model, customer, time);
	if (model.family === 'paretoNbd') {
		const exactly = paretoExactlyWhileActive(model, customer, time, count);
		return probabilityAlive(model, customer) * exactly;
	}
	const { regularity: k, r, alpha, a, b } = model;
	const x = customer.repeatTransactions;
	const stay = b + dropoutChances(model.family, x);
	const ratio = time / (alpha + customer.customerAge);
	const z = ratio / (1 + ratio);
	let survival = 1;
	for (let i = 0; i < count - 1; i++) survival *= (stay + i) / (a + stay + i);
	const goesOn = (stay + count - 1) / (a + stay + count - 1);
	const leaves = a / (a + stay + count - 1);
	const whileActive = overPhases(model, customer, (phase) => {
		const s = r + k * x + phase;
		const logOfNone = -s * Math.log1p(ratio);
		const first = k * count - phase;
		let exactly = 0;
		for (let m = first; m < first + k; m++) exactly += negativeBinomial(s, z, logOfNone, m);
		return goesOn * exactly + leaves * negativeBinomialTail(s, ratio, first);
	});
	return probabilityAlive(model, customer) * survival * whileActive;
}
