import { median } from '../stats/median';
import type { BasketIndex, Baskets } from './baskets';
import { follower } from './countPurchases';
import type { Pairs } from './pairTable';
import type { TierOfCustomers } from './tierSales';

/** More about the pairs of a table, by entry of `Pairs`. */
export interface TransitionDetails {
	/** Median days between the two baskets. */
	readonly medianDays: Float64Array;
	/** Of each tier, how often the pair was seen. */
	readonly supportByTier: readonly Uint32Array[];
	/** Of each tier, the pairs of baskets whose first has product A. */
	readonly beforeByTier: readonly Uint32Array[];
}

/** Visits the baskets once more for the figures that are only needed of kept pairs. */
export function transitionDetails(
	baskets: Baskets,
	index: BasketIndex,
	followers: Uint8Array,
	next: Pairs,
	tiers: TierOfCustomers,
): TransitionDetails {
	const { customerOf, day, lineStarts, product, products } = baskets;
	const details = {
		medianDays: new Float64Array(next.to.length),
		supportByTier: tiers.names.map(() => new Uint32Array(next.to.length)),
		beforeByTier: tiers.names.map(() => new Uint32Array(products.length)),
	};
	const entryOf = new Int32Array(products.length).fill(-1);
	// The gaps of each entry are contiguous: as many as its support.
	const gapStarts = new Uint32Array(next.to.length + 1);
	for (let entry = 0; entry < next.to.length; entry++)
		gapStarts[entry + 1] = gapStarts[entry] + next.support[entry];
	const gaps = new Int32Array(gapStarts[next.to.length]);
	const nextGap = gapStarts.slice();
	for (let a = 0; a < products.length; a++) {
		const [start, end] = [next.starts[a], next.starts[a + 1]];
		if (start === end) continue;
		for (let entry = start; entry < end; entry++) entryOf[next.to[entry]] = entry;
		for (let at = index.starts[a]; at < index.starts[a + 1]; at++) {
			const b = index.basket[at];
			if (followers[b] === follower.none) continue;
			const tier = tiers.of[customerOf[b]];
			if (tier >= 0) details.beforeByTier[tier][a]++;
			for (let line = lineStarts[b + 1]; line < lineStarts[b + 2]; line++) {
				const entry = entryOf[product[line]];
				if (entry < 0) continue;
				gaps[nextGap[entry]++] = day[b + 1] - day[b];
				if (tier >= 0) details.supportByTier[tier][entry]++;
			}
		}
		for (let entry = start; entry < end; entry++) {
			entryOf[next.to[entry]] = -1;
			details.medianDays[entry] = median(gaps.subarray(gapStarts[entry], gapStarts[entry + 1]));
		}
	}
	return details;
}
