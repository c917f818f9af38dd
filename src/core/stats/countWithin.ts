/** The greatest number of n customers that is within a share in percent. */
export function countWithin(share: number, n: number): number {
	// The product may fall short of a whole number by rounding, e.g. 1.1% of 1,000.
	return Math.floor((share * n) / 100 + 1e-9);
}
