import { dateOfDay } from '../customers/days';
import { modelVersion } from '../model/modelVersion';
import { currencyDigits } from '../money/currencyDigits';
import type { CustomersResult, JsonRecord, Notice, OutputRow } from '../result';
import { sortSetAside } from '../sortSetAside';
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
import { bandOf, bands, clvSegmentOf, orderLikelihoodOf, type Band } from './segments';
import { summariseClv } from './summariseClv';

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
		}),
		notices: shop === undefined ? [] : noticesOf(shop, observed, backtest, options),
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
		const prediction = {
			predictedOrders: rounded(predictions.orders[i], chanceDigits),
			probabilityAlive: rounded(predictions.probabilityAlive[i], chanceDigits),
			probabilityOfOrder: rounded(predictions.probabilityOfOrder[i], chanceDigits),
			probabilityOfSeveralOrders: rounded(predictions.probabilityOfSeveralOrders[i], chanceDigits),
			predictedAverageOrderValue: rounded(predictions.orderValue[i], digits + 2),
			predictedSpend: rounded(predictions.spend[i], digits),
			predictedSpendLow: rounded(predictions.spendLow[i], digits),
			predictedSpendHigh: rounded(predictions.spendHigh[i], digits),
			predictedClv: rounded(clv, digits),
			maxAcquisitionCost: rounded(clv / model.options.acquisitionRatio, digits),
			expectedNextOrderAt: Number.isFinite(days)
				? dateOfDay(book.asOfDays[customer] + Math.max(1, Math.ceil(days)))
				: null,
			orderLikelihood,
			predictedSpendBand,
			predictedAovBand: bandOf(predictions.orderValue[i], model.meanPredictedOrderValue),
			clvSegment: clvSegmentOf({
				orderCount: orderCounts[customer],
				spendBand: isBand(spendBand)
					? spendBand
					: bandOf(observation.totalSpend[i], model.meanSpend),
				predictedSpendBand,
				orderLikelihood,
			}),
			clvMethod: model.orders === null ? 'cohortAverage' : 'model',
			clvModelVersion: model.version,
		};
		const explanation = explainClv({
			orderCount: orderCounts[customer],
			daysSinceLastOrder: observation.customerAge[i] - observation.ageAtLastOrder[i],
			horizonMonths: model.options.horizonMonths,
			isFromModel: model.orders !== null,
			prediction,
		});
		// Assigned, not spread: spreading two objects into one is ten times slower.
		const row: JsonRecord = Object.assign({ ...rows[source] }, prediction);
		row.clvExplanation = explanation;
		customers[customer] = { row, source };
	}
	for (let customer = 0; customer < sources.length; customer++) {
		if (customers[customer] !== undefined) continue;
		const source = sources[customer];
		const row: JsonRecord = Object.assign({ ...rows[source] }, nothingPredicted(model.version));
		customers[customer] = { row, source };
	}
	return customers;
}

function isBand(value: unknown): value is Band {
	return bands.some((band) => band === value);
}

/** Rounds to a number of decimals; null for what is not known. */
function rounded(value: number, digits: number): number | null {
	if (!Number.isFinite(value)) return null;
	const scale = 10 ** digits;
	const scaled = Math.round(value * scale);
	return Number.isSafeInteger(scaled) ? scaled / scale : value;
}

/** A customer without orders: there is nothing to predict from. */
function nothingPredicted(version: string): JsonRecord {
	return {
		predictedOrders: null,
		probabilityAlive: null,
		probabilityOfOrder: null,
		probabilityOfSeveralOrders: null,
		predictedAverageOrderValue: null,
		predictedSpend: null,
		predictedSpendLow: null,
		predictedSpendHigh: null,
		predictedClv: null,
		maxAcquisitionCost: null,
		expectedNextOrderAt: null,
		orderLikelihood: null,
		predictedSpendBand: null,
		predictedAovBand: null,
		clvSegment: '',
		clvMethod: 'noOrders',
		clvModelVersion: version,
		clvExplanation: 'No order so far, so there is nothing to predict from.',
	};
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
	const notices: Notice[] = [];
	if (shop.reasonForNone !== null && observation.customers.length > 0) {
		notices.push({
			code: shop.orders === null && shop.choice !== null ? 'notConverged' : 'notEnoughData',
			message: `${shop.reasonForNone} The shop's cohort averages are used: everyone of the same age gets the same prediction.`,
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
				message: `Frequent buyers spend ${correlation > 0 ? 'more' : 'less'} per order here (correlation ${correlation.toFixed(2)}); the spend model takes the two as independent, so their values are drawn too far to the mean.`,
				level: 'info',
			});
		}
	}
	for (const sentence of backtest?.losses ?? []) {
		notices.push({ code: 'losesToBaseline', message: sentence, level: 'warning' });
	}
	if (options.backtest && backtest === undefined && observation.customers.length > 0) {
		notices.push({
			code: 'noBacktest',
			message: 'The history is too short to hold back a part of it.',
			level: 'warning',
		});
	}
	return notices;
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
