import { matchIds } from '../customers/matchIds';

/** Where each customer of one run is in the other; −1: nowhere. */
export interface MatchedRuns {
	/** By place now: the place then. */
	readonly thenOf: Int32Array;
	/** By place then: the place now. */
	readonly nowOf: Int32Array;
}

/** Finds the customers of two runs in each other; both lists of ids are in code-unit order, each id once. */
export function matchRuns(then: readonly string[], now: readonly string[]): MatchedRuns {
	return { thenOf: matchIds(now, then), nowOf: matchIds(then, now) };
}
