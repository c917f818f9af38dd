import { modelVersion } from '../model/modelVersion';
import type { ClvModel } from './clvModel';
import type { ShopFit } from './fitShop';
import { nothingLearned, type LearnedFromCuts } from './nothingLearned';
import type { ShapingOptions } from './options';
import {
	horizonOf,
	predictCustomers,
	type CustomerPredictions,
	type PredictionBasis,
} from './predictCustomers';

/** A model and its predictions for the customers of the run. */
export interface FittedClv {
	readonly model: ClvModel;
	readonly predictions: CustomerPredictions;
}

/** What predictions are made from, as learned of a shop; ranges end at nominal quantiles where none are given. */
export function basisOf(
	{ orders, spend, timeFactor, season, cohortCurve }: ShopFit,
	learned: LearnedFromCuts = nothingLearned,
): PredictionBasis {
	const { fit, from, highestAmount, averageOrderValue } = spend;
	return {
		orders: orders?.model ?? null,
		timeFactor,
		season,
		spend: orders === null || fit === null ? null : { ...fit.model, from, highestAmount },
		averageOrderValue,
		cohortCurve: orders === null ? cohortCurve : [],
		...learned,
	};
}

/** The model that a saved one holds, from what was learned of a shop, with the means of its own predictions. */
export function fitClvModel(
	shop: ShopFit,
	options: ShapingOptions,
	fromCuts: LearnedFromCuts = nothingLearned,
): FittedClv {
	const learned = { options, ...basisOf(shop, fromCuts) };
	const horizon = horizonOf(options, shop, shop.observed.histories);
	const predictions = predictCustomers(learned, shop.observed, horizon);
	const content = {
		...learned,
		meanPredictedSpend: mean(predictions.spend),
		meanPredictedOrderValue: mean(predictions.orderValue),
		meanSpend: Math.max(0, mean(shop.observed.observation.totalSpend)),
	};
	return { model: { kind: 'clv', version: modelVersion(content), ...content }, predictions };
}

function mean(list: Float64Array): number {
	return list.length === 0 ? 0 : list.reduce((sum, value) => sum + value, 0) / list.length;
}
