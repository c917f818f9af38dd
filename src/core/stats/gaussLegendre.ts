/**
 * The positive nodes on [−1, 1] and the weights of the Gauss–Legendre rule with 12 points, which is exact for polynomials
 * up to degree 23.
 *
 * Abramowitz and Stegun 1964, table 25.4.
 */
export const gaussLegendre = [
	{ node: 0.1252334085114689, weight: 0.2491470458134028 },
	{ node: 0.3678314989981802, weight: 0.2334925365383548 },
	{ node: 0.5873179542866175, weight: 0.2031674267230659 },
	{ node: 0.7699026741943047, weight: 0.1600783285433462 },
	{ node: 0.9041172563704749, weight: 0.1069393259953184 },
	{ node: 0.9815606342467193, weight: 0.0471753363865118 },
] as const;
