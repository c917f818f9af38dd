import { observeGroups } from '../btyd/observeGroups';
import { fitOrders, type FittedOrders } from '../clv/fitOrders';
import { shapingOptions } from '../clv/options';
import { readHistories } from '../clv/readHistories';
import type { CustomerTable } from '../customers/customerTable';
import type { ChurnOptions } from './options';

/** Fits the order-time model of Predict CLV, within its limits, for the method Probability. */
export function fitOrderTimes(
	table: CustomerTable,
	{ fieldNames, orderModel, probabilityDays }: ChurnOptions,
): FittedOrders {
	const { histories } = readHistories(table, fieldNames);
	const options = { ...shapingOptions.parse({}), orderModel };
	return fitOrders(histories, observeGroups(histories), options, probabilityDays);
}
