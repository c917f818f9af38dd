import type { JsonRecord } from '../../values/jsonRecord';
import { fitOrderModel } from '../btyd/fitOrderModel';
import { observeGroups } from '../btyd/observeGroups';
import { chooseOrderModel } from '../clv/chooseOrderModel';
import { isLargeEnough } from '../clv/isLargeEnough';
import { shapingOptions } from '../clv/options';
import { readHistories } from '../clv/readHistories';
import type { TransactionModel } from '../btyd/transactionModel';
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
	const { histories } = readHistories(rows, options);
	const observed = observeGroups(histories);
	const limits = shapingOptions.parse({});
	if (!isLargeEnough(observed.observation, limits)) return null;
	const orderModel =
		options.orderModel === 'automatic'
			? chooseOrderModel(histories, options.probabilityDays, limits).orderModel
			: options.orderModel;
	const fit = fitOrderModel(observed, orderModel);
	return fit?.isConverged === true ? fit.model : null;
}
