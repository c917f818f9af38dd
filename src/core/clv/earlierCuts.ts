import { fitTransactions, type TransactionFit } from '../btyd/fitTransactions';
import { observeGroups, type ObservedGroups } from '../btyd/observeGroups';
import {
	cutHistories,
	daysPerMonth,
	daysPerWeek,
	everyNth,
	ordersWithin,
	type OrderHistories,
} from '../btyd/orderHistories';
import type { TransactionModel } from '../btyd/transactionModel';
import {
	expectedOrdersByGroup,
	type GroupPredictions,
	type Horizon,
	oneStretch,
	ordersByMonth,
	predictBatch,
} from '../btyd/predictBatch';
import { fitSpend } from './fitSpend';
import type { ShopFit } from './fitShop';
import { heldBackDays, historyDays, pastsBefore } from './heldBackDays';
import { isLargeEnough } from './isLargeEnough';
import type { ShapingOptions } from './options';
import { orderValues } from './orderValues';
import type { PredictionBasis } from './predictCustomers';
import { nothingLearned } from './nothingLearned';
import { lastDay, seasonFactor, seasonIndex } from './season';
import { sumOf } from '../stats/sumOf';

/** The shop at an earlier date, with the shop's own kind of model fitted to it, and what then happened. */
export interface EarlierCut {
	readonly observed: ObservedGroups;
	readonly basis: PredictionBasis;
	readonly horizon: Horizon;
	/** By group, up to the horizon. */
	readonly batch: GroupPredictions;
	readonly predictedOrders: number;
	readonly predictedSpend: number;
	readonly actual: { readonly orders: Float64Array; readonly spend: Float64Array };
	readonly months: readonly MonthOfCut[];
}

/** The prediction for a month after an earlier date, and what happened. */
export interface MonthOfCut {
	readonly predictedOrders: number;
	readonly orders: number;
	readonly spend: number;
}

/** What the shop's model would have predicted at earlier dates. */
export interface EarlierCuts {
	/** The days predicted from each date. */
	readonly days: number;
	readonly cuts: readonly EarlierCut[];
}

/** Totals and ranges need no more customers than this. */
const mostCustomers = 20_000;
const fewestDays = 28;

/**
 * Predicts from up to four earlier dates what then happened, with the kind of model that was taken for the shop today.
 *
 * Everything is learned from before each date: order times (same family, same k), order values, season. The days ahead are the
 * horizon, but at most a third of the history. No cuts where there is no model or too little history.
 */
export function earlierCuts(
	histories: OrderHistories,
	{ orders }: ShopFit,
	options: ShapingOptions,
): EarlierCuts {
	const step = Math.ceil(histories.asOfDays.length / mostCustomers);
	const sample = step > 1 ? everyNth(histories, step) : histories;
	const days = heldBackDays(sample, options.horizonMonths * daysPerMonth);
	if (orders === null || days < fewestDays) return { days, cuts: [] };
	const cuts = pastsBefore(historyDays(sample), days).flatMap((before) => {
		const cut = cutAt(sample, orders, options, days, before);
		return cut === undefined ? [] : [cut];
	});
	return { days, cuts };
}

function cutAt(
	histories: OrderHistories,
	{ model }: TransactionFit,
	options: ShapingOptions,
	days: number,
	before: number,
): EarlierCut | undefined {
	const past = cutHistories(histories, days + before);
	const observed = observeGroups(past);
	const { groups, observation } = observed;
	if (!isLargeEnough(observation, options)) return undefined;
	const { family, regularity } = model;
	const fit = fitTransactions(groups, family, regularity, observation.sumOfLogGaps, model);
	if (fit === undefined || !fit.isConverged) return undefined;
	const spend = fitSpend(observed, options.orderValueFrom);
	const season = seasonIndex(past);
	const { from, highestAmount, averageOrderValue } = spend;
	const { returnShare } = model;
	const orderModel = returnShare === undefined ? fit.model : { ...fit.model, returnShare };
	const basis: PredictionBasis = {
		orders: orderModel,
		timeFactor: 1,
		season,
		spend: spend.fit === null ? null : { ...spend.fit.model, from, highestAmount },
		averageOrderValue,
		cohortCurve: [],
		...nothingLearned,
	};
	const months = Math.max(1, Math.round(days / daysPerMonth));
	const timeFactor = seasonFactor(season, lastDay(past), days);
	const horizon = { ...oneStretch(days / daysPerWeek / months, timeFactor), months };
	const actual = ordersWithin(histories, observation.customers, days, before);
	const predicted = ordersByMonth(orderModel, groups, horizon);
	return {
		observed,
		basis,
		horizon,
		batch: predictBatch(orderModel, groups, horizon),
		actual,
		predictedOrders: sumOf(predicted),
		predictedSpend: spendOf(observed, basis, orderModel, horizon),
		months: Array.from(predicted, (predictedOrders, month) => {
			const from = Math.round((month * days) / months);
			const until = Math.round(((month + 1) * days) / months);
			const { customers } = observation;
			const happened = ordersWithin(histories, customers, until - from, before + days - until);
			return { predictedOrders, orders: sumOf(happened.orders), spend: sumOf(happened.spend) };
		}),
	};
}

function spendOf(
	{ groups, histories, observation }: ObservedGroups,
	basis: PredictionBasis,
	model: TransactionModel,
	{ months, monthLength, timeFactor }: Horizon,
): number {
	const orders = expectedOrdersByGroup(model, groups, oneStretch(months * monthLength, timeFactor));
	const valueOf = orderValues(basis, histories, observation.customers);
	return groups.groupOf.reduce((total, group, i) => total + orders[group] * valueOf(i).value, 0);
}

/** The errors of predictions from earlier dates: the mean size of the error of the total, and the errors themselves. */
export interface PastErrors {
	readonly periods: number;
	readonly days: number;
	readonly meanErrorPercent: number;
	readonly lowestPercent: number;
	readonly highestPercent: number;
	/** Of the latest period. */
	readonly latestPercent: number;
}

/** The larger of the errors of total orders and of total spend; null without earlier dates. */
export function pastErrors({ cuts, days }: EarlierCuts): PastErrors | null {
	const kinds = [
		cuts.map((cut) => percentOff(cut.predictedOrders, sumOf(cut.actual.orders))),
		cuts.map((cut) => percentOff(cut.predictedSpend, sumOf(cut.actual.spend))),
	];
	if (cuts.length === 0) return null;
	const [worse] = kinds
		.map((errors) => ({
			periods: errors.length,
			days,
			meanErrorPercent: sumOf(errors.map(Math.abs)) / errors.length,
			lowestPercent: Math.min(...errors),
			highestPercent: Math.max(...errors),
			latestPercent: errors[0],
		}))
		.sort((one, other) => other.meanErrorPercent - one.meanErrorPercent);
	return worse;
}

/** Where nothing happened, any prediction is off by 100%. */
function percentOff(predicted: number, actual: number): number {
	if (actual > 0) return (100 * (predicted - actual)) / actual;
	return predicted >= 0.5 ? 100 : 0;
}
