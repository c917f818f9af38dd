import { observeGroups } from '../btyd/observeGroups';
import { fitOrders, type FittedOrders } from '../clv/fitOrders';
import { shapingOptions } from '../clv/options';
import type { OrderHistories } from '../btyd/orderHistories';
import { fitRiskCorrection } from './fitRiskCorrection';
import type { ChurnOptions } from './options';
import type { RiskCorrection } from './riskCorrection';

/** How customers order, and what the model's risks miss; null where that did not make them better. */
export interface FittedOrderTimes extends FittedOrders {
	readonly riskCorrection: RiskCorrection | null;
}

/**
 * Fits the order-time model of Predict CLV, within its limits, for the method Probability.
 *
 * A model chosen by name is used as it is; the risks of the automatic one are corrected by earlier dates.
 */
export function fitOrderTimes(
	histories: OrderHistories,
	{ orderModel, probabilityDays }: ChurnOptions,
): FittedOrderTimes {
	const options = { ...shapingOptions.parse({}), orderModel };
	const fitted = fitOrders(histories, observeGroups(histories), options, probabilityDays);
	const isCorrected = orderModel === 'automatic' && fitted.orders !== null;
	const riskCorrection = isCorrected
		? fitRiskCorrection(histories, fitted.orders, probabilityDays, options)
		: null;
	return { ...fitted, riskCorrection };
}
