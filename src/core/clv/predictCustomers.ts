import type { ClvModel } from './clvModel';
import type { ObservedGroups } from '../btyd/observeGroups';
import { cohortOrdersAt } from './cohortCurve';
import { daysPerMonth, type OrderHistories } from '../btyd/orderHistories';
import { orderValues } from './orderValues';
import type { ShapingOptions } from './options';
import { lastDay, seasonFactor } from './season';
import { relativeRanges } from './spendRange';
import { daysPerWeek } from '../btyd/orderHistories';
import { medianTimesToNextOrder, predictBatch, type Horizon } from '../btyd/predictBatch';

/** Everything predictions are made from; a saved model holds it. */
export type PredictionBasis = Pick<
	ClvModel,
	'orders' | 'timeFactor' | 'season' | 'spend' | 'averageOrderValue' | 'cohortCurve' | 'rangeLevels'
>;

/** Predictions per observed customer; amounts are unrounded. NaN where the cohort averages can't say. */
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

/** The time to predict for, in weeks; its months run faster or slower by the season they fall in. */
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

/** A date is given to customers who more likely than not order within the horizon. */
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
	const nextOrder = medianTimesToNextOrder(
		model,
		groups,
		horizon,
		(group) => batch.probabilityOfOrder[group] >= leastProbabilityForDate,
	);
	const valueOf = orderValues(basis, histories, observation.customers);
	const ranges =
		basis.spend === null
			? null
			: relativeRanges({ model, spend: basis.spend, groups, batch, horizon }, basis.rangeLevels);
	for (let i = 0; i < size; i++) {
		const group = groups.groupOf[i];
		const { value, scale } = valueOf(i);
		const spend = batch.orders[group] * value;
		predictions.orders[i] = batch.orders[group];
		predictions.probabilityAlive[i] = batch.probabilityAlive[group];
		predictions.probabilityOfOrder[i] = batch.probabilityOfOrder[group];
		predictions.probabilityOfSeveralOrders[i] = batch.probabilityOfSeveralOrders[group];
		predictions.orderValue[i] = value;
		predictions.spend[i] = spend;
		predictions.discountedSpend[i] = batch.discountedOrders[group] * value;
		predictions.daysToNextOrder[i] = nextOrder[group] * daysPerWeek;
		if (ranges === null) continue;
		// The mean of a skewed distribution may lie outside its middle; a range that leaves it out would mislead.
		predictions.spendLow[i] = Math.min(spend, scale * ranges.low[group]);
		predictions.spendHigh[i] = Math.max(spend, scale * ranges.high[group]);
	}
	return predictions;
}

/**
 * What customers of the same age did on average, as counts of a Poisson process; value is the shop's mean.
 *
 * Says nothing about a single customer, so there is no P(alive), no range and no next date.
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
