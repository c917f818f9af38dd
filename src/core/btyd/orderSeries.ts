import { enlarged } from '../../values/enlarged';
import gammaln from '@stdlib/math-base-special-gammaln';
import { longestSeries, seriesLength } from './negativeBinomial';
import { paretoOrdersWhileActive } from './paretoOrders';
import {
	dropoutChances,
	type OrderDropoutModel,
	type TransactionModel,
	type Transactions,
} from './transactionModel';

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
	if (model.family === 'paretoNbd') return paretoOrdersWhileActive(model, customer, time);
	const series = new OrderSeries(model, customer.repeatTransactions, phase);
	return series.expectedOrders(customer.customerAge, time);
}

/**
 * The expected orders of active customers with the same number of orders, for any age and time.
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
		private readonly model: OrderDropoutModel,
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
			// Once the terms decrease, the rest is below the sum of a geometric series with g growing by at most 1 per term.
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
			this.survived = enlarged(this.survived, new Float64Array(larger));
			this.growths = enlarged(this.growths, new Float64Array(larger));
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
