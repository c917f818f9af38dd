import { z } from 'zod';
import { orderValueSources } from '../btyd/orderAmounts';
import { orderTimesModel } from '../btyd/orderTimesModel';
import { readSavedModel } from '../model/readSavedModel';
import { shapingOptions } from './options';
import { orderCorrection } from './orderCorrection';
import { formerLevels, rangeLevels } from './rangeLevels';

const positive = z.number().positive().finite();
const notNegative = z.number().min(0).finite();

const spend = z.object({
	p: positive,
	q: z.number().gt(1).finite(),
	v: positive,
	/** The order days that customers' means are based on; models saved before this option existed hold repeat orders. */
	from: z.enum(orderValueSources).default('repeatOrders'),
	/** Larger amounts of an order day count as this one; null without heavy tails. */
	highestAmount: positive.nullable().default(null),
});

/**
 * What Predict CLV fits on a base, as plain JSON: the Summary's `model`.
 *
 * Times are in weeks. `orders` is null where the shop is too small for a model; the cohort averages are used then.
 */
export const clvModelSchema = z.object({
	kind: z.literal('clv'),
	version: z.string(),
	options: shapingOptions,
	orders: orderTimesModel.nullable(),
	/** Future time runs this much faster than the past; 1 without recalibration. */
	timeFactor: positive,
	/** How much more or less than usual is ordered in each calendar month, January first; null where that isn't known. */
	season: z.array(positive).length(12).nullable().default(null),
	spend: spend.nullable(),
	rangeLevels: rangeLevels.default(formerLevels),
	/** What the model leaves out, as learned at earlier dates; null where that did not make predictions better. */
	correction: orderCorrection.nullable().default(null),
	/** Mean amount of an order day over the base; used where there is no spend model. */
	averageOrderValue: notNegative,
	/** Orders after the first that an average customer has made by the end of week i after the first order. */
	cohortCurve: z
		.array(notNegative)
		.refine(
			(orders) => orders.every((count, week) => week === 0 || count >= orders[week - 1]),
			'numbers of orders that never fall from week to week',
		),
	/** The account's means, for the bands. */
	meanPredictedSpend: notNegative,
	meanPredictedOrderValue: notNegative,
	meanSpend: notNegative,
});

export type ClvModel = z.output<typeof clvModelSchema>;

/** Reads a saved model: JSON text, an object, or a summary that holds it. Throws where there is none. */
export function readClvModel(given: unknown): ClvModel {
	return readSavedModel('clv', given, clvModelSchema);
}
