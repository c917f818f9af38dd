import { randomInt } from 'node:crypto';

/** Session IDs are below this; Meta allows 63 bits. */
const idLimit = 2 ** 48 - 1;

/**
 * The session that the batches of one upload share: their numbers, which of them is the last, and how many entries Meta
 * has received of each, because Meta's own count is that of the whole session.
 *
 * A batch that Meta refuses has no number: the next one is sent under the same. Where the very last rows are refused
 * for good, the session stays open, and Meta keeps what it has accepted.
 */
export class UploadSession {
	/** Unique within the ad account. */
	readonly id = randomInt(1, idLimit);
	private batches = 0;
	private settled = 0;
	private told = 0;

	constructor(
		/** Rows of the whole upload. */
		private readonly total: number,
	) {}

	/** Returns the session fields of a request with N rows. */
	batchOf(rows: number) {
		return {
			session_id: this.id,
			batch_seq: this.batches + 1,
			last_batch_flag: this.settled + rows >= this.total,
			estimated_num_total: this.total,
		};
	}

	/** Records that Meta has accepted a batch and returns how many of its entries it has received. */
	taken(rows: number, numReceived: number | undefined): number {
		this.batches++;
		this.settled += rows;
		if (numReceived === undefined) {
			this.told += rows;
			return rows;
		}
		const grown = numReceived - this.told;
		this.told = Math.max(this.told, numReceived);
		// A count that has not grown is that of the batch alone.
		return grown > 0 ? grown : numReceived;
	}

	/** Records rows that will not be sent. */
	leftOut(rows: number): void {
		this.settled += rows;
	}
}
