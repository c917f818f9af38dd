import { z } from 'zod';
import type { ObservedGroups } from '../btyd/observeGroups';
import { habitFeatures, habitsOf, shopHabits, type ShopHabits } from './customerHabits';

/** The features of a correction, in this order; all are logs, so that a weight of 1 means proportional. */
export const correctionFeatures = ['predictedOrders', ...habitFeatures] as const;

/** A Poisson regression on top of the expected orders of a model; `constant` + Σ `weights` · feature is the log of its mean. */
export const orderCorrection = z.object({
	constant: z.number().finite(),
	weights: z.array(z.number().finite()).length(correctionFeatures.length),
	/** The share of the correction that is applied: 1 is all of it. */
	blend: z.number().gt(0).max(1),
	/** Keeps the total of the base that it was fitted on. */
	scale: z.number().positive().finite(),
	...shopHabits.shape,
});

export type OrderCorrection = z.output<typeof orderCorrection>;

/** A correction divides or multiplies a prediction by at most this, and adds at most this many orders. */
const mostTimes = 5;
const mostAdded = 0.2;
/** The lower bound of expected orders. */
const leastOrders = 0.003;

/** The features of one customer, by index in the observation, and the orders that a model expects. */
export function featuresOf(
	observed: ObservedGroups,
	shop: ShopHabits,
): (place: number, expected: number) => number[] {
	const habitsAt = habitsOf(observed, shop);
	return (place, expected) => [Math.log(Math.max(leastOrders, expected)), ...habitsAt(place)];
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
