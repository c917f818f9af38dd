import { settle } from '../../values/settle';
import { RejectedError } from './errors';

/** Why entries are not sent: refused alone, or in a part that the search did not split further. */
export type GivenUp =
	| { readonly status: 'rejected'; readonly code: string }
	| { readonly status: 'deferred'; readonly code: 'batchRefused' };

/** How a batch is sent, repaired and, in the end, given up. */
export interface SplittingSend<Entry> {
	/** Sends entries; throws `RejectedError` for a refused batch. */
	readonly send: (entries: readonly Entry[]) => Promise<void>;
	/**
	 * Takes out or repairs the entries that the answer points at and returns those to send again; undefined where it
	 * points at none. Has to make progress: fewer entries, or entries with less in them.
	 */
	readonly repair?: (
		entries: readonly Entry[],
		error: RejectedError,
	) => readonly Entry[] | undefined;
	/** Called with entries that are not sent. */
	readonly giveUp: (entries: readonly Entry[], givenUp: GivenUp) => void;
	/** The most requests for the batch, the first one included. */
	readonly maxRequests?: number;
}

/**
 * Number of parts that, all refused alike, show a fault of the request: that many wrong entries would not lie one in
 * each.
 */
const tellingParts = 8;

/**
 * Sends a batch; where the platform refuses the whole of it for some entries, repairs those that the answer points at,
 * and without such a pointer halves the refused parts until each wrong entry is alone.
 *
 * All parts of one size come before their halves, so that the requests go where the wrong entries are: 60 requests find
 * two wrong entries in 10,000 or six in 100 that no pointer names, and leave a few dozen customers around further ones.
 * When the requests are used up, refused parts are not halved any more but deferred.
 *
 * Throws the `RejectedError` of a batch of which every eighth is refused with one code and no pointer: the fault is
 * then in what all entries share, such as a setting. An error that is not about entries is thrown at once.
 */
export async function sendSplitting<Entry>(
	entries: readonly Entry[],
	{ send, repair, giveUp, maxRequests = 60 }: SplittingSend<Entry>,
): Promise<void> {
	let isAnyTold = false;
	let left = maxRequests;
	for (let parts = [entries]; parts.length > 0; ) {
		left -= parts.length;
		const next: Array<readonly Entry[]> = [];
		const sendLater = (pieces: ReadonlyArray<readonly Entry[]>) => {
			if (next.length + pieces.length <= left) next.push(...pieces);
			else giveUp(pieces.flat(), { status: 'deferred', code: 'batchRefused' });
		};
		const refused: Array<{ part: readonly Entry[]; code: string; error: RejectedError }> = [];
		for (const part of parts) {
			const sent = await settle(send(part));
			const error: unknown = sent.status === 'rejected' ? sent.reason : undefined;
			if (error !== undefined && !isAboutEntries(error)) throw error;
			const repaired = error && repair?.(part, error);
			if (error !== undefined && repaired === undefined) {
				refused.push({ part, code: error.facts.code ?? 'unknown', error });
				continue;
			}
			isAnyTold = true;
			if (repaired !== undefined && repaired.length > 0) sendLater([repaired]);
		}
		const isAlike = refused.every(({ code }) => code === refused[0].code);
		if (!isAnyTold && isAlike && refused.length >= tellingParts) throw refused[0].error;
		for (const { part, code } of refused) {
			if (part.length === 1) giveUp(part, { status: 'rejected', code });
			else sendLater(halvesOf(part));
		}
		parts = next;
	}
}

/** Both halves of a part with at least two entries. */
export function halvesOf<Entry>(part: readonly Entry[]): Array<readonly Entry[]> {
	const middle = Math.ceil(part.length / 2);
	return [part.slice(0, middle), part.slice(middle)];
}

/**
 * A missing list or a forbidden audience would fail each half as well; of Meta's codes, only 100 is about what was
 * sent, and of Google's those that point at an entry or have no specific name.
 */
function isAboutEntries(error: unknown): error is RejectedError {
	if (!(error instanceof RejectedError)) return false;
	const { platform, code, status } = error.facts;
	if (platform === 'Meta') return code === '100';
	if (platform === 'Google' && status === 400) {
		return code === 'INVALID_ARGUMENT' || error.faults.some(({ pointer }) => pointer !== undefined);
	}
	return status === 400 || status === 413 || status === 422;
}
