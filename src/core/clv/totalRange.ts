import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { EarlierCut } from './earlierCuts';

/** The range that a total is in in 8 of 10 cases. */
export interface TotalRange {
	readonly low: number;
	readonly high: number;
}

/** Draws of a run are the same on every machine. */
const seed = 20_261_129;
const resamples = 1000;
/** Consecutive months that are drawn together, because a month resembles the one before. */
const blockLength = 3;
const fewestCuts = 2;
const levels = [0.1, 0.9] as const;

/**
 * The 80% ranges of total orders and total spend, from how far predictions from earlier dates were off.
 *
 * Block bootstrap over the months after the earlier dates: each resample takes one date, as what a date gets wrong it mostly
 * gets wrong throughout, and draws blocks of three of its months until the horizon is full. What happened over what was
 * predicted there scales the prediction. The spread is widened by √((n + 1)/(n − 1)) for n dates, as that of a prediction
 * from n values is. The prediction itself always lies within. Null with fewer than two dates, or where nothing was ordered.
 */
export function totalRanges(
	cuts: readonly EarlierCut[],
	horizonMonths: number,
	predicted: { readonly orders: number; readonly spend: number },
): { readonly orders: TotalRange; readonly spend: TotalRange } | null {
	const usable = cuts.filter(
		({ actual, predictedOrders, predictedSpend }) =>
			predictedOrders > 0 &&
			predictedSpend > 0 &&
			actual.spend.some((amount) => amount > 0) &&
			actual.orders.some((count) => count > 0),
	);
	if (usable.length < fewestCuts) return null;
	const random = xoroshiro128plus(seed);
	const below = (count: number) => Math.floor(uniformFloat64(random) * count);
	const logs = { orders: new Float64Array(resamples), spend: new Float64Array(resamples) };
	for (let resample = 0; resample < resamples; resample++) {
		const cut = usable[below(usable.length)];
		const { orders, spend } = drawRatios(cut, horizonMonths, below);
		logs.orders[resample] = Math.log(orders);
		logs.spend[resample] = Math.log(spend);
	}
	const widening = Math.sqrt((usable.length + 1) / (usable.length - 1));
	return {
		orders: rangeOf(logs.orders, widening, predicted.orders),
		spend: rangeOf(logs.spend, widening, predicted.spend),
	};
}

/**
 * Actual over predicted orders, in blocks of months of one earlier date; a month without orders counts as half of one.
 */
function drawRatios(
	{ months, predictedOrders, predictedSpend }: EarlierCut,
	horizonMonths: number,
	below: (count: number) => number,
): { orders: number; spend: number } {
	const value = predictedSpend / predictedOrders;
	let expected = 0;
	let orders = 0;
	let spend = 0;
	for (let drawn = 0; drawn < horizonMonths; drawn += blockLength) {
		const start = below(months.length);
		for (let i = 0; i < Math.min(blockLength, horizonMonths - drawn); i++) {
			const month = months[(start + i) % months.length];
			expected += month.predictedOrders;
			orders += month.orders;
			spend += month.spend;
		}
	}
	return {
		orders: Math.max(0.5, orders) / expected,
		spend: Math.max(0.5 * value, spend) / (expected * value),
	};
}

function rangeOf(logs: Float64Array, widening: number, predicted: number): TotalRange {
	const sorted = logs.slice().sort();
	const center = sorted.reduce((sum, log) => sum + log, 0) / sorted.length;
	const [low, high] = levels.map((level) => {
		const log = sorted[Math.round(level * (sorted.length - 1))];
		return predicted * Math.exp(center + widening * (log - center));
	});
	return { low: Math.min(low, predicted), high: Math.max(high, predicted) };
}
