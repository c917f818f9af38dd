import type { Baskets } from './baskets';

/** A product that a customer will buy again, and when. */
export interface Reorder {
	readonly product: number;
	/** Day number. */
	readonly dueDay: number;
}

/**
 * The repeat product that a customer is due to buy again first: its last day plus the product's median gap.
 *
 * A product that was due more than a whole gap ago is excluded, because the customer stopped buying it, and so is a
 * blocked one.
 *
 * @param repeatGap days by product number; NaN for products that are not bought again
 */
export function nextReorder(
	{ day, lineStarts, product }: Baskets,
	[start, end]: readonly [start: number, end: number],
	{ repeatGap, isBlocked }: { readonly repeatGap: Float64Array; readonly isBlocked: Uint8Array },
	asOfDay: number,
): Reorder | undefined {
	const seen = new Set<number>();
	let next: Reorder | undefined;
	for (let b = end - 1; b >= start; b--) {
		for (let line = lineStarts[b]; line < lineStarts[b + 1]; line++) {
			const each = product[line];
			const gap = repeatGap[each];
			// A product that the model doesn't know has no gap.
			if (!(gap > 0) || isBlocked[each] === 1 || seen.has(each)) continue;
			seen.add(each);
			const dueDay = day[b] + Math.floor(gap + 0.5);
			if (asOfDay - dueDay > gap) continue;
			const isEarlier =
				next === undefined ||
				dueDay < next.dueDay ||
				(dueDay === next.dueDay && each < next.product);
			if (isEarlier) next = { product: each, dueDay };
		}
	}
	return next;
}
