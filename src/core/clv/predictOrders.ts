import gammaln from '@stdlib/math-base-special-gammaln';
import { logOddsOfHavingLeft, risingLogGamma, silenceWhileActive } from './transactionLikelihood';
import { dropoutChances, type TransactionModel, type Transactions } from './transactionModel';

/**
 * The probability that a customer is still active.
 *
 * No measure of churn by itself: under BG/NBD it is 1 for every one-time buyer. Use `probabilityOfNoOrder`.
 */
export function probabilityAlive(model: TransactionModel, customer: Transactions): number {
	return logistic(-logOddsAgainstAlive(model, customer));
}

/** 1 / (1 + e^−d), with all its digits on both sides. */
function logistic(d: number): number {
	const e = Math.exp(-Math.abs(d));
	return d < 0 ? e / (1 + e) : 1 / (1 + e);
}

function logOddsAgainstAlive(model: TransactionModel, customer: Transactions): number {
	return logOddsOfHavingLeft(model, customer) - Math.log(silenceWhileActive(model, customer));
}

function probabilityLeft(model: TransactionModel, customer: Transactions): number {
	return logistic(logOddsAgainstAlive(model, customer));
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

function overPhases(
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

/** The expected number of orders after the first in the first `time` units of a customer who is yet to come. */
export function expectedOrdersOfNewCustomer(model: TransactionModel, time: number): number {
	const newcomer = { repeatTransactions: 0, ageAtLastOrder: 0, customerAge: 0 };
	return expectedOrders(model, newcomer, time);
}

/** Beyond this many terms the sum over events is replaced by an integral over the rate. */
const longestSeries = 2e5;

/** About how many terms it takes until what is left of a negative binomial count is below the last digit. */
function seriesLength(mean: number, ratio: number): number {
	return mean + 40 * (1 + ratio);
}

/**
 * The expected number of orders in the next `time` units of a customer who is active in a given hidden phase.
 *
 * Depends on x and T, not on t_x.
 */
export function expectedOrdersWhileActive(
	model: TransactionModel,
	customer: Pick<Transactions, 'repeatTransactions' | 'customerAge'>,
	time: number,
	phase = 0,
): number {
	const series = new OrderSeries(model, customer.repeatTransactions, phase);
	return series.expectedOrders(customer.customerAge, time);
}

/**
 * What active customers with the same number of orders are expected to order, for any age and time.
 *
 * Σ_m P(M = m) · g(⌊(j+m)/k⌋) with M ~ NegBin(s = r+kx+j, z = t/(α+T+t)) events to come and g(n) = Σ_{i<n} Π_{l≤i}
 * (b'+l)/(a+b'+l), the expected number of n possible orders that drop-out leaves. Every term is positive: nothing cancels,
 * nothing overflows, and a = 1 or a + b < 1 are no special cases. For k = 1 it equals the closed form of Fader, Hardie, Lee
 * 2005; for k > 1 it is exact where the literature approximates. g doesn't depend on age and time, so it is kept.
 */
export class OrderSeries {
	private readonly s: number;
	private readonly stay: number;
	/** `survived[m]` is g after m more events; `growths[m]` is (s+m)/(m+1). Filled up to `filled`. */
	private survived = new Float64Array(32);
	private growths = new Float64Array(32);
	private filled = 0;
	private orders = 0;
	private survival = 1;
	private sum = 0;
	private untilOrder: number;

	constructor(
		private readonly model: TransactionModel,
		repeatTransactions: number,
		phase: number,
	) {
		this.s = model.r + model.regularity * repeatTransactions + phase;
		this.stay = model.b + dropoutChances(model.family, repeatTransactions);
		this.untilOrder = model.regularity - phase;
	}

	expectedOrders(customerAge: number, time: number): number {
		if (time <= 0) return 0;
		const { s, model } = this;
		const age = model.alpha + customerAge;
		const ratio = time / age;
		const mean = s * ratio;
		if (seriesLength(mean, ratio) > longestSeries) {
			return integrateOverRate(s, ratio / model.regularity, model.a, this.stay);
		}
		const z = time / (age + time);
		const logOfNone = -s * Math.log1p(ratio);
		const isScaled = logOfNone < -700;
		let events = isScaled ? Math.max(0, Math.floor(mean - 14 * Math.sqrt(mean * (1 + ratio)))) : 0;
		let probability = isScaled ? 1 : Math.exp(logOfNone);
		let total = 0;
		let mass = 0;
		for (; ; events++) {
			if (events >= this.filled) this.extend(events + 1);
			const survived = this.survived[events];
			total += probability * survived;
			mass += probability;
			const growth = z * this.growths[events];
			const gap = 1 - growth;
			// Once the terms fall, what is left is below the sum of a geometric series with g growing by at most 1 a term.
			if (gap > 0 && !(probability * ((survived + 1) * gap + 1) > 1e-17 * total * gap * gap)) break;
			probability *= growth;
			if (isScaled && probability > 1e250) {
				probability *= 1e-250;
				total *= 1e-250;
				mass *= 1e-250;
			}
		}
		return isScaled ? total / mass : total;
	}

	private extend(size: number): void {
		if (size > this.survived.length) {
			const larger = Math.max(size, this.survived.length * 2);
			const survived = new Float64Array(larger);
			survived.set(this.survived);
			this.survived = survived;
			const growths = new Float64Array(larger);
			growths.set(this.growths);
			this.growths = growths;
		}
		const { s, stay } = this;
		const { a, regularity } = this.model;
		for (; this.filled < this.survived.length; this.filled++) {
			this.survived[this.filled] = this.sum;
			this.growths[this.filled] = (s + this.filled) / (this.filled + 1);
			if (--this.untilOrder > 0) continue;
			this.untilOrder = regularity;
			this.sum += this.survival;
			this.survival *= (stay + this.orders) / (a + stay + this.orders);
			this.orders++;
		}
	}
}

/** ∫ g(λ · ratio) dGamma(λ; s) for huge counts, where the spread of the Poisson count no longer matters. */
function integrateOverRate(s: number, ratio: number, a: number, stay: number): number {
	const points = 2000;
	const low = Math.max(
		Math.log(s) - 40 / Math.min(s, 40) - 40 / Math.sqrt(s),
		Math.log(1e-12 / ratio),
	);
	const high = Math.log(s + 40 * Math.sqrt(s) + 40);
	const width = (high - low) / points;
	const scale = gammaln(s);
	let total = 0;
	let mass = 0;
	for (let i = 0; i <= points; i++) {
		const u = low + i * width;
		const weight = Math.exp(s * u - Math.exp(u) - scale) * width;
		total += weight * survivedOrders(Math.exp(u) * ratio, a, stay);
		mass += weight;
	}
	return mass > 1 ? total / mass : total;
}

/** g(n) in closed form, for real n. */
function survivedOrders(n: number, a: number, stay: number): number {
	if (a === 0 || n < 1) return n;
	const away = Math.abs(a - 1) < 1e-6 ? 1 + 1e-6 : a;
	const ratio =
		gammaln(stay + n) - gammaln(stay) - gammaln(away + stay - 1 + n) + gammaln(away + stay - 1);
	return Math.max(0, ((away + stay - 1) / (1 - away)) * Math.expm1(ratio));
}

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
 * P(M ≥ least) of a negative binomial count with size s and mean s · ratio.
 *
 * Sums whichever side of `least` is the smaller, so that small probabilities keep their digits.
 */
function negativeBinomialTail(s: number, ratio: number, least: number): number {
	if (least <= 0) return 1;
	if (!(ratio > 0)) return 0;
	const logOfNone = -s * Math.log1p(ratio);
	if (least === 1) return -Math.expm1(logOfNone);
	const z = ratio / (1 + ratio);
	if (least < s * ratio || seriesLength(s * ratio, ratio) > longestSeries) {
		let sum = 0;
		for (let m = 0; m < least; m++) sum += negativeBinomial(s, z, logOfNone, m);
		return Math.max(0, 1 - sum);
	}
	let probability = negativeBinomial(s, z, logOfNone, least);
	let sum = 0;
	for (let m = least; ; m++) {
		sum += probability;
		const growth = (z * (s + m)) / (m + 1);
		if (growth < 1 && probability <= 1e-17 * sum * (1 - growth)) return Math.min(1, sum);
		probability *= growth;
	}
}

function negativeBinomial(s: number, z: number, logOfNone: number, count: number): number {
	if (count === 0) return Math.exp(logOfNone);
	const logChoose = risingLogGamma(s, count).value - gammaln(count + 1);
	return Math.exp(logChoose + count * Math.log(z) + logOfNone);
}

/**
 * The probability that a customer does not order in the next `time` units: the churn probability to use.
 *
 * Having left plus being active and silent: two positive parts, so that it is exact also where it is tiny.
 */
export function probabilityOfNoOrder(
	model: TransactionModel,
	customer: Transactions,
	time: number,
): number {
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
