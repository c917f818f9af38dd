import { settle } from '../../../values/settle';
import { RejectedError } from '../../http/errors';
import type { Outcome, RowLedger } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import { poll, shortOf } from '../api/jobs';
import { nothing, type KlaviyoClient } from '../api/klaviyoClient';
import { sendSingly } from '../imports/sendSingly';
import { refusalOfProfile } from '../outcomeSentences';

/** One profile to delete. */
export interface Deletion {
	readonly profileId: string;
	/** Indexes of the rows of its customer. */
	readonly indexes: readonly number[];
}

const accepted = outcomeOf(
	'notVisibleYet',
	'Klaviyo accepted the deletion; the profile still showed when the run ended. Run again later to see.',
);
const deleted = outcomeOf('deleted', 'Profile deleted for good.');

/**
 * Requests the deletion of profiles, one request each, and polls until they are gone; returns how many are.
 *
 * A customer with several profiles is deleted when all of them are gone, and open while one was not requested.
 * Requesting twice deletes no more than requesting once.
 */
export async function sendDeletions(
	client: KlaviyoClient,
	ledger: RowLedger,
	deletions: readonly Deletion[],
	{ followMs }: { readonly followMs: number },
): Promise<{ profilesDeleted: number; deletionsAccepted: number }> {
	const book = new DeletionBook(ledger, deletions);
	let open: Deletion[] = [];
	await sendSingly(client, deletions, {
		phase: 'Deleting profiles',
		send: async (deletion) => {
			await client.call('request_profile_deletion', { body: bodyOf(deletion) }, nothing);
			open.push(deletion);
			book.note(deletion, accepted);
		},
		refuse: (deletion, code) =>
			book.note(deletion, { status: 'rejected', code, sentence: refusalOfProfile(code) }),
	});
	const sent = open.length;
	if (sent > 0) {
		await poll(client.context, { firstPauseMs: 2000, forMs: shortOf(followMs) }, async () => {
			const still: Deletion[] = [];
			for (const deletion of open) {
				if (await isGone(client, deletion)) book.note(deletion, deleted);
				else still.push(deletion);
			}
			open = still;
			return open.length === 0;
		});
	}
	return { profilesDeleted: sent - open.length, deletionsAccepted: sent };
}

function bodyOf({ profileId }: Deletion): string {
	const profile = { data: { type: 'profile', id: profileId, attributes: {} } };
	return JSON.stringify({ data: { type: 'data-privacy-deletion-job', attributes: { profile } } });
}

async function isGone(client: KlaviyoClient, { profileId }: Deletion): Promise<boolean> {
	const query = { 'fields[profile]': 'created' };
	const read = await settle(client.call('get_profile', { id: profileId, query }, nothing));
	if (read.status === 'fulfilled') return false;
	const error: unknown = read.reason;
	if (error instanceof RejectedError && error.facts.status === 404) return true;
	throw error;
}

/** Writes the outcomes of customers: a customer with several profiles gets the worst of theirs. */
class DeletionBook {
	private readonly outcomes = new Map<Deletion, Outcome>();
	private readonly deletionsAt = new Map<number, Deletion[]>();

	constructor(
		private readonly ledger: RowLedger,
		deletions: readonly Deletion[],
	) {
		for (const deletion of deletions) {
			for (const index of deletion.indexes) {
				this.deletionsAt.set(index, [...(this.deletionsAt.get(index) ?? []), deletion]);
			}
		}
	}

	note(deletion: Deletion, outcome: Outcome): void {
		this.outcomes.set(deletion, outcome);
		for (const index of deletion.indexes) {
			const all = (this.deletionsAt.get(index) ?? []).map((each) => this.outcomes.get(each));
			const worst =
				all.find((each) => each?.status === 'rejected') ??
				(all.includes(undefined) ? undefined : (all.find((each) => each === accepted) ?? deleted));
			if (worst !== undefined) this.ledger.set(index, worst);
		}
	}
}
