const outcomeStatuses = [
	'sent',
	'accepted',
	'unchanged',
	'skipped',
	'rejected',
	'deferred',
] as const;

export type OutcomeStatus = (typeof outcomeStatuses)[number];

/**
 * What became of one customer.
 *
 * sent: the platform confirmed it; accepted: received, but not confirmed yet; unchanged: already so; skipped: not meant
 * to be sent; rejected: refused by the platform for this customer; deferred: not done in this run, left to the next
 * one.
 */
export interface Outcome {
	readonly status: OutcomeStatus;
	readonly code: string;
	/** The reason as one sentence without personal data. */
	readonly sentence: string;
	/** Further fields of the customer's item. */
	readonly fields?: Readonly<Record<string, string | number | boolean>>;
}

/** Keeps exactly one outcome for every row. */
export class RowLedger {
	private readonly outcomes: Array<Outcome | undefined>;
	private readonly notes = new Map<number, string>();
	private last: Outcome | undefined;

	constructor(readonly size: number) {
		this.outcomes = new Array<Outcome | undefined>(size).fill(undefined);
	}

	/** Writes a row's outcome; a later one replaces an earlier one. */
	set(index: number, { status, code, sentence, fields: own }: Outcome, fields = own) {
		if (index < 0 || index >= this.size) throw new RangeError('The ledger has no such row.');
		// Neighbors mostly share their outcome: a million rows need a handful of objects.
		const { last } = this;
		const isSame =
			last?.sentence === sentence &&
			last.status === status &&
			last.code === code &&
			last.fields === fields;
		this.last = isSame ? last : { status, code, sentence, fields };
		this.outcomes[index] = this.last;
	}

	get(index: number): Outcome | undefined {
		return this.outcomes[index];
	}

	isOpen(index: number): boolean {
		return this.outcomes[index] === undefined;
	}

	/** Adds a sentence to whatever outcome the row will have. */
	note(index: number, sentence: string) {
		this.notes.set(index, sentence);
	}

	noteOf(index: number): string | undefined {
		return this.notes.get(index);
	}

	/** Every row's outcome; rows without one get the one given. */
	close(open: Outcome): Outcome[] {
		return this.outcomes.map((outcome = open, index) => {
			const note = this.notes.get(index);
			return note === undefined ? outcome : { ...outcome, sentence: `${outcome.sentence} ${note}` };
		});
	}
}

/** Counts outcomes by status; every status is present, with 0 where it has none. */
export function countByStatus(outcomes: Iterable<Outcome>): Record<OutcomeStatus, number> {
	const counts = Object.fromEntries(outcomeStatuses.map((status) => [status, 0])) as Record<
		OutcomeStatus,
		number
	>;
	for (const { status } of outcomes) counts[status]++;
	return counts;
}

/** Counts outcomes by code, most frequent first, then by code. */
export function countByCode(outcomes: Iterable<Outcome>): Record<string, number> {
	const counts = new Map<string, number>();
	for (const { code } of outcomes) counts.set(code, (counts.get(code) ?? 0) + 1);
	return Object.fromEntries(
		[...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : a > b ? 1 : 0)),
	);
}
