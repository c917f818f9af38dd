import { countWithin } from '../stats/countWithin';

/** Shares of customers in percent; the first three count from the top (VIP 10 means the top 10%). */
export interface TierShares {
	readonly champions: number;
	readonly vip: number;
	readonly highValue: number;
	readonly lowValue: number;
}

/**
 * The lowest value of the batch that reached each tier; null where nobody did. Everything below the others is
 * Low-Value.
 */
export interface TierCuts {
	champions: number | null;
	vip: number | null;
	highValue: number | null;
	midTier: number | null;
}

/**
 * Cut points that give every tier its share of the values and never split ties.
 *
 * With ge the share of values ≥ v and le the share ≤ v, v is Champions if ge ≤ the Champions share, else VIP, else
 * High-Value likewise, else Low-Value if le ≤ the Low-Value share, else Mid-Tier. A group of ties enters a tier only if
 * all of it fits, so no tier exceeds its share, and if all values are the same they are Mid-Tier.
 *
 * @param sorted finite values, ascending; at least one
 */
export function fitCuts(sorted: Float64Array, shares: TierShares): TierCuts {
	const n = sorted.length;
	const top = (share: number) => leastOfTop(sorted, countWithin(share, n));
	const cuts = { champions: top(shares.champions), vip: top(shares.vip) };
	const highValue = top(shares.highValue);
	const low = countOfBottom(sorted, countWithin(shares.lowValue, n));
	const firstMid = sorted[low];
	const isMidTaken = low < n && (highValue === null || firstMid < highValue);
	return {
		champions: cuts.champions,
		vip: reachedBelow(cuts.vip, cuts.champions),
		highValue: reachedBelow(highValue, cuts.vip),
		midTier: isMidTaken ? firstMid : null,
	};
}

/** The least value v such that at most `allowed` values are ≥ v; null if even the greatest has too many ties. */
export function leastOfTop(sorted: Float64Array, allowed: number): number | null {
	const n = sorted.length;
	if (allowed === 0) return null;
	if (allowed >= n) return sorted[0];
	const candidate = sorted[n - allowed];
	if (sorted[n - allowed - 1] < candidate) return candidate;
	const next = firstAbove(sorted, candidate);
	return next < n ? sorted[next] : null;
}

/** How many of the lowest values fit into `allowed` places without splitting ties. */
function countOfBottom(sorted: Float64Array, allowed: number): number {
	if (allowed === 0 || allowed >= sorted.length) return allowed;
	const candidate = sorted[allowed - 1];
	return sorted[allowed] > candidate ? allowed : firstAtLeast(sorted, candidate);
}

/** A cut that nobody reaches without also reaching the better tier's is dropped. */
function reachedBelow(cut: number | null, better: number | null): number | null {
	return cut !== null && cut === better ? null : cut;
}

function firstAbove(sorted: Float64Array, value: number): number {
	return bisect(sorted, (candidate) => candidate > value);
}

function firstAtLeast(sorted: Float64Array, value: number): number {
	return bisect(sorted, (candidate) => candidate >= value);
}

function bisect(sorted: Float64Array, applies: (value: number) => boolean): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (applies(sorted[middle])) high = middle;
		else low = middle + 1;
	}
	return low;
}
