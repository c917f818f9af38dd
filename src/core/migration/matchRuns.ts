/** Where each customer of one run is in the other; −1: nowhere. */
export interface MatchedRuns {
	/** By place now: the place then. */
	readonly thenOf: Int32Array;
	/** By place then: the place now. */
	readonly nowOf: Int32Array;
}

/** Finds the customers of two runs in each other; both lists of ids are in code-unit order, each id once. */
export function matchRuns(then: readonly string[], now: readonly string[]): MatchedRuns {
	const thenOf = new Int32Array(now.length).fill(-1);
	const nowOf = new Int32Array(then.length).fill(-1);
	let at = 0;
	for (let i = 0; i < now.length; i++) {
		while (at < then.length && then[at] < now[i]) at++;
		if (then[at] !== now[i]) continue;
		thenOf[i] = at;
		nowOf[at] = i;
	}
	return { thenOf, nowOf };
}
