import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import trigamma from '@stdlib/math-base-special-trigamma';
import type { Curvature } from '../stats/maximize';
import type { GroupedTransactions } from './groupTransactions';
import {
	dropoutChances,
	type TransactionFamily,
	type TransactionModel,
	type Transactions,
} from './transactionModel';

/**
 * The log-likelihood of one customer's orders under a model.
 *
 * For k > 1 the part that holds no parameter, (k − 1) · Σ ln gap, is passed as `sumOfLogGaps`.
 * Fader, Hardie, Lee 2005 (BG/NBD); Batislam et al. 2007 (MBG/NBD); Platzer, Reutterer 2016 (k > 1). Integrated over p and
 * λ the row is [B(a, b+n)/B(a, b)] · Γ(r+kx)/Γ(r) · α^r/(α+T)^(r+kx) · (h + e^d): h is the chance of the silence since
 * the last order, e^d the odds of having left after it; n counts the chances to leave that were survived.
 */
export function transactionLogLikelihood(
	model: TransactionModel,
	customer: Transactions,
	sumOfLogGaps = 0,
): number {
	const { regularity: k, r, alpha, a, b } = model;
	const { repeatTransactions: x, customerAge } = customer;
	const events = k * x;
	const chances = dropoutChances(model.family, x);
	const rising = risingLogGamma(r, events);
	const timing =
		rising.value -
		r * Math.log1p(customerAge / alpha) -
		events * Math.log(alpha + customerAge) +
		(k - 1) * sumOfLogGaps -
		x * gammaln(k);
	const survival = model.family === 'nbd' ? 0 : survivedChances(a, b, chances).value;
	return timing + survival + logOfSilence(model, customer);
}

/** ln(h + e^d): the log of the chance of the silence since the last order, whether still active or not. */
function logOfSilence(model: TransactionModel, customer: Transactions): number {
	const logH = Math.log(silenceWhileActive(model, customer));
	const d = logOddsOfHavingLeft(model, customer);
	return d === -Infinity ? logH : logH + softplus(d - logH);
}

/**
 * d: the log of the weight of having left right after the last order, against h, the weight of being active and silent.
 *
 * −∞ where nobody could have left: NBD, and BG/NBD customers without a repeat order.
 */
export function logOddsOfHavingLeft(model: TransactionModel, customer: Transactions): number {
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

function softplus(d: number): number {
	return Math.max(d, 0) + Math.log1p(Math.exp(-Math.abs(d)));
}

/** A function of one parameter with its first two derivatives. */
interface Rising {
	readonly value: number;
	readonly slope: number;
	readonly bend: number;
}

/** Up to here sums over integers are faster than special functions, and exact. */
const longestSum = 4096;

/** ln Γ(r+n) − ln Γ(r), and its derivatives by r. */
export function risingLogGamma(r: number, n: number): Rising {
	if (n > longestSum) {
		return {
			value: r > largeArgument ? stirlingRise(r, n) : gammaln(r + n) - gammaln(r),
			slope: digamma(r + n) - digamma(r),
			bend: trigamma(r + n) - trigamma(r),
		};
	}
	let value = 0;
	let slope = 0;
	let bend = 0;
	for (let i = 0; i < n; i++) {
		const inverse = 1 / (r + i);
		value += Math.log(r + i);
		slope += inverse;
		bend -= inverse * inverse;
	}
	return { value, slope, bend };
}

/** From here on two terms of Stirling's series give all digits of a double. */
const largeArgument = 1e4;

/** ln Γ(r+n) − ln Γ(r) by Stirling's series, arranged so that the large parts don't cancel. */
function stirlingRise(r: number, n: number): number {
	const rest = (x: number) => 1 / (12 * x) - 1 / (360 * x ** 3);
	return (r - 0.5) * Math.log1p(n / r) + n * (Math.log(r + n) - 1) + rest(r + n) - rest(r);
}

/** ln B(a, b+n) − ln B(a, b): the log of the chance to survive n chances to leave; and its derivatives. */
interface Survived {
	readonly value: number;
	readonly byA: number;
	readonly byB: number;
	readonly byAA: number;
	readonly byAB: number;
	readonly byBB: number;
}

function survivedChances(a: number, b: number, n: number): Survived {
	if (n > longestSum) {
		const total = a + b;
		return {
			value: gammaln(b + n) - gammaln(total + n) + gammaln(total) - gammaln(b),
			byA: digamma(total) - digamma(total + n),
			byB: digamma(b + n) - digamma(total + n) + digamma(total) - digamma(b),
			byAA: trigamma(total) - trigamma(total + n),
			byAB: trigamma(total) - trigamma(total + n),
			byBB: trigamma(b + n) - trigamma(total + n) + trigamma(total) - trigamma(b),
		};
	}
	const sum = { value: 0, byA: 0, byB: 0, byAA: 0, byAB: 0, byBB: 0 };
	for (let i = 0; i < n; i++) addSurvivedChance(sum, a, b, i);
	return sum;
}

function addSurvivedChance(
	sum: { -readonly [Key in keyof Survived]: number },
	a: number,
	b: number,
	i: number,
): void {
	const stay = 1 / (b + i);
	const all = 1 / (a + b + i);
	sum.value -= Math.log1p(a * stay);
	sum.byA -= all;
	sum.byB += stay - all;
	sum.byAA += all * all;
	sum.byAB += all * all;
	sum.byBB += all * all - stay * stay;
}

/** What a likelihood needs that doesn't change with the parameters. */
export interface PreparedLikelihood {
	readonly family: TransactionFamily;
	readonly regularity: number;
	readonly groups: GroupedTransactions;
	/** Customers per distinct x. */
	readonly customersByRepeats: Float64Array;
	/** Customers and Σ x per distinct T. */
	readonly customersByAge: Float64Array;
	readonly repeatsByAge: Float64Array;
	/** (k − 1) · Σ ln gap − Σ x · ln Γ(k). */
	readonly constant: number;
}

/** Adds up once what every evaluation of the likelihood needs. */
export function prepareLikelihood(
	family: TransactionFamily,
	regularity: number,
	groups: GroupedTransactions,
	sumOfLogGaps: number,
): PreparedLikelihood {
	const customersByRepeats = new Float64Array(groups.repeats.values.length);
	const customersByAge = new Float64Array(groups.ages.values.length);
	const repeatsByAge = new Float64Array(groups.ages.values.length);
	let repeats = 0;
	for (let group = 0; group < groups.weight.length; group++) {
		const weight = groups.weight[group];
		const weightedRepeats = weight * groups.repeatTransactions[group];
		customersByRepeats[groups.repeats.indexOf[group]] += weight;
		customersByAge[groups.ages.indexOf[group]] += weight;
		repeatsByAge[groups.ages.indexOf[group]] += weightedRepeats;
		repeats += weightedRepeats;
	}
	const constant =
		regularity === 1 ? 0 : (regularity - 1) * sumOfLogGaps - repeats * gammaln(regularity);
	return { family, regularity, groups, customersByRepeats, customersByAge, repeatsByAge, constant };
}

/**
 * The shop's log-likelihood with gradient and Hessian in the logs of the parameters (r, α, a, b; r, α for NBD).
 *
 * Sums over integers replace lnΓ, because x is one; logs are taken once per distinct time; what is left per group is one
 * sigmoid. Cost grows with the number of groups.
 */
export function evaluateLikelihood(
	prepared: PreparedLikelihood,
	logParameters: readonly number[],
): Curvature {
	const [r, alpha, a = 0, b = 1] = logParameters.map(Math.exp);
	const size = logParameters.length;
	const total = new Float64Array(15);
	addTiming(prepared, r, alpha, total);
	if (prepared.family !== 'nbd') {
		addSurvival(prepared, a, b, total);
		if (prepared.regularity === 1) addSilence(prepared, r, alpha, a, b, total);
	}
	if (prepared.regularity > 1) addPhasedSilence(prepared, r, alpha, a, b, total);
	return inLogParameters(total, [r, alpha, a, b].slice(0, size));
}

// Places in `total`: value, gradient r α a b, Hessian rr rα ra rb αα αa αb aa ab bb.
const value = 0;
const [gr, gAlpha, ga, gb] = [1, 2, 3, 4];
const [rr, rAlpha, ra, rb, alphaAlpha, alphaA, alphaB, aa, ab, bb] = [
	5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
];
const placeOfPair = [
	[rr, rAlpha, ra, rb],
	[rAlpha, alphaAlpha, alphaA, alphaB],
	[ra, alphaA, aa, ab],
	[rb, alphaB, ab, bb],
];

function inLogParameters(total: Float64Array, parameters: readonly number[]): Curvature {
	const gradient = parameters.map((parameter, i) => parameter * total[gr + i]);
	const hessian = parameters.map((row, i) =>
		parameters.map(
			(column, j) => row * column * total[placeOfPair[i][j]] + (i === j ? gradient[i] : 0),
		),
	);
	return { value: total[value], gradient, hessian };
}

function addTiming(
	{
		groups,
		regularity,
		customersByRepeats,
		customersByAge,
		repeatsByAge,
		constant,
	}: PreparedLikelihood,
	r: number,
	alpha: number,
	total: Float64Array,
): void {
	total[value] += constant;
	const repeats = groups.repeats.values;
	let sum = 0;
	let slope = 0;
	let bend = 0;
	let n = 0;
	for (let place = 0; place < repeats.length; place++) {
		const events = regularity * repeats[place];
		const customers = customersByRepeats[place];
		if (events > longestSum) {
			const rising = risingLogGamma(r, events);
			total[value] += customers * rising.value;
			total[gr] += customers * rising.slope;
			total[rr] += customers * rising.bend;
			continue;
		}
		for (; n < events; n++) {
			const inverse = 1 / (r + n);
			sum += Math.log(r + n);
			slope += inverse;
			bend -= inverse * inverse;
		}
		total[value] += customers * sum;
		total[gr] += customers * slope;
		total[rr] += customers * bend;
	}
	const ages = groups.ages.values;
	for (let place = 0; place < ages.length; place++) {
		const age = ages[place];
		const customers = customersByAge[place];
		const events = regularity * repeatsByAge[place];
		const inverse = 1 / (alpha + age);
		const logRatio = Math.log1p(age / alpha);
		const lost = customers * age * (inverse / alpha);
		total[value] -= customers * r * logRatio + events * Math.log(alpha + age);
		total[gr] -= customers * logRatio;
		total[gAlpha] += r * lost - events * inverse;
		total[rAlpha] += lost;
		total[alphaAlpha] += events * inverse * inverse - r * lost * (inverse + 1 / alpha);
	}
}

function addSurvival(
	{ family, groups, customersByRepeats }: PreparedLikelihood,
	a: number,
	b: number,
	total: Float64Array,
): void {
	const repeats = groups.repeats.values;
	const sum = { value: 0, byA: 0, byB: 0, byAA: 0, byAB: 0, byBB: 0 };
	let n = 0;
	for (let place = 0; place < repeats.length; place++) {
		const chances = dropoutChances(family, repeats[place]);
		const customers = customersByRepeats[place];
		let survived: Survived = sum;
		if (chances > longestSum) survived = survivedChances(a, b, chances);
		else for (; n < chances; n++) addSurvivedChance(sum, a, b, n);
		total[value] += customers * survived.value;
		total[ga] += customers * survived.byA;
		total[gb] += customers * survived.byB;
		total[aa] += customers * survived.byAA;
		total[ab] += customers * survived.byAB;
		total[bb] += customers * survived.byBB;
	}
}

function logsAndInverses(
	times: Float64Array,
	alpha: number,
): { logs: Float64Array; inverses: Float64Array } {
	const logs = new Float64Array(times.length);
	const inverses = new Float64Array(times.length);
	for (let i = 0; i < times.length; i++) {
		logs[i] = Math.log1p(times[i] / alpha);
		inverses[i] = 1 / (alpha + times[i]);
	}
	return { logs, inverses };
}

/** Σ w · ln(1 + e^d) for k = 1, where h is 1. */
function addSilence(
	{ family, groups }: PreparedLikelihood,
	r: number,
	alpha: number,
	a: number,
	b: number,
	total: Float64Array,
): void {
	const atAge = logsAndInverses(groups.ages.values, alpha);
	const atLast = logsAndInverses(groups.lastAges.values, alpha);
	const repeats = groups.repeats.values;
	const logOdds = new Float64Array(repeats.length);
	const inverseStay = new Float64Array(repeats.length);
	for (let place = 0; place < repeats.length; place++) {
		const stay = b + dropoutChances(family, repeats[place]) - 1;
		inverseStay[place] = 1 / stay;
		logOdds[place] = Math.log(a / stay);
	}
	const { weight, repeatTransactions } = groups;
	const ageOf = groups.ages.indexOf;
	const lastOf = groups.lastAges.indexOf;
	const repeatOf = groups.repeats.indexOf;
	const inverseA = 1 / a;
	let sum = 0;
	let sr = 0;
	let sAlpha = 0;
	let sw = 0;
	let sb = 0;
	let srr = 0;
	let srAlpha = 0;
	let srA = 0;
	let srB = 0;
	let sAlphaAlpha = 0;
	let sAlphaA = 0;
	let sAlphaB = 0;
	let sAA = 0;
	let sAB = 0;
	let sBB = 0;
	for (let group = 0; group < weight.length; group++) {
		const x = repeatTransactions[group];
		if (x === 0 && family === 'bgNbd') continue;
		const repeat = repeatOf[group];
		const age = ageOf[group];
		const last = lastOf[group];
		const byR = atAge.logs[age] - atLast.logs[last];
		const inverseAge = atAge.inverses[age];
		const inverseLast = atLast.inverses[last];
		const s = r + x;
		const d = logOdds[repeat] + s * byR;
		const e = Math.exp(d < 0 ? d : -d);
		const w = weight[group];
		sum += w * ((d > 0 ? d : 0) + Math.log1p(e));
		const share = 1 / (1 + e);
		const wu = w * (d < 0 ? e * share : share);
		const wuv = w * e * share * share;
		const step = inverseAge - inverseLast;
		const byAlpha = s * step;
		const byB = -inverseStay[repeat];
		sr += wu * byR;
		sAlpha += wu * byAlpha;
		sw += wu;
		sb += wu * byB;
		const vr = wuv * byR;
		const vAlpha = wuv * byAlpha;
		const vb = wuv * byB;
		srr += vr * byR;
		srAlpha += wu * step + vr * byAlpha;
		srA += vr;
		srB += vr * byB;
		sAlphaAlpha -= wu * byAlpha * (inverseAge + inverseLast) - vAlpha * byAlpha;
		sAlphaA += vAlpha;
		sAlphaB += vAlpha * byB;
		sAA += wuv;
		sAB += vb;
		sBB += wu * byB * byB + vb * byB;
	}
	total[value] += sum;
	total[gr] += sr;
	total[gAlpha] += sAlpha;
	total[ga] += sw * inverseA;
	total[gb] += sb;
	total[rr] += srr;
	total[rAlpha] += srAlpha;
	total[ra] += srA * inverseA;
	total[rb] += srB;
	total[alphaAlpha] += sAlphaAlpha;
	total[alphaA] += sAlphaA * inverseA;
	total[alphaB] += sAlphaB;
	total[aa] += (sAA - sw) * inverseA * inverseA;
	total[ab] += sAB * inverseA;
	total[bb] += sBB;
}

/** Σ w · ln(h + e^d) for k > 1; NBD is never phased. */
function addPhasedSilence(
	{ family, regularity: k, groups }: PreparedLikelihood,
	r: number,
	alpha: number,
	a: number,
	b: number,
	total: Float64Array,
): void {
	const { weight, repeatTransactions, ageAtLastOrder, customerAge } = groups;
	const by = [0, 0, 0, 0];
	for (let group = 0; group < weight.length; group++) {
		const x = repeatTransactions[group];
		const w = weight[group];
		const s = r + k * x;
		const inverseAge = 1 / (alpha + customerAge[group]);
		const silence = customerAge[group] - ageAtLastOrder[group];
		const z = silence * inverseAge;
		// Sums over the phases j: h, and its first and second derivatives by r and α.
		let term = 1;
		let slope = 0;
		let bend = 0;
		let h = 1;
		let hr = 0;
		let hrr = 0;
		let hAlpha = 0;
		let hrAlpha = 0;
		let hAlphaAlpha = 0;
		for (let j = 1; j < k; j++) {
			const factor = s + j - 1;
			term *= (factor / j) * z;
			slope += 1 / factor;
			bend -= 1 / (factor * factor);
			h += term;
			hr += term * slope;
			hrr += term * (slope * slope + bend);
			hAlpha -= term * j;
			hrAlpha -= term * slope * j;
			hAlphaAlpha += term * j * (j + 1);
		}
		const logH = Math.log(h);
		const lr = hr / h;
		const lAlpha = (hAlpha / h) * inverseAge;
		const lrr = hrr / h - lr * lr;
		const lrAlpha = (hrAlpha / h) * inverseAge - lr * lAlpha;
		const lAlphaAlpha = (hAlphaAlpha / h) * inverseAge * inverseAge - lAlpha * lAlpha;
		total[value] += w * logH;
		const chances = dropoutChances(family, x);
		if (chances === 0) {
			total[gr] += w * lr;
			total[gAlpha] += w * lAlpha;
			total[rr] += w * lrr;
			total[rAlpha] += w * lrAlpha;
			total[alphaAlpha] += w * lAlphaAlpha;
			continue;
		}
		const stay = b + chances - 1;
		const inverseLast = 1 / (alpha + ageAtLastOrder[group]);
		const dr = Math.log1p(silence * inverseLast);
		const step = inverseAge - inverseLast;
		const dAlpha = s * step;
		const difference = Math.log(a / stay) + s * dr - logH;
		const e = Math.exp(-Math.abs(difference));
		total[value] += w * (Math.max(difference, 0) + Math.log1p(e));
		const left = difference < 0 ? e / (1 + e) : 1 / (1 + e);
		const u = w * left;
		const active = w * (difference < 0 ? 1 / (1 + e) : e / (1 + e));
		const uv = (w * e) / ((1 + e) * (1 + e));
		by[0] = dr - lr;
		by[1] = dAlpha - lAlpha;
		by[2] = 1 / a;
		by[3] = -1 / stay;
		total[gr] += active * lr + u * dr;
		total[gAlpha] += active * lAlpha + u * dAlpha;
		total[ga] += u * by[2];
		total[gb] += u * by[3];
		total[rr] += active * lrr;
		total[rAlpha] += active * lrAlpha + u * step;
		total[alphaAlpha] += active * lAlphaAlpha - u * dAlpha * (inverseAge + inverseLast);
		total[aa] -= u * by[2] * by[2];
		total[bb] += u * by[3] * by[3];
		for (let i = 0; i < 4; i++) {
			for (let j = i; j < 4; j++) total[placeOfPair[i][j]] += uv * by[i] * by[j];
		}
	}
}
