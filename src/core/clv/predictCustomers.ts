import type { ClvModel } from './clvModel';
import type { ObservedGroups } from '../btyd/observeGroups';
import { cohortOrdersAt } from './cohortCurve';
import { daysPerMonth, type OrderHistories } from '../btyd/orderHistories';
import { correctedChance, correctionFactors } from './orderCorrection';
import { orderValues } from './orderValues';
import type { ShapingOptions } from './options';
import { lastDay, seasonFactor } from './season';
import { relativeRanges } from './spendRange';
import { daysPerWeek } from '../btyd/orderHistories';
import { medianTimesToNextOrder, predictBatch, type Horizon } from '../btyd/predictBatch';

/** The basis of predictions; a saved model holds it. */
export type PredictionBasis = Pick<
	ClvModel,
	| 'orders'
	| 'timeFactor'
	| 'season'
	| 'spend'
	| 'averageOrderValue'
	| 'cohortCurve'
	| 'rangeLevels'
	| 'correction'
>;

/** Predictions per observed customer; amounts are unrounded. NaN where cohort averages can't provide them. */
export interface CustomerPredictions {
	readonly orders: Float64Array;
	readonly probabilityAlive: Float64Array;
	readonly probabilityOfOrder: Float64Array;
	readonly probabilityOfSeveralOrders: Float64Array;
	readonly orderValue: Float64Array;
	readonly spend: Float64Array;
	/** Spend, each month's part discounted. */
	readonly discountedSpend: Float64Array;
	/** Between what spend lies in 8 of 10 cases; NaN where that isn't known. */
	readonly spendLow: Float64Array;
	readonly spendHigh: Float64Array;
	/** Days until half of those who order within the horizon have done so; NaN where an order is unlikely. */
	readonly daysToNextOrder: Float64Array;
}

/** The time to predict for, in weeks; its months run faster or slower with the season they fall in. */
export function horizonOf(
	options: ShapingOptions,
	{ timeFactor, season }: Pick<PredictionBasis, 'timeFactor' | 'season'>,
	histories: OrderHistories,
): Horizon {
	const days = options.horizonMonths * daysPerMonth;
	return {
		months: options.horizonMonths,
		monthLength: daysPerMonth / daysPerWeek,
		yearlyDiscount: options.yearlyDiscountPercent / 100,
		discountAt: options.discountAt,
		timeFactor: timeFactor * seasonFactor(season, lastDay(histories), days),
	};
}

/** Predicts orders and spend of customers over the horizon. */
export function predictCustomers(
	basis: PredictionBasis,
	observed: ObservedGroups,
	horizon: Horizon,
): CustomerPredictions {
	return basis.orders === null
		? predictByCohort(basis, observed, horizon)
		: predictByModel(basis, basis.orders, observed, horizon);
}

function emptyPredictions(size: number) {
	return {
		orders: new Float64Array(size),
		probabilityAlive: new Float64Array(size),
		probabilityOfOrder: new Float64Array(size),
		probabilityOfSeveralOrders: new Float64Array(size),
		orderValue: new Float64Array(size),
		spend: new Float64Array(size),
		discountedSpend: new Float64Array(size),
		spendLow: new Float64Array(size).fill(NaN),
		spendHigh: new Float64Array(size).fill(NaN),
		daysToNextOrder: new Float64Array(size).fill(NaN),
	};
}

/** A date is given to customers who will more likely than not order within the horizon. */
const leastProbabilityForDate = 0.5;

function predictByModel(
	basis: PredictionBasis,
	model: NonNullable<PredictionBasis['orders']>,
	{ histories, observation, groups }: ObservedGroups,
	horizon: Horizon,
): CustomerPredictions {
	const size = observation.customers.length;
	const predictions = emptyPredictions(size);
	const batch = predictBatch(model, groups, horizon);
	const factors = factorsOf(basis, { histories, observation, groups }, batch.orders);
	const corrected = (chances: Float64Array, i: number) =>
		correctedChance(chances[groups.groupOf[i]], factors[i]);
	const wanted = new Uint8Array(groups.weight.length);
	for (let i = 0; i < size; i++) {
		const isLikely = corrected(batch.probabilityOfOrder, i) >= leastProbabilityForDate;
		if (isLikely) wanted[groups.groupOf[i]] = 1;
	}
	const nextOrder = medianTimesToNextOrder(model, groups, horizon, (group) => wanted[group] === 1);
	const valueOf = orderValues(basis, histories, observation.customers);
	const rangeOf =
		basis.spend === null
			? null
			: relativeRanges({ model, spend: basis.spend, groups, batch, horizon }, basis.rangeLevels);
	for (let i = 0; i < size; i++) {
		const group = groups.groupOf[i];
		const factor = factors[i];
		const { value, scale } = valueOf(i);
		const orders = factor * batch.orders[group];
		const chance = corrected(batch.probabilityOfOrder, i);
		const spend = orders * value;
		predictions.orders[i] = orders;
		predictions.probabilityAlive[i] = corrected(batch.probabilityAlive, i);
		predictions.probabilityOfOrder[i] = chance;
		predictions.probabilityOfSeveralOrders[i] = severalOf(batch, group, factor, chance);
		predictions.orderValue[i] = value;
		predictions.spend[i] = spend;
		predictions.discountedSpend[i] = factor * batch.discountedOrders[group] * value;
		if (chance >= leastProbabilityForDate) {
			predictions.daysToNextOrder[i] = nextOrder[group] * daysPerWeek;
		}
		if (rangeOf === null) continue;
		const [low, high] = rangeOf(group, factor);
		// The mean of a skewed distribution may lie outside its central range; a range that excludes it would be
		// misleading.
		predictions.spendLow[i] = Math.min(spend, scale * low);
		predictions.spendHigh[i] = Math.max(spend, scale * high);
	}
	return predictions;
}

/** By how much the orders that the model expects of each customer are corrected; 1 without a correction. */
function factorsOf(
	{ correction }: PredictionBasis,
	observed: ObservedGroups,
	orders: Float64Array,
): Float64Array {
	const { groupOf } = observed.groups;
	const factors = new Float64Array(groupOf.length).fill(1);
	if (correction === null) return factors;
	const factorAt = correctionFactors(correction, observed);
	return factors.map((_, i) => factorAt(i, orders[groupOf[i]]));
}

/** The chance of several orders: that of several given one is corrected as that of one. */
function severalOf(
	{ probabilityOfOrder, probabilityOfSeveralOrders }: ReturnType<typeof predictBatch>,
	group: number,
	factor: number,
	chance: number,
): number {
	const several = probabilityOfSeveralOrders[group];
	if (factor === 1 || !(probabilityOfOrder[group] > 0)) return several;
	const given = Math.min(1, several / probabilityOfOrder[group]);
	return chance * correctedChance(given, factor);
}

/**
 * The average of customers of the same age, as counts of a Poisson process; value is the shop's mean.
 *
 * It is the same for every customer of an age, so there is no P(alive), no range and no next date.
 */
function predictByCohort(
	{ averageOrderValue, cohortCurve }: PredictionBasis,
	{ observation }: ObservedGroups,
	horizon: Horizon,
): CustomerPredictions {
	const predictions = emptyPredictions(observation.customers.length);
	predictions.probabilityAlive.fill(NaN);
	for (let i = 0; i < observation.customers.length; i++) {
		const age = observation.customerAge[i] / daysPerWeek;
		let discounted = 0;
		let orders = 0;
		for (let month = 1; month <= horizon.months; month++) {
			const upTo =
				cohortOrdersAt(cohortCurve, age + month * horizon.monthLength) -
				cohortOrdersAt(cohortCurve, age);
			const paidAfter = horizon.discountAt === 'monthEnd' ? month : month - 0.5;
			discounted += (upTo - orders) * (1 + horizon.yearlyDiscount) ** (-paidAfter / 12);
			orders = upTo;
		}
		predictions.orders[i] = orders;
		predictions.probabilityOfOrder[i] = -Math.expm1(-orders);
		predictions.probabilityOfSeveralOrders[i] = Math.max(
			0,
			-Math.expm1(-orders) - orders * Math.exp(-orders),
		);
		predictions.orderValue[i] = averageOrderValue;
		predictions.spend[i] = orders * averageOrderValue;
		predictions.discountedSpend[i] = discounted * averageOrderValue;
	}
	return predictions;
}
