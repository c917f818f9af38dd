import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { dateOfDay } from '../../values/days';
import { rowCopier } from '../customers/rowCopier';
import { modelVersion } from '../model/modelVersion';
import { currencyDigits } from '../money/currencyDigits';
import type { CustomersResult, OutputRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { runBacktest, type Backtest } from './backtest';
import { heldBackDays, observeGroups, type ObservedGroups } from './chooseOrderModel';
import { readClvModel, type ClvModel } from './clvModel';
import { cohortValues } from './cohortValues';
import { explainClv } from './explainClv';
import { daysPerMonth, fitShop, type ShopFit } from './fitShop';
import { shapingOptions, type ClvOptions } from './options';
import type { OrderBook } from './orderBook';
import { horizonOf, predictCustomers, type CustomerPredictions } from './predictCustomers';
import { readOrderBook } from './readOrderBook';
import { roundTo } from './roundTo';
import { bandOf, bands, clvSegmentOf, orderLikelihoodOf, type Band } from './segments';
import { summariseClv } from './summariseClv';
import { transactionModelName } from './transactionModel';

/**
 * Predicts for every customer orders, spend and lifetime value over the horizon, from `orderHistory`.
 *
 * Orders of one day are one. A customer who never ordered gets no prediction (null). With a saved model nothing is learned
 * and the model's own horizon, margin and discount hold, so that one customer gets the number the whole base gave. The
 * parts of a prediction that cohort averages can't give are null.
 */
export function predictClv(rows: readonly JsonRecord[], options: ClvOptions): CustomersResult {
	const read = readOrderBook(rows, options);
	const isFit = options.use === 'fit';
	const shop = isFit ? fitShop(read.book, shapingOptions.parse(options)) : undefined;
	const observed = shop?.observed ?? observeGroups(read.book);
	const { model, predictions } =
		shop === undefined
			? applyModel(readClvModel(options.savedModel), observed)
			: makeModel(shop, options);
	const customers = writeRows(rows, read, observed, predictions, model, options);
	const setAside = sortSetAside(read.setAside);
	const backtest = isFit && options.backtest ? backtestOf(read.book, options, model) : undefined;
	const notices = shop === undefined ? [] : noticesOf(shop, observed, backtest, options);
	return {
		customers,
		setAside,
		summary: summariseClv({
			model,
			shop,
			observed,
			predictions,
			backtest,
			cohorts: shop === undefined ? [] : cohortValues(read.book, observed, model),
			book: read.book,
			setAside,
			customers: customers.length,
			notices,
		}),
		notices,
	};
}

function backtestOf(book: OrderBook, options: ClvOptions, model: ClvModel): Backtest | undefined {
	const days =
		options.backtestDays > 0
			? options.backtestDays
			: heldBackDays(book, options.horizonMonths * daysPerMonth);
	return runBacktest(book, model.options, days);
}

interface Applied {
	readonly model: ClvModel;
	readonly predictions: CustomerPredictions;
}

function applyModel(model: ClvModel, observed: ObservedGroups): Applied {
	const horizon = horizonOf(model.options, model.timeFactor);
	return { model, predictions: predictCustomers(model, observed, horizon) };
}

function makeModel(shop: ShopFit, options: ClvOptions): Applied {
	const shaping = shapingOptions.parse(options);
	const learned = {
		options: shaping,
		orders: shop.orders?.model ?? null,
		timeFactor: shop.timeFactor,
		spend: shop.spend?.model ?? null,
		averageOrderValue: shop.averageOrderValue,
		cohortCurve: shop.orders === null ? shop.cohortCurve : [],
	};
	const predictions = predictCustomers(learned, shop.observed, horizonOf(shaping, shop.timeFactor));
	const content = {
		...learned,
		meanPredictedSpend: mean(predictions.spend),
		meanPredictedOrderValue: mean(predictions.orderValue),
		meanSpend: Math.max(0, mean(shop.observed.observation.totalSpend)),
	};
	return {
		model: { kind: 'clv', version: modelVersion(content), ...content },
		predictions,
	};
}

function mean(list: Float64Array): number {
	return list.length === 0 ? 0 : list.reduce((sum, value) => sum + value, 0) / list.length;
}

/** What a customer gets; null where nothing can be predicted. */
const clvFields = [
	'predictedOrders',
	'probabilityAlive',
	'probabilityOfOrder',
	'probabilityOfSeveralOrders',
	'predictedAverageOrderValue',
	'predictedSpend',
	'predictedSpendLow',
	'predictedSpendHigh',
	'predictedClv',
	'maxAcquisitionCost',
	'expectedNextOrderAt',
	'orderLikelihood',
	'predictedSpendBand',
	'predictedAovBand',
	'clvSegment',
	'clvMethod',
	'clvModelVersion',
	'clvExplanation',
] as const;

/** Digits of probabilities and of expected order counts. */
const chanceDigits = 4;

function writeRows(
	rows: readonly JsonRecord[],
	{ sources, orderCounts, book }: ReturnType<typeof readOrderBook>,
	{ observation }: ObservedGroups,
	predictions: CustomerPredictions,
	model: ClvModel,
	options: ClvOptions,
): OutputRow[] {
	const digits = currencyDigits(model.options.currency) ?? 2;
	const margin = model.options.marginPercent / 100;
	const copyRow = rowCopier(clvFields);
	const dateOf = dateWriter();
	const customers = new Array<OutputRow>(sources.length);
	for (let i = 0; i < observation.customers.length; i++) {
		const customer = observation.customers[i];
		const source = sources[customer];
		const spendBand = rows[source][options.fieldNames.spendBand];
		const clv = margin * predictions.discountedSpend[i];
		const orderLikelihood = orderLikelihoodOf(
			predictions.probabilityOfOrder[i],
			predictions.probabilityOfSeveralOrders[i],
			model.options.likelyFrom,
		);
		const predictedSpendBand = bandOf(predictions.spend[i], model.meanPredictedSpend);
		const days = predictions.daysToNextOrder[i];
		const row = copyRow(rows[source]);
		const prediction = {
			predictedOrders: rounded(predictions.orders[i], chanceDigits),
			probabilityOfOrder: rounded(predictions.probabilityOfOrder[i], chanceDigits),
			predictedAverageOrderValue: rounded(predictions.orderValue[i], digits + 2),
			predictedSpend: rounded(predictions.spend[i], digits),
			predictedSpendLow: rounded(predictions.spendLow[i], digits),
			predictedSpendHigh: rounded(predictions.spendHigh[i], digits),
			expectedNextOrderAt: Number.isFinite(days)
				? dateOf(book.asOfDays[customer] + Math.max(1, Math.ceil(days)))
				: null,
		};
		row.predictedOrders = prediction.predictedOrders;
		row.probabilityAlive = rounded(predictions.probabilityAlive[i], chanceDigits);
		row.probabilityOfOrder = prediction.probabilityOfOrder;
		row.probabilityOfSeveralOrders = rounded(
			predictions.probabilityOfSeveralOrders[i],
			chanceDigits,
		);
		row.predictedAverageOrderValue = prediction.predictedAverageOrderValue;
		row.predictedSpend = prediction.predictedSpend;
		row.predictedSpendLow = prediction.predictedSpendLow;
		row.predictedSpendHigh = prediction.predictedSpendHigh;
		row.predictedClv = rounded(clv, digits);
		row.maxAcquisitionCost = rounded(clv / model.options.acquisitionRatio, digits);
		row.expectedNextOrderAt = prediction.expectedNextOrderAt;
		row.orderLikelihood = orderLikelihood;
		row.predictedSpendBand = predictedSpendBand;
		row.predictedAovBand = bandOf(predictions.orderValue[i], model.meanPredictedOrderValue);
		row.clvSegment = clvSegmentOf({
			orderCount: orderCounts[customer],
			spendBand: isBand(spendBand) ? spendBand : bandOf(observation.totalSpend[i], model.meanSpend),
			predictedSpendBand,
			orderLikelihood,
		});
		row.clvMethod = model.orders === null ? 'cohortAverage' : 'model';
		row.clvModelVersion = model.version;
		row.clvExplanation = explainClv({
			orderCount: orderCounts[customer],
			daysSinceLastOrder: observation.customerAge[i] - observation.ageAtLastOrder[i],
			horizonMonths: model.options.horizonMonths,
			isFromModel: model.orders !== null,
			digits,
			prediction,
		});
		customers[customer] = { row, source };
	}
	for (let customer = 0; customer < sources.length; customer++) {
		if (customers[customer] !== undefined) continue;
		const source = sources[customer];
		const row = copyRow(rows[source]);
		row.clvSegment = '';
		row.clvMethod = 'noOrders';
		row.clvModelVersion = model.version;
		row.clvExplanation = 'No order so far, so there is nothing to predict from.';
		customers[customer] = { row, source };
	}
	return customers;
}

/** Writes dates, each once: a base's next orders fall on few days. */
function dateWriter(): (day: number) => string {
	const dates = new Map<number, string>();
	return (day) => {
		let date = dates.get(day);
		if (date === undefined) {
			date = dateOfDay(day);
			dates.set(day, date);
		}
		return date;
	};
}

function isBand(value: unknown): value is Band {
	return bands.some((band) => band === value);
}

/** Rounds to a number of decimals; null for what is not known. */
function rounded(value: number, digits: number): number | null {
	return Number.isFinite(value) ? roundTo(value, digits) : null;
}

const boundaryWords = {
	noDropout:
		'No drop-out detected: nobody is seen to leave for good, so the answer is a model without drop-out (NBD).',
	equalDropout: 'All customers leave with about the same probability after an order.',
	equalRates: 'All customers order at about the same rate.',
	noRepeats: 'Hardly anyone orders again, so next to nothing is predicted.',
} as const;

function noticesOf(
	shop: ShopFit,
	{ observation }: ObservedGroups,
	backtest: Backtest | undefined,
	options: ClvOptions,
): Notice[] {
	if (observation.customers.length === 0) return [];
	const notices: Notice[] = [howToRead(shop, options)];
	if (shop.reasonForNone !== null) {
		notices.push({
			code: shop.orders === null && shop.choice !== null ? 'notConverged' : 'notEnoughData',
			message: `${shop.reasonForNone} Averages of the shop are used: customers whose first order is equally long ago get the same prediction. To predict for a few customers, use a saved model of the whole base.`,
			level: 'warning',
		});
	}
	const boundary = shop.orders?.boundary;
	if (boundary != null) {
		notices.push({ code: boundary, message: boundaryWords[boundary], level: 'info' });
	}
	if (shop.orders !== null && shop.spend === null) {
		notices.push({
			code: 'noSpendModel',
			message:
				"Too few repeat buyers with a positive average, or amounts that fit no model: everyone gets the shop's mean order value, without a range.",
			level: 'warning',
		});
	}
	if (shop.spend !== null) {
		const correlation = orderValueCorrelation(observation);
		if (Math.abs(correlation) > strongCorrelation) {
			notices.push({
				code: 'valueDependsOnFrequency',
				message: `Frequent buyers spend ${correlation > 0 ? 'more' : 'less'} per order here (correlation ${correlation.toFixed(2)}). The model of spend knows no such link, so what it expects frequent buyers to spend is rather too ${correlation > 0 ? 'low' : 'high'}.`,
				level: 'info',
			});
		}
	}
	for (const sentence of backtest?.sentences ?? []) {
		const isLoss = backtest?.losses.includes(sentence) === true;
		notices.push({
			code: isLoss ? 'losesToBaseline' : 'testedOnThePast',
			message: sentence,
			level: isLoss ? 'warning' : 'info',
		});
	}
	if (options.backtest && backtest === undefined) {
		notices.push({
			code: 'noBacktest',
			message:
				'The orders reach back too short a time to hide a part of them, so "Test on the Past" was left out.',
			level: 'warning',
		});
	}
	return notices;
}

/** What the two most used numbers of this run mean. */
function howToRead(shop: ShopFit, options: ClvOptions): Notice {
	const source =
		shop.orders === null
			? ''
			: ` The numbers come from ${transactionModelName(shop.orders.model)}.`;
	const discount =
		options.yearlyDiscountPercent === 0
			? ''
			: `, counted about ${options.yearlyDiscountPercent} % lower for every year it comes later`;
	return {
		code: 'howToRead',
		message: `predictedSpend is what a customer will spend in the next ${monthsOf(options.horizonMonths)} on average of all such customers; predictedClv is your margin of ${options.marginPercent} % of it${discount}. clvExplanation says it in words for each customer.${source}`,
		level: 'info',
	};
}

function monthsOf(count: number): string {
	return count === 1 ? 'month' : `${count} months`;
}

const strongCorrelation = 0.3;

/** Pearson's correlation of order days and mean value over repeat buyers; 0 where either doesn't vary. */
function orderValueCorrelation({
	repeatTransactions,
	averageRepeatValue,
}: ObservedGroups['observation']): number {
	let n = 0;
	let [meanX, meanY, xx, yy, xy] = [0, 0, 0, 0, 0];
	for (let i = 0; i < repeatTransactions.length; i++) {
		if (!(averageRepeatValue[i] > 0)) continue;
		n++;
		const dx = repeatTransactions[i] - meanX;
		const dy = averageRepeatValue[i] - meanY;
		meanX += dx / n;
		meanY += dy / n;
		xx += dx * (repeatTransactions[i] - meanX);
		yy += dy * (averageRepeatValue[i] - meanY);
		xy += dx * (averageRepeatValue[i] - meanY);
	}
	return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
