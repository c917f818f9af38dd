import { observeGroups } from '../btyd/observeGroups';
import { placesIn, type ReadHistories } from '../clv/readHistories';
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
	read: ReadHistories | undefined,
	{ riskCorrection }: ChurnModel,
	options: ChurnOptions,
): (i: number, risk: number) => number {
	if (read === undefined || !isCorrected(riskCorrection, options)) return (_, risk) => risk;
	const observed = observeGroups(read.histories);
	const places = placesIn(read, observed.observation);
	const correct = riskCorrector(riskCorrection, observed);
	return (i, risk) => {
		const place = places[i];
		return place < 0 ? risk : 100 * correct(place, risk / 100);
	};
}

/** Whether a model's correction applies to the risks that the options ask for. */
export function isCorrected(
	correction: ChurnModel['riskCorrection'],
	{ method, probabilityDays }: ChurnOptions,
): correction is NonNullable<ChurnModel['riskCorrection']> {
	return method === 'probability' && correction?.days === probabilityDays;
}
