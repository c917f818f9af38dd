/** Bands of discounts without gaps between them, each with its inclusive upper end in percent. */
const ends = [
	['none', 0],
	['upTo10', 10],
	['upTo20', 20],
	['upTo30', 30],
	['above30', Infinity],
] as const;

export type DiscountBand = (typeof ends)[number][0];

export const discountBands: readonly DiscountBand[] = ends.map(([band]) => band);

/** The names of the bands in sentences. */
export const discountBandNames = {
	none: 'no discount',
	upTo10: 'up to 10%',
	upTo20: 'up to 20%',
	upTo30: 'up to 30%',
	above30: 'above 30%',
} as const satisfies Record<DiscountBand, string>;

/**
 * The band of a discount in percent of the full price; undefined where it is not known.
 *
 * @example discountBandOf(10.1) // 'upTo20'
 */
export function discountBandOf(percent: number): DiscountBand | undefined {
	return ends.find(([, end]) => percent <= end)?.[0];
}
