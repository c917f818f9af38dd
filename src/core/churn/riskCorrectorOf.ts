import { observeGroups } from '../btyd/observeGroups';
import { readHistories } from '../clv/readHistories';
import type { CustomerTable } from '../customers/customerTable';
import type { ChurnModel } from './churnModel';
import type { ChurnOptions } from './options';
import { riskCorrector } from './riskCorrection';

/**
 * Returns the function that corrects the risk, in points, of customer i.
 *
 * Customers without a readable order history keep the risk that follows from the number of their orders. Nothing is
 * corrected where the model holds no correction, or one for another number of days ahead.
 */
export function riskCorrectorOf(
	table: CustomerTable,
	{ riskCorrection }: ChurnModel,
	{ method, probabilityDays, fieldNames }: ChurnOptions,
): (i: number, risk: number) => number {
	if (method !== 'probability' || riskCorrection?.days !== probabilityDays)
		return (_, risk) => risk;
	const { sources, histories } = readHistories(table, fieldNames);
	const observed = observeGroups(histories);
	const placeOf = new Map(
		Array.from(observed.observation.customers, (customer, place) => [sources[customer], place]),
	);
	const correct = riskCorrector(riskCorrection, observed);
	return (i, risk) => {
		const place = placeOf.get(table.sources[i]);
		return place === undefined ? risk : 100 * correct(place, risk / 100);
	};
}
