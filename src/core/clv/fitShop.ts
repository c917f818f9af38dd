import { observeGroups, type ObservedGroups } from '../btyd/observeGroups';
import { daysPerMonth, type OrderHistories } from '../btyd/orderHistories';
import { cohortCurve } from './cohortCurve';
import { fitOrders, type FittedOrders } from './fitOrders';
import { fitSpend, type ShopSpend } from './fitSpend';
import { fitTimeFactor } from './fitTimeFactor';
import type { ShapingOptions } from './options';
import { seasonIndex } from './season';

/** All that is learned from a shop's orders. */
export interface ShopFit extends FittedOrders {
	readonly observed: ObservedGroups;
	readonly spend: ShopSpend;
	readonly timeFactor: number;
	readonly cohortCurve: number[];
	/** Factors of the calendar months; null where the shop is too young to know. */
	readonly season: number[] | null;
}

/**
 * Learns order times and order values from a shop's orders, with the model asked for or the best one.
 *
 * Never fails: a shop that is too small, or on which no model converges, comes back without an order model and with the
 * reason; its cohort averages are used then.
 */
export function fitShop(histories: OrderHistories, options: ShapingOptions): ShopFit {
	const observed = observeGroups(histories);
	const horizonDays = options.horizonMonths * daysPerMonth;
	const fitted = fitOrders(histories, observed, options, horizonDays);
	const { orders } = fitted;
	const season = seasonIndex(histories);
	return {
		...fitted,
		observed,
		spend: fitSpend(observed, options.orderValueFrom),
		timeFactor:
			orders && options.recalibrate ? fitTimeFactor(histories, orders, horizonDays, season) : 1,
		cohortCurve: cohortCurve(histories),
		season,
	};
}
