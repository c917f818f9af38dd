import { applyDifference, type AudienceWriter } from '../../audience/applyDifference';
import type { Difference } from '../../audience/difference';
import { setFormer } from '../../audience/joining';
import { outcomeOf } from '../../run/outcomeTable';
import { settle } from '../../../values/settle';
import { createUserList } from '../lists/createUserList';
import { useNotice } from '../lists/listNotices';
import { googleMembership } from '../people/columns';
import { destinationsOf, type Joining } from '../people/joining';
import { noteRequests, type SentBy } from './noteRequests';
import { RequestBook } from './requestBook';
import { sendMembers } from './sendMembers';

/** Creates the list if there is none, sends the difference, and polls its requests. */
export async function sendDifference(
	joining: Joining,
	difference: Difference,
): Promise<Readonly<Record<string, unknown>>> {
	const { input, list, former, rowOf, keysOf, today } = joining;
	const { options, client, ledger, memberships, notices } = input;
	if (list.id === undefined && difference.toSend.length === 0) return { received: 0 };
	const listId = list.id ?? (await create(joining));
	const book = new RequestBook(client, notices, options.waitForGoogleMinutes * 60_000);
	const sent: SentBy = { added: new Map(), removed: new Map() };
	const applied = await settle(
		applyDifference(writerOf(joining, listId, book, sent), difference, {
			platform: 'Google',
			audienceId: listId,
			format: googleMembership,
			ledger,
			former,
			rowOf,
			keysOf,
			today,
			memberships,
			received: 'Received and processed by Google for the audience.',
			setFormer: (member, outcome) => setFormer(joining, member, outcome),
		}),
	);
	if (applied.status === 'fulfilled') await book.follow();
	noteRequests(joining, difference, listId, book, sent);
	book.noticeErrors();
	if (applied.status === 'rejected') throw applied.reason;
	return { received: sent.added.size, audienceId: listId, ...book.facts() };
}

/**
 * Additions that follow a removal wait for it: Google may process requests in another order, and a person known by an
 * old and a new email would be removed.
 */
function writerOf(
	{ input: { options, client, notices } }: Joining,
	listId: string,
	book: RequestBook,
	sent: SentBy,
): AudienceWriter {
	const destinations = destinationsOf(options, listId);
	const validateOnly = false;
	const removals: string[] = [];
	return {
		add: async (members, phase, { onReceived, onRefused, onUnconfirmed }) => {
			if (members.length === 0) return;
			await book.follow(removals);
			if (book.jointState(removals) !== 'done') {
				onUnconfirmed(members, outcomeOf('requestRunning'));
				return;
			}
			await sendMembers(client, members, {
				method: 'ingest',
				frame: { destinations, termsAccepted: options.termsAccepted, validateOnly },
				doing: 'adding to the audience',
				phase,
				notices,
				onAccepted: (part, requestId = '') => {
					book.note(requestId);
					for (const { index } of part) sent.added.set(index, requestId);
					onReceived(part);
				},
				onRefused,
			});
		},
		remove: async (rows, { onReceived, onRefused }) => {
			await sendMembers(client, rows, {
				method: 'remove',
				frame: { destinations, validateOnly },
				doing: 'removing from the audience',
				phase: 'Removing from the audience',
				notices,
				onAccepted: (part, requestId = '') => {
					book.note(requestId);
					removals.push(requestId);
					for (const { former } of part) {
						sent.removed.set(former, [...(sent.removed.get(former) ?? []), requestId]);
					}
					onReceived(part);
				},
				onRefused,
			});
		},
	};
}

/** Creates the list and returns its ID. */
async function create({ input: { options, client, notices }, list }: Joining): Promise<string> {
	const choice = options.audience;
	if (choice.by === 'id') throw new RangeError('A list chosen by ID exists.');
	const id = await createUserList(client, options, choice.name, options);
	notices.push(useNotice(list.name));
	return id;
}
