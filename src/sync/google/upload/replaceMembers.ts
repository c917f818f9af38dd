import { z } from 'zod';
import type { Difference } from '../../audience/difference';
import { leavingIn, setFormer } from '../../audience/joining';
import { settle } from '../../../values/settle';
import { outcomeOf } from '../../run/outcomeTable';
import { googleMembership } from '../people/columns';
import { destinationsOf, type Joining } from '../people/joining';
import { openOutcome } from './noteRequests';
import { RequestBook } from './requestBook';
import { requestText } from './requestText';
import { sendMembers } from './sendMembers';

/**
 * Replaces all members of a list: sends those wanted, waits as long as allowed for Google to process them, then removes
 * everybody who was added before the first of them was sent.
 *
 * Nobody is removed where a request failed: the list would lose customers who belong in it. Google's own clock is used,
 * because n8n's may be ahead of it.
 */
export async function replaceMembers(
	joining: Joining,
	listId: string,
	difference: Difference,
): Promise<Readonly<Record<string, unknown>>> {
	const { input } = joining;
	const { options, client, notices } = input;
	const before = client.serverTime();
	const book = new RequestBook(client, notices, options.waitForGoogleMinutes * 60_000);
	const added = new Map<number, string>();
	const replaced = await settle(
		(async () => {
			await ingest(joining, listId, book, added);
			await book.follow();
			const states = [...new Set(added.values())].map((id) => book.jointState([id]));
			if (states.includes('failed')) return undefined;
			if (states.includes('processing')) notices.push(processingNotice());
			return await removeOthers(joining, listId, before, book);
		})(),
	);
	const removal = replaced.status === 'fulfilled' ? replaced.value : undefined;
	if (removal !== undefined) await book.follow([removal]);
	const isDone = removal !== undefined && book.jointState([removal]) !== 'failed';
	// Customers whom Google is still adding would be added after all others were removed.
	if (!isDone || joining.settled.isFilling) keepUnknown(joining, book, added);
	else noteReplaced(joining, difference, listId, { book, added, removal });
	book.noticeErrors();
	if (replaced.status === 'rejected') throw replaced.reason;
	return { received: added.size, audienceId: listId, ...book.facts() };
}

async function ingest(
	{ input, wanted }: Joining,
	listId: string,
	book: RequestBook,
	added: Map<number, string>,
) {
	const { options, client, ledger, notices } = input;
	const destinations = destinationsOf(options, listId);
	await sendMembers(client, wanted, {
		method: 'ingest',
		frame: { destinations, termsAccepted: options.termsAccepted, validateOnly: false },
		doing: 'adding to the audience',
		phase: 'Replacing the audience',
		notices,
		onAccepted: (part, requestId = '') => {
			book.note(requestId);
			for (const { index } of part) added.set(index, requestId);
		},
		onRefused: (part, outcome) => {
			for (const { index } of part) ledger.set(index, outcome);
		},
	});
}

const answer = z.object({ requestId: z.string() });

/** Requests the removal of all members added before an instant, and returns the request ID. */
async function removeOthers(
	{ input: { options, client } }: Joining,
	listId: string,
	before: number,
	book: RequestBook,
): Promise<string> {
	const call = {
		method: 'POST',
		path: 'audienceMembers:removeAll',
		doing: 'removing all former members',
		body: {
			destinations: destinationsOf(options, listId),
			removeAsOfTime: new Date(before).toISOString(),
			validateOnly: false,
		},
	} as const;
	const { requestId } = await client.call(call, answer);
	book.note(requestId);
	return requestId;
}

function processingNotice() {
	return {
		code: 'replacedBeforeProcessed',
		message:
			'Google was still processing the new members when the former ones were removed: until it is done, the list is smaller than it should be. ' +
			'To avoid that, raise "Wait for Google (Minutes)" to 30 or more.',
		level: 'info' as const,
	};
}

interface Replaced {
	readonly book: RequestBook;
	readonly added: ReadonlyMap<number, string>;
	readonly removal: string;
}

function noteReplaced(
	joining: Joining,
	difference: Difference,
	listId: string,
	{ book, added, removal }: Replaced,
) {
	const { input, wanted, keysOf, today } = joining;
	const { ledger } = input;
	const isRemoved = book.stateOf(removal) === 'done';
	const ofAll = isRemoved ? '' : requestText('all', [removal]);
	for (const member of wanted) {
		const requestId = added.get(member.index);
		if (requestId === undefined) continue;
		const state = book.jointState([requestId]);
		const ofOwn = state === 'processing' ? requestText('add', [requestId]) : '';
		const request = [ofOwn, ofAll].filter(Boolean).join(' ');
		const isSure = state === 'done' || state === 'processing';
		const day = isSure ? today : '';
		const sent = outcomeOf('sent', 'Received and processed by Google with the replacement.');
		const fields = googleMembership.write(listId, keysOf(member), true, day, request);
		ledger.set(member.index, openOutcome(state) ?? sent, fields);
	}
	for (const member of leavingIn(difference)) {
		const request = `${requestText('remove', [removal])} ${ofAll}`;
		setFormer(
			joining,
			member,
			isRemoved
				? {
						...outcomeOf('removed', 'Removed from the audience by the replacement.'),
						fields: googleMembership.write(listId, '', false),
					}
				: {
						...outcomeOf('requestRunning'),
						fields: googleMembership.write(listId, member.keys, true, '', request),
					},
		);
	}
}

const incomplete = outcomeOf(
	'notReached',
	'Sent, but the replacement was not completed: the next run does it again.',
);

/**
 * Keeps what is known after a replacement that was not completed.
 *
 * Where "Last Synced" knew the members, they and all customers of the replacement may be in the list. Where it knew
 * nothing, it still does: otherwise the next run would take these customers for the whole list and leave strangers in
 * it.
 */
function keepUnknown(
	{ input, wanted, former, keysOf, audienceId }: Joining,
	book: RequestBook,
	added: ReadonlyMap<number, string>,
) {
	const { ledger, memberships } = input;
	const isKnown = former.size > 0;
	const outside = (request = '') => googleMembership.write(undefined, '', false, '', request);
	if (!isKnown) memberships.everyoneElse = outside();
	for (const member of wanted) {
		if (ledger.isOpen(member.index)) ledger.set(member.index, incomplete);
		const requestId = added.get(member.index);
		const isOpen = requestId !== undefined && book.stateOf(requestId) === 'processing';
		const request = isOpen ? requestText('add', [requestId]) : '';
		const perhaps = googleMembership.write(audienceId, keysOf(member), true, '', request);
		memberships.set(member.index, isKnown ? perhaps : outside(request));
	}
}
