import { matchIds } from '../customers/matchIds';

/** The position of each customer of one run in the other; −1 where they are missing. */
export interface MatchedRuns {
	/** By current position: the earlier one. */
	readonly thenOf: Int32Array;
	/** By earlier position: the current one. */
	readonly nowOf: Int32Array;
}

/** Matches the customers of two runs; both lists of IDs are in code-unit order, each ID once. */
export function matchRuns(then: readonly string[], now: readonly string[]): MatchedRuns {
	return { thenOf: matchIds(now, then), nowOf: matchIds(then, now) };
}
