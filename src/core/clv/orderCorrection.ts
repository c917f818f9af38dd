import { z } from 'zod';
import type { ObservedGroups } from '../btyd/observeGroups';
import { median } from '../stats/median';

/** The features of a correction, in this order; all are logs, so that a weight of 1 means proportional. */
export const correctionFeatures = [
	'predictedOrders',
	'daysSinceLastOrder',
	'repeatOrders',
	'gapsSinceLastOrder',
	'ordersIn30Days',
	'ordersIn90Days',
	'totalSpend',
	'customerAge',
] as const;

/** A Poisson regression on top of the expected orders of a model; `constant` + Σ `weights` · feature is the log of its mean. */
export const orderCorrection = z.object({
	constant: z.number().finite(),
	weights: z.array(z.number().finite()).length(correctionFeatures.length),
	/** The share of the correction that is applied: 1 is all of it. */
	blend: z.number().gt(0).max(1),
	/** Keeps the total of the base that it was fitted on. */
	scale: z.number().positive().finite(),
	/** The shop's medians, for customers without a gap and as the unit of spend. */
	typicalGapDays: z.number().positive().finite(),
	typicalSpend: z.number().positive().finite(),
});

export type OrderCorrection = z.output<typeof orderCorrection>;

/** A correction divides or multiplies a prediction by at most this, and adds at most this many orders. */
const mostTimes = 5;
const mostAdded = 0.2;
/** The lower bound of expected orders. */
const leastOrders = 0.003;

/** The shop's medians, the units of the features. */
export function typicalOf({
	histories: { starts, days },
	observation: { customers, totalSpend },
}: ObservedGroups): Pick<OrderCorrection, 'typicalGapDays' | 'typicalSpend'> {
	const gaps: number[] = [];
	for (const customer of customers) {
		const last = starts[customer + 1] - 1;
		if (last > starts[customer]) gaps.push(days[last] - days[last - 1]);
	}
	return {
		typicalGapDays: gaps.length === 0 ? 30 : Math.max(7, median(gaps)),
		typicalSpend: totalSpend.length === 0 ? 1 : Math.max(0.01, median(totalSpend)),
	};
}

/** The features of one customer, by index in the observation, and the orders that a model expects. */
export function featuresOf(
	{ histories, observation }: ObservedGroups,
	{ typicalGapDays, typicalSpend }: Pick<OrderCorrection, 'typicalGapDays' | 'typicalSpend'>,
): (place: number, expected: number) => number[] {
	const { customers, repeatTransactions, ageAtLastOrder, customerAge, totalSpend } = observation;
	const { starts, days, asOfDays } = histories;
	return (place, expected) => {
		const customer = customers[place];
		const repeats = repeatTransactions[place];
		const silence = customerAge[place] - ageAtLastOrder[place];
		const gap = repeats > 0 ? ageAtLastOrder[place] / repeats : typicalGapDays;
		let inThirty = 0;
		let inNinety = 0;
		for (let order = starts[customer + 1] - 1; order >= starts[customer]; order--) {
			const ago = asOfDays[customer] - days[order];
			if (ago >= 90) break;
			inNinety++;
			if (ago < 30) inThirty++;
		}
		return [
			Math.log(Math.max(leastOrders, expected)),
			Math.log1p(silence),
			Math.log1p(repeats),
			Math.log1p(silence / Math.max(1, gap)),
			Math.log1p(inThirty),
			Math.log1p(inNinety),
			Math.log1p(Math.max(0, totalSpend[place]) / typicalSpend),
			Math.log1p(customerAge[place]),
		];
	};
}

/** The orders that the regression alone expects, before scaling and blending. */
export function regressedOrders(
	{ constant, weights }: Pick<OrderCorrection, 'constant' | 'weights'>,
	features: readonly number[],
	expected: number,
): number {
	const log = weights.reduce((sum, weight, i) => sum + weight * features[i], constant);
	return Math.min(mostTimes * expected + mostAdded, Math.max(expected / mostTimes, Math.exp(log)));
}

/** The ratio of a customer's corrected orders to the orders that the model expects; 1 where it expects none. */
export function correctionFactors(
	correction: OrderCorrection,
	observed: ObservedGroups,
): (place: number, expected: number) => number {
	const { blend, scale } = correction;
	const featuresAt = featuresOf(observed, correction);
	return (place, expected) => {
		if (!(expected > 0)) return 1;
		const regressed = regressedOrders(correction, featuresAt(place, expected), expected);
		return 1 - blend + (blend * scale * regressed) / expected;
	};
}

/**
 * A probability after its expected orders were multiplied by a factor: 1 − (1 − chance)^factor, as for a Poisson count.
 *
 * It stays between 0 and 1, and the order of probabilities is kept.
 */
export function correctedChance(chance: number, factor: number): number {
	return factor === 1 ? chance : -Math.expm1(factor * Math.log1p(-chance));
}
