import { distinctValues } from '../stats/distinctValues';
import type { GroupedTransactions } from './groupTransactions';
import { phaseProbabilities } from './hiddenPhases';
import { medianTimeToNextOrder } from './medianTimeToNextOrder';
import { probabilityOfAtLeastWhileActive } from './orderProbabilities';
import { OrderSeries } from './orderSeries';
import { paretoOrdersWhileActive } from './paretoOrders';
import { probabilityAlive } from './probabilityAlive';
import type { TransactionModel } from './transactionModel';

/** The time to predict for, in equal months. */
export interface Horizon {
	readonly months: number;
	/** In the model's unit of time. */
	readonly monthLength: number;
	/** Discount of a whole year: 0.1 is 10%. */
	readonly yearlyDiscount: number;
	/** When in the month orders count as paid. */
	readonly discountAt: 'monthEnd' | 'monthMiddle';
	/** Future time runs this much faster than the past (recalibration); 1 changes nothing. */
	readonly timeFactor: number;
}

/** A horizon of one piece without discount. */
export function oneStretch(time: number, timeFactor = 1): Horizon {
	return {
		months: 1,
		monthLength: time,
		yearlyDiscount: 0,
		discountAt: 'monthEnd',
		timeFactor,
	};
}

/** Predictions per group of equal customers. */
export interface GroupPredictions {
	readonly probabilityAlive: Float64Array;
	readonly orders: Float64Array;
	/** Orders, each divided by the discount factor of its month. */
	readonly discountedOrders: Float64Array;
	readonly probabilityOfOrder: Float64Array;
	readonly probabilityOfSeveralOrders: Float64Array;
}

/** Orders of all customers together in each month of the horizon. */
export function ordersByMonth(
	model: TransactionModel,
	groups: GroupedTransactions,
	horizon: Horizon,
): Float64Array {
	const k = model.regularity;
	const { times } = discountsOf(horizon);
	const pairs = pairsOf(groups);
	const ordersOf = ordersWhileActive(model);
	const weights = activeWeights(model, groups, pairs);
	const totals = new Float64Array(times.length);
	for (let pair = 0; pair < pairs.values.length; pair++) {
		const customer = customerOfPair(groups, pairs.values[pair]);
		for (let phase = 0; phase < k; phase++) {
			const weight = weights[pair * k + phase];
			let orders = 0;
			for (let month = 0; month < times.length; month++) {
				const upTo = ordersOf(customer, phase, times[month]);
				totals[month] += weight * (upTo - orders);
				orders = upTo;
			}
		}
	}
	return totals;
}

/** How many customers of each pair are expected to be active in each hidden phase. */
function activeWeights(
	model: TransactionModel,
	groups: GroupedTransactions,
	pairs: ReturnType<typeof pairsOf>,
): Float64Array {
	const k = model.regularity;
	const weights = new Float64Array(pairs.values.length * k);
	for (let group = 0; group < groups.weight.length; group++) {
		const customer = customerOf(groups, group);
		const alive = groups.weight[group] * probabilityAlive(model, customer);
		const phases = k === 1 ? certain : phaseProbabilities(model, customer);
		for (let phase = 0; phase < k; phase++) {
			weights[pairs.indexOf[group] * k + phase] += alive * phases[phase];
		}
	}
	return weights;
}

/**
 * Predicts for all groups at once.
 *
 * The expected orders of an active customer depend only on (x, T), so they are calculated once per distinct pair (and
 * hidden phase) and multiplied by each group's own P(alive).
 */
export function predictBatch(
	model: TransactionModel,
	groups: GroupedTransactions,
	horizon: Horizon,
): GroupPredictions {
	const size = groups.weight.length;
	const k = model.regularity;
	const pairs = pairsOf(groups);
	const active = predictPairs(model, groups, pairs.values, horizon);
	const predictions = {
		probabilityAlive: new Float64Array(size),
		orders: new Float64Array(size),
		discountedOrders: new Float64Array(size),
		probabilityOfOrder: new Float64Array(size),
		probabilityOfSeveralOrders: new Float64Array(size),
	};
	for (let group = 0; group < size; group++) {
		const customer = customerOf(groups, group);
		const alive = probabilityAlive(model, customer);
		predictions.probabilityAlive[group] = alive;
		const weights = k === 1 ? certain : phaseProbabilities(model, customer);
		for (let phase = 0; phase < k; phase++) {
			const place = pairs.indexOf[group] * k + phase;
			const weight = alive * weights[phase];
			predictions.orders[group] += weight * active.orders[place];
			predictions.discountedOrders[group] += weight * active.discountedOrders[place];
			predictions.probabilityOfOrder[group] += weight * active.probabilityOfOrder[place];
			predictions.probabilityOfSeveralOrders[group] +=
				weight * active.probabilityOfSeveralOrders[place];
		}
	}
	return predictions;
}

/** The orders of `predictBatch` alone. */
export function expectedOrdersByGroup(
	model: TransactionModel,
	groups: GroupedTransactions,
	{ months, monthLength, timeFactor }: Horizon,
): Float64Array {
	const k = model.regularity;
	const end = months * monthLength * timeFactor;
	const pairs = pairsOf(groups);
	const active = new Float64Array(pairs.values.length * k);
	const ordersOf = ordersWhileActive(model);
	for (let pair = 0; pair < pairs.values.length; pair++) {
		const customer = customerOfPair(groups, pairs.values[pair]);
		for (let phase = 0; phase < k; phase++)
			active[pair * k + phase] = ordersOf(customer, phase, end);
	}
	return Float64Array.from(groups.weight, (_, group) => {
		const customer = customerOf(groups, group);
		const alive = probabilityAlive(model, customer);
		const weights = k === 1 ? certain : phaseProbabilities(model, customer);
		let orders = 0;
		for (let phase = 0; phase < k; phase++) {
			orders += alive * weights[phase] * active[pairs.indexOf[group] * k + phase];
		}
		return orders;
	});
}

const certain = [1];

/** Predictions of active customers per distinct (x, T) and hidden phase. */
function predictPairs(
	model: TransactionModel,
	groups: GroupedTransactions,
	pairs: Float64Array,
	horizon: Horizon,
): Omit<GroupPredictions, 'probabilityAlive'> {
	const k = model.regularity;
	const { discounts, times } = discountsOf(horizon);
	const end = times[times.length - 1];
	const active = {
		orders: new Float64Array(pairs.length * k),
		discountedOrders: new Float64Array(pairs.length * k),
		probabilityOfOrder: new Float64Array(pairs.length * k),
		probabilityOfSeveralOrders: new Float64Array(pairs.length * k),
	};
	const ordersOf = ordersWhileActive(model);
	for (let pair = 0; pair < pairs.length; pair++) {
		const customer = customerOfPair(groups, pairs[pair]);
		const chance = (orders: number, phase: number) =>
			probabilityOfAtLeastWhileActive(model, customer, end, orders, phase);
		for (let phase = 0; phase < k; phase++) {
			const place = pair * k + phase;
			let orders = 0;
			for (let month = 0; month < times.length; month++) {
				const upTo = ordersOf(customer, phase, times[month]);
				active.discountedOrders[place] += (upTo - orders) * discounts[month];
				orders = upTo;
			}
			active.orders[place] = orders;
			active.probabilityOfOrder[place] = chance(1, phase);
			active.probabilityOfSeveralOrders[place] = chance(2, phase);
		}
	}
	return active;
}

type OrdersWhileActive = (
	customer: { repeatTransactions: number; customerAge: number },
	phase: number,
	time: number,
) => number;

/** Expected orders of active customers; where pairs are ordered by x, each series serves all ages. */
function ordersWhileActive(model: TransactionModel): OrdersWhileActive {
	if (model.family === 'paretoNbd') {
		return (customer, _phase, time) => paretoOrdersWhileActive(model, customer, time);
	}
	let series: OrderSeries[] = [];
	let repeats = NaN;
	return ({ repeatTransactions, customerAge }, phase, time) => {
		if (repeats !== repeatTransactions) {
			repeats = repeatTransactions;
			series = Array.from(
				{ length: model.regularity },
				(_, ofPhase) => new OrderSeries(model, repeats, ofPhase),
			);
		}
		return series[phase].expectedOrders(customerAge, time);
	};
}

function customerOf(groups: GroupedTransactions, group: number) {
	return {
		repeatTransactions: groups.repeatTransactions[group],
		ageAtLastOrder: groups.ageAtLastOrder[group],
		customerAge: groups.customerAge[group],
	};
}

/** The x and T of a pair. */
function customerOfPair({ repeats, ages }: GroupedTransactions, pair: number) {
	const age = pair % ages.values.length;
	return {
		repeatTransactions: repeats.values[(pair - age) / ages.values.length],
		customerAge: ages.values[age],
	};
}

function pairsOf(groups: GroupedTransactions) {
	const ageCount = groups.ages.values.length;
	const keys = new Float64Array(groups.weight.length);
	for (let group = 0; group < keys.length; group++) {
		keys[group] = groups.repeats.indexOf[group] * ageCount + groups.ages.indexOf[group];
	}
	return distinctValues(keys);
}

function discountsOf(horizon: Horizon): { discounts: number[]; times: number[] } {
	const { months, monthLength, yearlyDiscount, discountAt, timeFactor } = horizon;
	const discounts: number[] = [];
	const times: number[] = [];
	for (let month = 1; month <= months; month++) {
		const paidAfter = discountAt === 'monthEnd' ? month : month - 0.5;
		discounts.push((1 + yearlyDiscount) ** (-paidAfter / 12));
		times.push(month * monthLength * timeFactor);
	}
	return { discounts, times };
}

/**
 * Per group the time by which half of those who order within the horizon have done so, in the model's unit; NaN for groups
 * that are not wanted.
 */
export function medianTimesToNextOrder(
	model: TransactionModel,
	groups: GroupedTransactions,
	horizon: Horizon,
	isWanted: (group: number) => boolean,
): Float64Array {
	const end = horizon.months * horizon.monthLength * horizon.timeFactor;
	return Float64Array.from(groups.weight, (_, group) =>
		isWanted(group)
			? medianTimeToNextOrder(model, customerOf(groups, group), end) / horizon.timeFactor
			: NaN,
	);
}
