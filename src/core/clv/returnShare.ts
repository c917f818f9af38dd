import type { ObservedGroups } from '../btyd/observeGroups';
import { daysPerWeek } from '../btyd/orderHistories';
import { expectedOrdersByGroup, oneStretch } from '../btyd/predictBatch';
import type { TransactionModel } from '../btyd/transactionModel';
import { poissonDeviance } from '../stats/poissonDeviance';

/** The shop at an earlier date, the model fitted to it, and the orders of each of its customers afterwards. */
export interface FittedPast {
	readonly observed: ObservedGroups;
	readonly model: TransactionModel;
	readonly actual: Float64Array;
}

const shares = [0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3];
/** A share must reduce the deviance by at least this much, and may raise the other errors by at most these. */
const leastGain = 0.01;
const mostAbsoluteLoss = 0.015;
const mostSquaredLoss = 0.01;

/**
 * Fits the share of the seemingly lost customers who come back, from such customers at earlier dates.
 *
 * The models take a long silence for leaving, with hardly any doubt where a customer ordered often; but some only
 * paused, and then a prediction of almost nothing misses all of their orders. The result is the share with the lowest
 * Poisson deviance, if that falls by 1% or more while the mean absolute error rises by at most 1.5% and the root mean
 * squared error by at most 1%; else 0.
 */
export function learnReturnShare(pasts: readonly FittedPast[], days: number): number {
	const predicted = pasts.map(({ observed: { groups }, model, actual }) => {
		const ordersWith = (returnShare: number) =>
			expectedOrdersByGroup({ ...model, returnShare }, groups, oneStretch(days / daysPerWeek));
		return { groupOf: groups.groupOf, actual, without: ordersWith(0), active: ordersWith(1) };
	});
	const [without, ...others] = shares.map((share) => {
		const errors = { absolute: 0, squared: 0, deviance: 0 };
		for (const past of predicted) {
			for (let i = 0; i < past.actual.length; i++) {
				const group = past.groupOf[i];
				const orders = past.without[group] + share * (past.active[group] - past.without[group]);
				const error = orders - past.actual[i];
				errors.absolute += Math.abs(error);
				errors.squared += error * error;
				errors.deviance += poissonDeviance(past.actual[i], orders);
			}
		}
		return { share, ...errors };
	});
	let best = { share: 0, deviance: (1 - leastGain) * without.deviance };
	for (const one of others) {
		const isDearer =
			one.absolute > (1 + mostAbsoluteLoss) * without.absolute ||
			one.squared > (1 + mostSquaredLoss) ** 2 * without.squared;
		if (!isDearer && one.deviance < best.deviance) best = one;
	}
	return best.share;
}
