import { RejectedError } from './errors';

/** How a batch is sent, mended and, in the end, given up. */
export interface SplittingSend<Entry> {
	/** Sends entries; throws `RejectedError` for a refused batch. */
	readonly send: (entries: readonly Entry[]) => Promise<void>;
	/**
	 * Takes out or mends the entries that the answer points at and gives those to send again; undefined where it points at none.
	 * Has to make progress: fewer entries, or entries with less in them.
	 */
	readonly mend?: (entries: readonly Entry[], error: RejectedError) => readonly Entry[] | undefined;
	/** Is told of entries that are not sent: one that was refused by itself, or several when the requests are used up. */
	readonly giveUp: (entries: readonly Entry[], error: RejectedError) => void;
	/** Bounds the search; 60 find four wrong rows that no pointer names in a batch of 10,000. */
	readonly maxRequests?: number;
}

/**
 * Sends a batch; where the platform refuses all of it for some, mends those the answer points at, and without such a pointer
 * halves the batch until the wrong ones stand alone.
 */
export async function sendSplitting<Entry>(
	entries: readonly Entry[],
	{ send, mend, giveUp, maxRequests = 60 }: SplittingSend<Entry>,
): Promise<void> {
	const open: Array<readonly Entry[]> = [entries];
	let requests = 0;
	for (let part = open.pop(); part !== undefined; part = open.pop()) {
		requests++;
		const [sent] = await Promise.allSettled([send(part)]);
		if (sent.status === 'fulfilled') continue;
		const error: unknown = sent.reason;
		if (!(error instanceof RejectedError) || !isAboutEntries(error)) throw error;
		const mended = mend?.(part, error);
		if (mended !== undefined && requests < maxRequests) {
			if (mended.length > 0) open.push(mended);
		} else if (part.length === 1 || requests >= maxRequests) {
			giveUp(mended ?? part, error);
		} else {
			const middle = Math.ceil(part.length / 2);
			open.push(part.slice(middle), part.slice(0, middle));
		}
	}
}

/** A missing list or a forbidden audience stays missing for each half; of Meta's codes, 100 alone is about what was sent. */
function isAboutEntries({ facts }: RejectedError): boolean {
	if (facts.platform === 'Meta') return facts.code === '100';
	return facts.status === 400 || facts.status === 413 || facts.status === 422;
}
