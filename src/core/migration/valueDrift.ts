import { percentile } from '../stats/percentile';

/** How values are distributed over the tenths of an earlier run. */
export interface ValueShares {
	readonly edges: number[];
	readonly then: number[];
	readonly now: number[];
}

/**
 * The shares of both runs in the tenths of the earlier one.
 *
 * Edges are the nine inner quantiles of the earlier values; equal ones are merged, and a value equal to an edge lies
 * above it.
 */
export function valueShares(then: Float64Array, now: Float64Array): ValueShares {
	const sorted = then.slice().sort();
	const quantiles = Array.from({ length: 9 }, (_, i) => percentile(sorted, (i + 1) / 10));
	const edges = sorted.length === 0 ? [] : [...new Set(quantiles)];
	return { edges, then: sharesBetween(then, edges), now: sharesBetween(now, edges) };
}

function sharesBetween(values: Float64Array, edges: readonly number[]): number[] {
	const counts = new Array<number>(edges.length + 1).fill(0);
	for (const value of values) {
		let place = 0;
		while (place < edges.length && value >= edges[place]) place++;
		counts[place]++;
	}
	return counts.map((count) => (values.length === 0 ? 0 : count / values.length));
}
