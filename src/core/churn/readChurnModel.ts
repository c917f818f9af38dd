import { readClvModel } from '../clv/clvModel';
import { InvalidInputError } from '../../values/invalidInputError';
import { readSavedModel, savedModelKind } from '../model/readSavedModel';
import { churnModel, type ChurnModel } from './churnModel';
import { highestOrderNumber, neverReturnShares } from './neverReturnShares';
import type { ChurnOptions } from './options';

/**
 * Reads the saved model: Churn Check's own, or for the method Probability also one of Predict CLV.
 *
 * A model of Predict CLV has no gaps: the expected gap then comes from the fallback and the customer's own gaps.
 */
export function readChurnModel(options: ChurnOptions): ChurnModel {
	const { savedModel, method } = options;
	if (method === 'probability' && savedModelKind(savedModel) === 'clv') {
		const { orders, timeFactor } = readClvModel(savedModel);
		const nothing = new Int32Array(highestOrderNumber);
		const counts = { mature: nothing, notReturned: nothing, spanDays: 0 };
		return {
			kind: 'churn',
			neverReturnShares: neverReturnShares(counts, options),
			meanGapDays: options.fallbackGapDays,
			recalibration: null,
			maturityDays: options.maturityDays,
			matureOrders: 0,
			orderModel: orders,
			timeFactor,
		};
	}
	const model = readSavedModel('churn', savedModel, churnModel);
	if (method === 'probability' && model.orderModel === undefined) {
		throw new InvalidInputError(
			'savedModel',
			'a model saved with the method Probability, or a model of Predict CLV',
			'a model saved with another method',
		);
	}
	return model;
}
