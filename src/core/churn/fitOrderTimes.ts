import type { JsonRecord } from '../../values/jsonRecord';
import {
	chooseOrderModel,
	fitOrderModel,
	isLargeEnough,
	observeGroups,
} from '../clv/chooseOrderModel';
import { shapingOptions } from '../clv/options';
import { readOrderBook } from '../clv/readOrderBook';
import type { TransactionModel } from '../clv/transactionModel';
import type { ChurnOptions } from './options';

/**
 * Fits the model of when customers order that Predict CLV fits, for the method Probability.
 *
 * Null where the base is too small for one (Predict CLV's limits) or none converges.
 */
export function fitOrderTimes(
	rows: readonly JsonRecord[],
	options: ChurnOptions,
): TransactionModel | null {
	const { book } = readOrderBook(rows, options);
	const observed = observeGroups(book);
	const limits = shapingOptions.parse({});
	if (!isLargeEnough(observed.observation, limits)) return null;
	const orderModel =
		options.orderModel === 'automatic'
			? chooseOrderModel(book, options.probabilityDays, limits).orderModel
			: options.orderModel;
	const fit = fitOrderModel(observed, orderModel);
	return fit?.isConverged === true ? fit.model : null;
}
