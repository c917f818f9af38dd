import { RejectedError } from './errors';

/**
 * Sends a batch and, where the platform refuses it without saying which entry is wrong, halves it until the wrong ones stand alone.
 *
 * @param send sends entries; throws `RejectedError` for a refused batch
 * @param refuse is told of every entry that was refused by itself, or that was left when the requests allowed were used up
 * @param maxRequests bounds the search; 4 · log₂(10,000) finds four wrong rows in a full batch
 */
export async function sendSplitting<Entry>(
	entries: readonly Entry[],
	send: (entries: readonly Entry[]) => Promise<void>,
	refuse: (entries: readonly Entry[], error: RejectedError) => void,
	maxRequests = 60,
): Promise<void> {
	let requests = 0;
	const open: Array<readonly Entry[]> = [entries];
	for (let part = open.pop(); part !== undefined; part = open.pop()) {
		requests++;
		try {
			await send(part);
		} catch (error) {
			if (!(error instanceof RejectedError) || !isAboutEntries(error)) throw error;
			if (part.length === 1 || requests >= maxRequests) {
				refuse(part, error);
				continue;
			}
			const middle = Math.ceil(part.length / 2);
			open.push(part.slice(middle), part.slice(0, middle));
		}
	}
}

/** A missing list or a forbidden audience stays missing for each half. */
function isAboutEntries({ facts }: RejectedError): boolean {
	return facts.status === 400 || facts.status === 413 || facts.status === 422;
}
