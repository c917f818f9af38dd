import { fitOrderModel } from '../btyd/fitOrderModel';
import type { TransactionFit } from '../btyd/fitTransactions';
import { observeGroups, type ObservedGroups } from '../btyd/observeGroups';
import { daysPerMonth, type Observation, type OrderHistories } from '../btyd/orderHistories';
import { chooseOrderModel, type OrderModelChoice } from './chooseOrderModel';
import { cohortCurve } from './cohortCurve';
import { fitSpend, type ShopSpend } from './fitSpend';
import { fitTimeFactor } from './fitTimeFactor';
import { isLargeEnough } from './isLargeEnough';
import type { ShapingOptions } from './options';

/** All that is learned from a shop's orders. */
export interface ShopFit {
	readonly observed: ObservedGroups;
	/** Null where the shop is too small, or where no model converged. */
	readonly orders: TransactionFit | null;
	readonly choice: OrderModelChoice | null;
	readonly spend: ShopSpend;
	readonly timeFactor: number;
	readonly cohortCurve: number[];
	/** Why there is no order model: a sentence, or null. */
	readonly reasonForNone: string | null;
}

/**
 * Learns order times and order values from a shop's orders, with the model asked for or the best one.
 *
 * Never fails: a shop that is too small, or on which no model converges, comes back without an order model and with the
 * reason; its cohort averages are used then.
 */
export function fitShop(histories: OrderHistories, options: ShapingOptions): ShopFit {
	const observed = observeGroups(histories);
	const { observation } = observed;
	const horizonDays = options.horizonMonths * daysPerMonth;
	const none = {
		observed,
		spend: fitSpend(observed, options.orderValueFrom),
		cohortCurve: cohortCurve(histories),
		...{ orders: null, choice: null, timeFactor: 1 },
	};
	if (!isLargeEnough(observation, options)) {
		return { ...none, reasonForNone: tooFew(observation, options) };
	}
	const choice =
		options.orderModel === 'automatic' ? chooseOrderModel(histories, horizonDays, options) : null;
	const name = options.orderModel === 'automatic' ? choice?.orderModel : options.orderModel;
	const orders = name === undefined ? undefined : fitOrderModel(observed, name);
	if (orders === undefined || !orders.isConverged) {
		const reasonForNone = 'The model of order times did not converge on this shop.';
		return { ...none, choice, reasonForNone };
	}
	return {
		...none,
		orders,
		choice,
		timeFactor: options.recalibrate ? fitTimeFactor(histories, orders, horizonDays) : 1,
		reasonForNone: null,
	};
}

function tooFew({ customers, repeatTransactions }: Observation, options: ShapingOptions): string {
	const repeatBuyers = repeatTransactions.filter((repeats) => repeats > 0).length;
	return `${customers.length} customers with ${repeatBuyers} repeat buyers are too few for a model (it needs ${options.minimumCustomers} and ${options.minimumRepeatBuyers}).`;
}
