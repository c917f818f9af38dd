/** What one request may carry. */
export interface BatchLimits {
	readonly maxCount: number;
	readonly maxBytes: number;
	/** Bytes that every request has besides its entries. */
	readonly overheadBytes?: number;
	/** Bytes between two entries; 1 for the comma of JSON. */
	readonly separatorBytes?: number;
}

/**
 * Cuts a sequence into batches that keep to a number of entries and a number of bytes, in order and none longer than needed.
 *
 * An entry that is above the byte limit by itself gets a batch of its own: it is for the caller to keep such entries out.
 */
export function* batchesOf<Entry>(
	entries: Iterable<Entry>,
	limits: BatchLimits,
	bytesOf: (entry: Entry) => number,
): Generator<Entry[]> {
	const { maxCount, maxBytes, overheadBytes = 0, separatorBytes = 1 } = limits;
	let batch: Entry[] = [];
	let bytes = overheadBytes;
	for (const entry of entries) {
		const size = bytesOf(entry) + separatorBytes;
		if (batch.length > 0 && (batch.length >= maxCount || bytes + size > maxBytes)) {
			yield batch;
			batch = [];
			bytes = overheadBytes;
		}
		batch.push(entry);
		bytes += size;
	}
	if (batch.length > 0) yield batch;
}

/** Bytes of a text in UTF-8. */
export function utf8Bytes(text: string): number {
	return Buffer.byteLength(text, 'utf8');
}
