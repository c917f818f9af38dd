import type { OutputFields } from '../customers/resultFields';
import type { JsonRecord } from '../../values/jsonRecord';
import { dateWriter } from '../../values/dateWriter';
import type { ObservedGroups } from '../btyd/observeGroups';
import { currencyDigits } from '../money/currencyDigits';
import type { ClvModel } from './clvModel';
import { explainClv } from './explainClv';
import type { CustomerPredictions } from './predictCustomers';
import type { ReadHistories } from './readHistories';
import { roundOrNull } from '../stats/rounding';
import { bandOf, clvSegmentOf, orderLikelihoodOf, type Band } from './segments';

/** The data that the rows are written from. */
export interface PredictedShop {
	readonly model: ClvModel;
	readonly observed: ObservedGroups;
	readonly predictions: CustomerPredictions;
}

/** Digits of probabilities and of expected order counts. */
const chanceDigits = 4;

/**
 * Writes the prediction of one customer who has ordered into their row.
 *
 * @returns a function of the customer's position in the observation, the band of their spend so far where the row has
 * one, and the row
 */
export function clvJudge(
	{ orderCounts, histories }: ReadHistories,
	{ model, observed: { observation }, predictions }: PredictedShop,
	fields: OutputFields,
): (i: number, ownSpendBand: Band | undefined, row: JsonRecord) => void {
	const { options } = model;
	const digits = currencyDigits(options.currency) ?? 2;
	const margin = options.marginPercent / 100;
	const dateOf = dateWriter();
	return (i, ownSpendBand, row) => {
		const customer = observation.customers[i];
		const prediction = predictionOf(predictions, i, digits, (days) =>
			dateOf(histories.asOfDays[customer] + days),
		);
		const clv = margin * predictions.discountedSpend[i];
		const orderCount = orderCounts[customer];
		const predictedSpendBand = bandOf(predictions.spend[i], model.meanPredictedSpend);
		const spendBand = ownSpendBand ?? bandOf(observation.totalSpend[i], model.meanSpend);
		const orderLikelihood = orderLikelihoodOf(
			predictions.probabilityOfOrder[i],
			predictions.probabilityOfSeveralOrders[i],
			options.likelyFrom,
		);
		row.predictedOrders = prediction.predictedOrders;
		row.probabilityAlive = prediction.probabilityAlive;
		row.probabilityOfOrder = prediction.probabilityOfOrder;
		row.predictedAverageOrderValue = prediction.predictedAverageOrderValue;
		row.predictedSpend = prediction.predictedSpend;
		row.predictedSpendLow = prediction.predictedSpendLow;
		row.predictedSpendHigh = prediction.predictedSpendHigh;
		row.expectedNextOrderAt = prediction.expectedNextOrderAt;
		row.predictedClv = roundOrNull(clv, digits);
		row.maxAcquisitionCost = roundOrNull(
			Math.min(clv / options.acquisitionRatio, margin * predictions.spend[i]),
			digits,
		);
		row.orderLikelihood = orderLikelihood;
		row.clvSegment = clvSegmentOf({ orderCount, spendBand, predictedSpendBand, orderLikelihood });
		row.clvExplanation = explainClv({
			orderCount,
			daysSinceLastOrder: observation.customerAge[i] - observation.ageAtLastOrder[i],
			horizonMonths: options.horizonMonths,
			isFromModel: model.orders !== null,
			digits,
			prediction,
		});
		if (fields === 'essential') return;
		row.probabilityOfSeveralOrders = prediction.probabilityOfSeveralOrders;
		row.predictedSpendBand = predictedSpendBand;
		row.predictedAovBand = bandOf(predictions.orderValue[i], model.meanPredictedOrderValue);
		row.clvMethod = model.orders === null ? 'cohortAverage' : 'model';
		row.clvModelVersion = model.version;
	};
}

/** The numbers of one customer in the form of their row. */
function predictionOf(
	predictions: CustomerPredictions,
	i: number,
	digits: number,
	dateIn: (days: number) => string,
) {
	const days = predictions.daysToNextOrder[i];
	return {
		predictedOrders: roundOrNull(predictions.orders[i], chanceDigits),
		probabilityAlive: roundOrNull(predictions.probabilityAlive[i], chanceDigits),
		probabilityOfOrder: roundOrNull(predictions.probabilityOfOrder[i], chanceDigits),
		probabilityOfSeveralOrders: roundOrNull(
			predictions.probabilityOfSeveralOrders[i],
			chanceDigits,
		),
		predictedAverageOrderValue: roundOrNull(predictions.orderValue[i], digits + 2),
		predictedSpend: roundOrNull(predictions.spend[i], digits),
		predictedSpendLow: roundOrNull(predictions.spendLow[i], digits),
		predictedSpendHigh: roundOrNull(predictions.spendHigh[i], digits),
		expectedNextOrderAt: Number.isFinite(days) ? dateIn(Math.max(1, Math.ceil(days))) : null,
	};
}
