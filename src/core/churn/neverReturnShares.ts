import { poolAdjacentViolators } from './poolAdjacentViolators';

/** Order numbers are counted separately up to this one, which includes all above. */
export const highestOrderNumber = 15;

/** How often an n-th order was followed by none for a long time; index 0 is the first order. */
export interface ReturnCounts {
	/** Order days old enough to know. */
	readonly mature: ArrayLike<number>;
	/** Those of them that were not followed by another order in time. */
	readonly notReturned: ArrayLike<number>;
	/** Days from the first mature order to the last. */
	readonly spanDays: number;
}

/** How much history is needed, and the weight of the usual shares. */
export interface ReturnLimits {
	readonly priorWeight: number;
	readonly minimumMatureOrders: number;
	readonly minimumMatureDays: number;
}

/**
 * The share of customers who never return after their n-th order, for n from 1 to 15 (index 0 is the first order).
 *
 * Observed shares are shrunk towards those usual for shops, 7 / (3n + 8), with the weight of `priorWeight` customers,
 * and made non-increasing: a further order can't make leaving more likely. With fewer mature orders than
 * `minimumMatureOrders`, or where these span fewer days than `minimumMatureDays` (a week of orders is a season, not a
 * habit), only the usual shares count.
 */
export function neverReturnShares(counts: ReturnCounts, options: ReturnLimits): number[] {
	const usual = Array.from({ length: highestOrderNumber }, (_, index) => usualShare(index + 1));
	if (matureOrders(counts) < options.minimumMatureOrders) return usual;
	if (counts.spanDays < options.minimumMatureDays) return usual;
	const { priorWeight } = options;
	const weights = usual.map((_, index) => counts.mature[index] + priorWeight);
	const shrunk = usual.map(
		(share, index) => (counts.notReturned[index] + priorWeight * share) / weights[index],
	);
	return poolAdjacentViolators(shrunk, weights);
}

export function matureOrders(counts: ReturnCounts): number {
	let sum = 0;
	for (let index = 0; index < counts.mature.length; index++) sum += counts.mature[index];
	return sum;
}

function usualShare(orderNumber: number): number {
	return 7 / (3 * orderNumber + 8);
}
