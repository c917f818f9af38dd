import { z } from 'zod';
import { orderTimesModel } from '../btyd/orderTimesModel';
import { highestOrderNumber } from './neverReturnShares';
import { riskCorrection } from './riskCorrection';

/** The model that Churn Check fits on a whole base, as the summary's `model` holds it. */
export const churnModel = z.object({
	kind: z.literal('churn'),
	version: z.string().optional(),
	/** Share of customers who never return after the n-th order; index 0 is the first order. */
	neverReturnShares: z
		.array(z.number().gt(0).max(1))
		.length(highestOrderNumber)
		.refine(
			(shares) => shares.every((share, index) => index === 0 || share <= shares[index - 1]),
			'shares that never rise with the number of orders',
		),
	/** The shop's mean gap between two orders of a customer, in days. */
	meanGapDays: z.number().positive().finite(),
	recalibration: z
		.object({ intercept: z.number().finite(), slope: z.number().positive().finite() })
		.nullable(),
	/** H, the days after which an order without a successor counted as the last. */
	maturityDays: z.number().int().min(1),
	/** Orders old enough to know whether another followed. */
	matureOrders: z.number().int().min(0),
	/** How customers order, for the method Probability: null where the base is too small, missing under other methods. */
	orderModel: orderTimesModel.nullable().optional(),
	/** What the model's probabilities miss, for one number of days ahead; null where that did not make them better. */
	riskCorrection: riskCorrection.nullable().optional(),
	/** Future time runs this much faster than the past; only in a model of Predict CLV that follows the trend. */
	timeFactor: z.number().positive().finite().optional(),
});

export type ChurnModel = z.output<typeof churnModel>;
