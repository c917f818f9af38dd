/** Splits a list into batches of at most N entries, in order. */
export function* batchesOf<Entry>(
	entries: readonly Entry[],
	maxCount: number,
): Generator<readonly Entry[]> {
	for (let start = 0; start < entries.length; start += maxCount) {
		yield entries.slice(start, start + maxCount);
	}
}
