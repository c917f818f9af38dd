import { poissonDeviance } from '../../src/core/stats/poissonDeviance';
import { areaUnderCurve, topDecileCapture } from '../../src/core/stats/rankMeasures';

/** A contender's prediction for each customer; null where it makes none. */
export interface Forecast {
	readonly orders: Float64Array | null;
	readonly spend: Float64Array | null;
	/** Ranks customers by how likely they are to order. */
	readonly likelihood: Float64Array;
	readonly low: Float64Array | null;
	readonly high: Float64Array | null;
}

/** Customers of a kind, and how many of their ranges held. */
export interface Coverage {
	customers: number;
	held: number;
}

export const slices = [
	'all',
	'few orders',
	'many orders',
	'lower bound above 0',
	'most likely nothing',
] as const;

export interface Measures {
	readonly rmse: number | null;
	readonly mae: number | null;
	readonly deviance: number | null;
	/** Percent of the total, for orders and for spend. */
	readonly orderError: number | null;
	readonly spendError: number | null;
	/** Share of the spend that came from the tenth of customers ranked highest. */
	readonly topTenth: number | null;
	readonly auc: number | null;
	readonly coverage: Record<(typeof slices)[number], Coverage> | null;
}

/** Up to this many order days a customer counts as having few. */
const fewOrderDays = 2;

/** Compares a forecast with what happened. */
export function measure(
	{ orders, spend, likelihood, low, high }: Forecast,
	actual: { readonly orders: Float64Array; readonly spend: Float64Array },
	orderDays: ArrayLike<number>,
): Measures {
	const size = actual.orders.length;
	let absolute = 0;
	let squared = 0;
	let deviance = 0;
	for (let i = 0; orders !== null && i < size; i++) {
		const happened = actual.orders[i];
		const error = orders[i] - happened;
		absolute += Math.abs(error);
		squared += error * error;
		deviance += poissonDeviance(happened, orders[i]);
	}
	return {
		rmse: orders && Math.sqrt(squared / size),
		mae: orders && absolute / size,
		deviance: orders && deviance / size,
		orderError: orders && errorOf(orders, actual.orders),
		spendError: spend && errorOf(spend, actual.spend),
		topTenth: topDecileCapture(spend ?? likelihood, actual.spend),
		auc: areaUnderCurve(likelihood, actual.orders),
		coverage: low && high && spend && coverageOf({ low, high, spend }, actual.spend, orderDays),
	};
}

function errorOf(predicted: Float64Array, actual: Float64Array): number {
	const happened = sum(actual);
	return (100 * (sum(predicted) - happened)) / happened;
}

/** A range from 0 to the prediction says that most likely nothing is to come; such customers are counted apart. */
function coverageOf(
	{ low, high, spend }: Record<'low' | 'high' | 'spend', Float64Array>,
	actual: Float64Array,
	orderDays: ArrayLike<number>,
): Measures['coverage'] {
	const none = (): Coverage => ({ customers: 0, held: 0 });
	const found = {
		all: none(),
		'few orders': none(),
		'many orders': none(),
		'lower bound above 0': none(),
		'most likely nothing': none(),
	};
	for (let i = 0; i < low.length; i++) {
		const holds = actual[i] >= low[i] - 1e-9 && actual[i] <= high[i] + 1e-9;
		if (!Number.isFinite(high[i])) continue;
		const isNothing = !(low[i] > 0) && high[i] <= spend[i];
		const kinds: Array<keyof typeof found> = isNothing
			? ['most likely nothing']
			: ['all', orderDays[i] <= fewOrderDays ? 'few orders' : 'many orders'];
		if (low[i] > 0) kinds.push('lower bound above 0');
		for (const kind of kinds) {
			found[kind].customers++;
			if (holds) found[kind].held++;
		}
	}
	return found;
}

/** The sum of a list. */
export function sum(list: Float64Array): number {
	return list.reduce((total, value) => total + value, 0);
}
