import { counted } from '../../../values/wording';
import { batchesOf } from '../../http/batches';
import { sendSplitting } from '../../http/sendSplitting';
import { nothing } from '../api/klaviyoClient';
import type { Contact } from '../people/contacts';
import type { ExistingChange, ListInput } from './listState';
import { outcomeOf } from '../../run/outcomeTable';

/** Klaviyo's limit for one removal from a list. */
const mostRemovals = 1000;

/**
 * Removes people from a list and returns how many were removed; one whom Klaviyo refuses doesn't stop the others.
 *
 * @param sentences the outcome's sentence for a customer who was removed
 */
export async function removeMembers(
	{ client, ledger, notices }: ListInput,
	{ list, toRemove, strangersToRemove }: ExistingChange,
	sentences: ReadonlyMap<Contact, string>,
): Promise<number> {
	const leaving: Array<readonly [Contact | undefined, string]> = [
		...toRemove,
		...strangersToRemove.map((id) => [undefined, id] as const),
	];
	let done = 0;
	let gone = 0;
	let strangersLeft = 0;
	for (const batch of batchesOf(leaving, mostRemovals)) {
		await sendSplitting(batch, {
			send: async (part) => {
				const body = JSON.stringify({ data: part.map(([, id]) => ({ type: 'profile', id })) });
				await client.call('remove_profiles_from_list', { id: list.id, body }, nothing);
				gone += part.length;
				for (const [contact] of part) {
					if (contact === undefined || !ledger.isOpen(contact.index)) continue;
					ledger.set(contact.index, outcomeOf('sent', sentences.get(contact) ?? 'Removed.'));
				}
			},
			giveUp: (part, { status, code }) => {
				for (const [contact] of part) {
					if (contact === undefined) strangersLeft++;
					else ledger.set(contact.index, { status, code, sentence: notRemoved(list.name, code) });
				}
			},
		});
		done += batch.length;
		client.context.onProgress?.({
			phase: `Removing from "${list.name}"`,
			done,
			total: leaving.length,
		});
	}
	if (strangersLeft > 0) {
		notices.push({
			code: 'removalsRefused',
			message: `Klaviyo refused to remove ${counted(strangersLeft, 'member')} of "${list.name}" who ${strangersLeft === 1 ? 'is' : 'are'} not among the customers. Run again; if it happens again, remove them in Klaviyo.`,
			level: 'warning',
		});
	}
	return gone;
}

const notRemoved = (list: string, code: string) =>
	`Klaviyo refused to remove this customer from "${list}", or a batch of removals with them in it (${code}). Run again.`;
