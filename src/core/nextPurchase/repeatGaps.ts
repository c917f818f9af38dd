import type { PurchaseCounts } from './countPurchases';

/** Days from one purchase to the next of products that enough of their buyers bought again; NaN for the others. */
export function repeatGaps(
	{ buyers, repeatBuyers, ownGap }: Pick<PurchaseCounts, 'buyers' | 'repeatBuyers' | 'ownGap'>,
	repeatPercent: number,
): Float64Array {
	return ownGap.map((gap, a) =>
		buyers[a] > 0 && repeatBuyers[a] * 100 >= repeatPercent * buyers[a] ? gap : NaN,
	);
}
