import { observeGroups, type ObservedGroups } from '../btyd/observeGroups';
import { daysPerMonth, type OrderHistories } from '../btyd/orderHistories';
import { cohortCurve } from './cohortCurve';
import { fitOrders, type FittedOrders } from './fitOrders';
import { fitSpend, type ShopSpend } from './fitSpend';
import { fitTimeFactor } from './fitTimeFactor';
import type { ShapingOptions } from './options';
import { seasonIndex } from './season';

/** Everything that is fitted on a shop's orders. */
export interface ShopFit extends FittedOrders {
	readonly observed: ObservedGroups;
	readonly spend: ShopSpend;
	readonly timeFactor: number;
	readonly cohortCurve: number[];
	/** Factors of the calendar months; null where the history is too short. */
	readonly season: number[] | null;
}

/**
 * Fits order times and order values on a shop's orders, with the requested model or the best one.
 *
 * Never fails: for a shop that is too small, or on which no model converges, the result has no order model but the
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
