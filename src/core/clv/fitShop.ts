import { fitOrderModel } from '../btyd/fitOrderModel';
import type { TransactionFit } from '../btyd/fitTransactions';
import { fitGammaGamma, type SpendFit } from '../btyd/gammaGamma';
import { observeGroups, type ObservedGroups } from '../btyd/observeGroups';
import { daysPerMonth, type Observation, type OrderHistories } from '../btyd/orderHistories';
import { chooseOrderModel, type OrderModelChoice } from './chooseOrderModel';
import { cohortCurve } from './cohortCurve';
import { fitTimeFactor } from './fitTimeFactor';
import { isLargeEnough } from './isLargeEnough';
import type { ShapingOptions } from './options';

/** All that is learned from a shop's orders. */
export interface ShopFit {
	readonly observed: ObservedGroups;
	/** Null where the shop is too small, or where no model converged. */
	readonly orders: TransactionFit | null;
	readonly choice: OrderModelChoice | null;
	readonly spend: SpendFit | null;
	readonly timeFactor: number;
	/** Mean amount of an order day. */
	readonly averageOrderValue: number;
	readonly cohortCurve: number[];
	/** Why there is no order model: a sentence, or null. */
	readonly reasonForNone: string | null;
}

/** The fewest repeat buyers with a positive average to fit the spend model on. */
const fewestSpenders = 10;

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
		averageOrderValue: averageOrderValueOf(observation),
		cohortCurve: cohortCurve(histories),
		...{ orders: null, choice: null, spend: null, timeFactor: 1 },
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
		spend: fitSpend(observation),
		timeFactor: options.recalibrate ? fitTimeFactor(histories, orders, horizonDays) : 1,
		reasonForNone: null,
	};
}

function averageOrderValueOf({ repeatTransactions, totalSpend }: Observation): number {
	let orderDays = 0;
	let amount = 0;
	for (let i = 0; i < totalSpend.length; i++) {
		orderDays += repeatTransactions[i] + 1;
		amount += totalSpend[i];
	}
	return orderDays > 0 ? Math.max(0, amount / orderDays) : 0;
}

function fitSpend({ repeatTransactions, averageRepeatValue }: Observation): SpendFit | null {
	const spenders = averageRepeatValue.filter((value) => value > 0).length;
	if (spenders < fewestSpenders) return null;
	const fit = fitGammaGamma(repeatTransactions, averageRepeatValue);
	return fit?.isConverged === true ? fit : null;
}

function tooFew({ customers, repeatTransactions }: Observation, options: ShapingOptions): string {
	const repeatBuyers = repeatTransactions.filter((repeats) => repeats > 0).length;
	return `${customers.length} customers with ${repeatBuyers} repeat buyers are too few for a model (it takes ${options.minimumCustomers} and ${options.minimumRepeatBuyers}).`;
}
