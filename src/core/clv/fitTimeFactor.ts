import { fitOrderModel, orderModelNameOf } from '../btyd/fitOrderModel';
import type { TransactionFit } from '../btyd/fitTransactions';
import { observeGroups } from '../btyd/observeGroups';
import {
	cutHistories,
	daysPerWeek,
	ordersWithin,
	type OrderHistories,
} from '../btyd/orderHistories';
import { oneStretch, predictBatch } from '../btyd/predictBatch';
import { heldBackDays } from './heldBackDays';
import { lastDay, seasonFactor } from './season';

const strongestFactor = 2;

/**
 * How much faster future time has to run so that the model, fitted before the last days, would have predicted their
 * total.
 *
 * Between a half and twice; 1 where there is nothing to fit it on. All predictions stay consistent, since only the
 * clock is changed. It continues a trend, which helps if the trend lasts; the season of these days is removed.
 */
export function fitTimeFactor(
	histories: OrderHistories,
	orders: TransactionFit,
	horizonDays: number,
	season: readonly number[] | null,
): number {
	const days = heldBackDays(histories, horizonDays);
	const past = observeGroups(cutHistories(histories, days));
	const fit = days > 0 ? fitOrderModel(past, orderModelNameOf(orders.model)) : undefined;
	if (fit === undefined || !fit.isConverged) return 1;
	let actual = 0;
	for (const count of ordersWithin(histories, past.observation.customers, days).orders)
		actual += count;
	const inSeason = seasonFactor(season, lastDay(histories) - days, days);
	const model = { ...fit.model, returnShare: orders.model.returnShare };
	const predicted = (factor: number) => {
		const horizon = oneStretch(days / daysPerWeek, factor * inSeason);
		const batch = predictBatch(model, past.groups, horizon);
		return batch.orders.reduce((sum, count, group) => sum + count * past.groups.weight[group], 0);
	};
	let low = 1 / strongestFactor;
	let high = strongestFactor;
	for (let i = 0; i < 24; i++) {
		const middle = (low + high) / 2;
		if (predicted(middle) < actual) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}
