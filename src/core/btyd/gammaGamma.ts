import betaln from '@stdlib/math-base-special-betaln';
import digamma from '@stdlib/math-base-special-digamma';
import trigamma from '@stdlib/math-base-special-trigamma';
import { distinctValues } from '../stats/distinctValues';
import { maximize, type Curvature } from '../stats/maximize';
import { invertPositiveDefinite } from '../stats/positiveDefinite';

/**
 * The Gamma-Gamma model of what customers spend: a customer's order amounts are Gamma(shape p, rate ν), and ν differs
 * over the shop as Gamma(shape q, rate v). Fader, Hardie 2013, note 025. p and q have no unit, v is money.
 */
export interface SpendModel {
	readonly p: number;
	readonly q: number;
	readonly v: number;
}

/** A Gamma-Gamma model fitted by maximum likelihood. */
export interface SpendFit {
	readonly model: SpendModel;
	readonly logLikelihood: number;
	/** Of p, q, v; null where the parameter lies on a boundary. */
	readonly standardErrors: Array<number | null>;
	readonly covariance: Array<Array<number | null>>;
	readonly customers: number;
	readonly iterations: number;
	readonly isConverged: boolean;
	/**
	 * equalAmounts: every customer's amounts are practically equal (p → ∞); equalCustomers: all customers spend alike
	 * (q → ∞); heavyTail: some spend so much that the mean is hardly defined, so q is held at its lower bound.
	 */
	readonly boundary: 'equalAmounts' | 'equalCustomers' | 'heavyTail' | null;
}

/**
 * The log-likelihood of a customer's mean order amount over `count` orders.
 *
 * Written with ln(1 + ratio) so that no large terms cancel. `count` and `mean` are positive.
 */
export function spendLogLikelihood({ p, q, v }: SpendModel, count: number, mean: number): number {
	const total = count * mean;
	return (
		-betaln(p * count, q) -
		p * count * Math.log1p(v / total) -
		q * Math.log1p(total / v) -
		Math.log(mean)
	);
}

/**
 * The expected amount of a customer's next orders: their own mean, drawn towards the shop's.
 *
 * A weighted average of the mean over the shop, p·v/(q−1), and the customer's own, with weight p·count/(p·count+q−1) on
 * the latter. Customers without a counted amount get the shop's mean. Where p·count + q ≤ 1 the mean is infinite;
 * Infinity is returned then (fitted models have q > 1).
 */
export function expectedOrderValue({ p, q, v }: SpendModel, count: number, mean: number): number {
	const shape = p * count + q - 1;
	if (!(shape > 0)) return Infinity;
	return (p * (v + count * mean)) / shape;
}

/** Above 1, so that every expectation is finite. */
const lowestShopShape = 1.05;
const lowestOf = (lowestShape: number) => [-9, Math.log(lowestShape), -30] as const;
const highest = [9, 9, 30] as const;
const starts = [
	[3, 3, 1],
	[1, 2, 0.5],
	[20, 5, 0.1],
] as const;

/**
 * Fits the Gamma-Gamma model to customers' mean order amounts.
 *
 * Newton's method on the logs of p, q, v with exact derivatives; v is fitted relative to the mean amount, so that
 * scaling the currency scales v and nothing else. Rows without orders or with a mean that isn't positive are excluded;
 * fewer than two rows give undefined.
 *
 * @param counts orders behind each mean
 * @param lowestShape lower bound of q
 */
export function fitGammaGamma(
	counts: ArrayLike<number>,
	means: ArrayLike<number>,
	lowestShape = lowestShopShape,
): SpendFit | undefined {
	const lowest = lowestOf(lowestShape);
	const prepared = prepareSpend(counts, means);
	if (prepared === undefined) return undefined;
	const { scale, customers } = prepared;
	const evaluate = (point: readonly number[]) => evaluateSpend(prepared, point);
	let best: ReturnType<typeof maximize> | undefined;
	for (const start of starts) {
		const found = maximize(evaluate, start.map(Math.log), lowest, highest);
		if (best === undefined || found.curvature.value > best.curvature.value + 1e-6) best = found;
		if (best.isConverged) break;
	}
	if (best === undefined || !Number.isFinite(best.curvature.value)) return undefined;
	const [p, q, relativeV] = best.at.map(Math.exp);
	const parameters = [p, q, relativeV * scale];
	const free = best.isAtBound.flatMap((isAtBound, i) => (isAtBound ? [] : [i]));
	const { hessian } = best.curvature;
	const information = free.map((i) => free.map((j) => -hessian[i][j]));
	const inverse = free.length > 0 ? invertPositiveDefinite(information) : undefined;
	const covariance = parameters.map((row, i) =>
		parameters.map((column, j) => {
			const [place, other] = [free.indexOf(i), free.indexOf(j)];
			if (inverse === undefined || place < 0 || other < 0) return null;
			return row * column * inverse[place][other];
		}),
	);
	return {
		model: { p, q, v: parameters[2] },
		logLikelihood: best.curvature.value - customers * Math.log(scale),
		standardErrors: covariance.map((row, i) => {
			const variance = row[i];
			return variance === null ? null : Math.sqrt(variance);
		}),
		covariance,
		customers,
		iterations: best.iterations,
		isConverged: best.isConverged,
		boundary: boundaryOf(best.at, lowest[1]),
	};
}

function boundaryOf([p, q]: readonly number[], lowestQ: number): SpendFit['boundary'] {
	if (p > highest[0] - 1) return 'equalAmounts';
	if (q > highest[1] - 1) return 'equalCustomers';
	if (q <= lowestQ + 1e-9) return 'heavyTail';
	return null;
}

interface PreparedSpend {
	/** The mean amount, in which the rows' amounts are measured. */
	readonly scale: number;
	readonly customers: number;
	/** Distinct order counts; rows are sorted by them. */
	readonly counts: Float64Array;
	/** `ends[i]` is one past the last row of `counts[i]`. */
	readonly ends: Int32Array;
	/** count × mean / scale of each row. */
	readonly totals: Float64Array;
	/** Σ ln total per distinct count. */
	readonly sumsOfLogs: Float64Array;
	/** Σ ln mean over all rows. */
	readonly sumOfLogMeans: number;
}

function prepareSpend(
	counts: ArrayLike<number>,
	means: ArrayLike<number>,
): PreparedSpend | undefined {
	const rows: number[] = [];
	let sum = 0;
	for (let i = 0; i < counts.length; i++) {
		if (!(counts[i] > 0 && means[i] > 0 && means[i] < Infinity)) continue;
		rows.push(i);
		sum += means[i];
	}
	if (rows.length < 2 || !(sum < Infinity)) return undefined;
	const scale = sum / rows.length;
	const distinct = distinctValues(rows.map((row) => counts[row]));
	const ends = new Int32Array(distinct.values.length);
	for (let i = 0; i < rows.length; i++) ends[distinct.indexOf[i]]++;
	for (let i = 1; i < ends.length; i++) ends[i] += ends[i - 1];
	const next = Int32Array.from(ends, (_, i) => (i === 0 ? 0 : ends[i - 1]));
	const totals = new Float64Array(rows.length);
	const sumsOfLogs = new Float64Array(ends.length);
	let sumOfLogMeans = 0;
	for (let i = 0; i < rows.length; i++) {
		const place = distinct.indexOf[i];
		const mean = means[rows[i]] / scale;
		const logMean = Math.log(mean);
		totals[next[place]++] = counts[rows[i]] * mean;
		sumsOfLogs[place] += logMean + Math.log(counts[rows[i]]);
		sumOfLogMeans += logMean;
	}
	const customers = rows.length;
	return { scale, customers, counts: distinct.values, ends, totals, sumsOfLogs, sumOfLogMeans };
}

/** Log-likelihood, gradient and Hessian in ln p, ln q, ln v; one logarithm and one division per row. */
function evaluateSpend(prepared: PreparedSpend, logParameters: readonly number[]): Curvature {
	const [p, q, v] = logParameters.map(Math.exp);
	const { counts, ends, totals, sumsOfLogs, sumOfLogMeans } = prepared;
	const digammaQ = digamma(q);
	const trigammaQ = trigamma(q);
	let value = -sumOfLogMeans;
	const g = [0, 0, 0];
	let [pp, pq, pv, qq, qv, vv] = [0, 0, 0, 0, 0, 0];
	let row = 0;
	for (let place = 0; place < counts.length; place++) {
		const count = counts[place];
		const n = ends[place] - row;
		const shape = p * count;
		let sumOfLogs = 0;
		let sumOfShares = 0;
		let sumOfSquares = 0;
		for (; row < ends[place]; row++) {
			const ratio = totals[row] / v;
			const share = 1 / (1 + ratio);
			sumOfLogs += Math.log1p(ratio);
			sumOfShares += share;
			sumOfSquares += share * share;
		}
		// Σ ln(total / (v + total)) and Σ ln(v / (v + total)).
		const own = sumsOfLogs[place] - n * logParameters[2] - sumOfLogs;
		const shop = -sumOfLogs;
		const digammaAll = digamma(shape + q);
		const trigammaAll = trigamma(shape + q);
		value += -n * betaln(shape, q) + shape * own + q * shop;
		g[0] += count * (n * (digammaAll - digamma(shape)) + own);
		g[1] += n * (digammaAll - digammaQ) + shop;
		g[2] += n * q - (shape + q) * sumOfShares;
		pp += count * count * n * (trigammaAll - trigamma(shape));
		pq += count * n * trigammaAll;
		pv -= count * sumOfShares;
		qq += n * (trigammaAll - trigammaQ);
		qv += n - sumOfShares;
		vv -= (shape + q) * (sumOfShares - sumOfSquares);
	}
	const gradient = [p * g[0], q * g[1], g[2]];
	return {
		value,
		gradient,
		hessian: [
			[p * p * pp + gradient[0], p * q * pq, p * pv],
			[p * q * pq, q * q * qq + gradient[1], q * qv],
			[p * pv, q * qv, vv],
		],
	};
}
