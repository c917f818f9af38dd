import { poissonDeviance } from '../stats/poissonDeviance';
import { areaUnderCurve, topDecileCapture } from '../stats/rankMeasures';
import { oneStretch } from '../btyd/predictBatch';
import { earlierCuts } from './earlierCuts';
import { basisOf } from './fitClvModel';
import { fitShop } from './fitShop';
import { learnFromCuts } from './learnFromCuts';
import type { ShapingOptions } from './options';
import {
	cutHistories,
	daysPerWeek,
	ordersWithin,
	type OrderHistories,
} from '../btyd/orderHistories';
import { predictCustomers } from './predictCustomers';
import { lastDay, seasonFactor } from './season';
import { transactionModelName } from '../btyd/transactionModel';
import { sumOf } from '../stats/sumOf';

/** How well one way of predicting met what happened; null where it makes no such prediction or there is nothing to compare. */
export interface Accuracy {
	readonly orders: number | null;
	readonly orderErrorPercent: number | null;
	readonly ordersMeanAbsoluteError: number | null;
	readonly ordersRootMeanSquaredError: number | null;
	/** Mean over customers; it weighs predictions of next to nothing for customers who then order. */
	readonly ordersPoissonDeviance: number | null;
	readonly spend: number | null;
	readonly spendErrorPercent: number | null;
	readonly spendMeanAbsoluteError: number | null;
	/** How often someone who ordered was ranked before someone who didn't (area under the ROC curve). */
	readonly auc: number | null;
	/** Share of the spend that came from the tenth ranked best. */
	readonly topDecileCapture: number | null;
}

/** Customers told a similar probability, and how many of them ordered. */
export interface ReliabilityRow {
	readonly fromPercent: number;
	readonly toPercent: number;
	readonly customers: number;
	readonly predictedPercent: number;
	readonly actualPercent: number;
}

/** A prediction of the shop's past against what then happened. */
export interface Backtest {
	readonly days: number;
	readonly customers: number;
	readonly modelName: string;
	readonly actualOrders: number;
	readonly actualSpend: number;
	readonly model: Accuracy;
	/** The orders and spend of the same number of days before, expected again. */
	readonly lastPeriodAgain: Accuracy;
	/** Who ordered last is expected to order first. */
	readonly daysSinceLastOrder: Accuracy;
	readonly reliability: ReliabilityRow[];
	/** What came out, in words. */
	readonly sentences: string[];
	/** The sentences that speak against the model. */
	readonly losses: string[];
}

/**
 * Cuts the history, predicts the days after the cut from what was known then, and compares with what happened.
 *
 * Everything is learned again from before the cut, including the choice of model. Customers who came after it are excluded.
 * Returns undefined where nobody had ordered by then.
 */
export function runBacktest(
	histories: OrderHistories,
	options: ShapingOptions,
	days: number,
): Backtest | undefined {
	if (days < 1) return undefined;
	const past = cutHistories(histories, days);
	const shop = fitShop(past, options);
	const { observation } = shop.observed;
	const size = observation.customers.length;
	if (size === 0) return undefined;
	const inSeason = seasonFactor(shop.season, lastDay(past), days);
	const horizon = oneStretch(days / daysPerWeek, shop.timeFactor * inSeason);
	const earlier = earlierCuts(past, shop, options);
	const basis = basisOf(shop, learnFromCuts(earlier, shop, options));
	const predicted = predictCustomers(basis, shop.observed, horizon);
	const actual = ordersWithin(histories, observation.customers, days);
	const before = ordersWithin(past, observation.customers, days);
	const recency = observation.ageAtLastOrder.map((age, i) => age - observation.customerAge[i]);
	const compare = (orders: Float64Array, spend: Float64Array, likelihood: Float64Array) => ({
		...orderErrors(orders, actual.orders),
		...spendErrors(spend, actual.spend),
		auc: areaUnderCurve(likelihood, actual.orders),
		topDecileCapture: topDecileCapture(spend, actual.spend),
	});
	const test = {
		days,
		customers: size,
		modelName: shop.orders === null ? 'cohort averages' : transactionModelName(shop.orders.model),
		actualOrders: sumOf(actual.orders),
		actualSpend: sumOf(actual.spend),
		model: compare(predicted.orders, predicted.spend, predicted.probabilityOfOrder),
		lastPeriodAgain: compare(before.orders, before.spend, before.orders),
		daysSinceLastOrder: {
			orders: null,
			orderErrorPercent: null,
			ordersMeanAbsoluteError: null,
			ordersRootMeanSquaredError: null,
			ordersPoissonDeviance: null,
			spend: null,
			spendErrorPercent: null,
			spendMeanAbsoluteError: null,
			auc: areaUnderCurve(recency, actual.orders),
			topDecileCapture: topDecileCapture(recency, actual.spend),
		},
		reliability: reliabilityOf(predicted.probabilityOfOrder, actual.orders),
	};
	const findings = inWords(test);
	return {
		...test,
		sentences: findings.map((finding) => finding.sentence),
		losses: findings.filter((finding) => finding.isLoss).map((finding) => finding.sentence),
	};
}

function orderErrors(predicted: Float64Array, actual: Float64Array) {
	const { total, percent, absolute } = errorsOf(predicted, actual);
	let squared = 0;
	let deviance = 0;
	for (let i = 0; i < actual.length; i++) {
		squared += (predicted[i] - actual[i]) ** 2;
		deviance += poissonDeviance(actual[i], predicted[i]);
	}
	return {
		orders: total,
		orderErrorPercent: percent,
		ordersMeanAbsoluteError: absolute,
		ordersRootMeanSquaredError: Math.sqrt(squared / actual.length),
		ordersPoissonDeviance: deviance / actual.length,
	};
}

function spendErrors(predicted: Float64Array, actual: Float64Array) {
	const { total, percent, absolute } = errorsOf(predicted, actual);
	return { spend: total, spendErrorPercent: percent, spendMeanAbsoluteError: absolute };
}

function errorsOf(predicted: Float64Array, actual: Float64Array) {
	const total = sumOf(predicted);
	const happened = sumOf(actual);
	let absolute = 0;
	for (let i = 0; i < actual.length; i++) absolute += Math.abs(predicted[i] - actual[i]);
	return {
		total,
		percent: happened > 0 ? (100 * (total - happened)) / happened : null,
		absolute: absolute / actual.length,
	};
}

function reliabilityOf(probabilities: Float64Array, orders: Float64Array): ReliabilityRow[] {
	const rows = Array.from({ length: 10 }, () => ({ customers: 0, predicted: 0, ordered: 0 }));
	for (let i = 0; i < probabilities.length; i++) {
		const row = rows[Math.min(9, Math.floor(probabilities[i] * 10))];
		row.customers++;
		row.predicted += probabilities[i];
		if (orders[i] > 0) row.ordered++;
	}
	return rows.flatMap((row, i) =>
		row.customers === 0
			? []
			: [
					{
						fromPercent: i * 10,
						toPercent: i * 10 + 10,
						customers: row.customers,
						predictedPercent: (100 * row.predicted) / row.customers,
						actualPercent: (100 * row.ordered) / row.customers,
					},
				],
	);
}

interface Finding {
	readonly sentence: string;
	readonly isLoss: boolean;
}

function inWords(test: Omit<Backtest, 'sentences' | 'losses'>): Finding[] {
	const { model, lastPeriodAgain, daysSinceLastOrder } = test;
	const findings: Finding[] = [];
	const error = model.orderErrorPercent;
	findings.push({
		sentence:
			`Test on the last ${test.days} days, which the model did not see: for ${whole(test.customers)} customers, ${test.modelName} predicted ` +
			`${whole(model.orders)} orders; ${whole(test.actualOrders)} were placed` +
			(error === null
				? '.'
				: ` (${Math.abs(error).toFixed(1)}% too ${error < 0 ? 'few' : 'many'}).`),
		isLoss: false,
	});
	const own = model.spendMeanAbsoluteError;
	const plain = lastPeriodAgain.spendMeanAbsoluteError;
	if (own !== null && plain !== null && plain > 0) {
		const isLoss = own >= plain;
		findings.push({
			sentence:
				`Predicted spend per customer was off by ${own.toFixed(2)} on average. Repeating the spend of the previous ${test.days} days was off by ${plain.toFixed(2)}: the model ` +
				`is ${isLoss ? 'worse' : 'better'} than ${test.days >= 360 && test.days <= 370 ? "last year's spend" : 'the earlier spend'} by ${Math.abs(plain - own).toFixed(2)} (${((100 * Math.abs(plain - own)) / plain).toFixed(0)}%).`,
			isLoss,
		});
	}
	if (model.auc !== null && daysSinceLastOrder.auc !== null) {
		const isLoss = model.auc < daysSinceLastOrder.auc;
		findings.push({
			sentence:
				`Of two customers, the model picks the one who orders again in ${percent(model.auc)} of pairs, and days since the last order alone in ${percent(daysSinceLastOrder.auc)}: ` +
				(isLoss
					? 'plain recency ranks as well or better here, so the model adds amounts and calibrated probabilities but no better ranking.'
					: 'better than plain recency.'),
			isLoss,
		});
	}
	if (model.topDecileCapture !== null && daysSinceLastOrder.topDecileCapture !== null) {
		const isLoss = model.topDecileCapture < daysSinceLastOrder.topDecileCapture;
		findings.push({
			sentence:
				`The 10% of customers predicted to spend the most made ${percent(model.topDecileCapture)} of the spend; ` +
				`the 10% who had ordered most recently made ${percent(daysSinceLastOrder.topDecileCapture)}` +
				(lastPeriodAgain.topDecileCapture === null
					? '.'
					: `, and the 10% who had spent the most made ${percent(lastPeriodAgain.topDecileCapture)}.`),
			isLoss,
		});
	}
	return findings;
}

function whole(value: number | null): string {
	return Math.round(value ?? 0).toLocaleString('en-US');
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)}%`;
}
