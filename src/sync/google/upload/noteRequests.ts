import type { Difference } from '../../audience/difference';
import { setFormer } from '../../audience/joining';
import type { FormerMember } from '../../audience/lastSynced';
import type { Member } from '../../audience/member';
import type { Outcome } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import { formerKeysMark, googleKeys, googleMembership } from '../people/columns';
import type { Joining } from '../people/joining';
import type { JointState, RequestBook } from './requestBook';
import { requestsIn, requestText } from './requestText';

/** The requests that sent each customer, and removed each former key. */
export interface SentBy {
	/** The latest request, by row of the input. */
	readonly added: Map<number, string>;
	readonly removed: Map<FormerMember, string[]>;
}

/** The outcome of somebody whose request Google has not, or not fully, processed; undefined where it has. */
export function openOutcome(state: JointState): Outcome | undefined {
	if (state === 'done') return undefined;
	if (state === 'processing') return outcomeOf('requestRunning');
	if (state === 'failed') return outcomeOf('requestFailed');
	return outcomeOf(
		'unconfirmed',
		'Sent, but Google refused some customers of this request and does not say which: the next run sends this customer again.',
	);
}

/**
 * Corrects the outcomes of accepted customers by the state of their requests, and keeps with each customer the requests
 * that are still being processed, for the next run to poll.
 */
export function noteRequests(
	joining: Joining,
	difference: Difference,
	listId: string,
	book: RequestBook,
	{ added, removed }: SentBy,
): void {
	const { former, keysOf, today } = joining;
	const { ledger } = joining.input;
	const oldKeys = openOldKeys(joining, difference, book, removed);
	// Thousands of customers share a request.
	const states = new Map<string, JointState>();
	for (const member of difference.toSend) {
		const old = oldKeys.get(member.index);
		if (old !== undefined) noteOldKeys(member, old.texts.join(';'), old.ids);
		else noteAdded(member);
	}
	const leaving = new Set(difference.toRemove.map((removal) => removal.former));
	for (const member of leaving) noteRemoved(member);

	function noteAdded(member: Member) {
		const requestId = added.get(member.index);
		if (requestId === undefined || ledger.get(member.index)?.code !== 'sent') return;
		const state = states.get(requestId) ?? book.jointState([requestId]);
		states.set(requestId, state);
		const outcome = openOutcome(state);
		// A removal that Google processes later would take the customer out again.
		const earlier = former.get(member.customerId)?.request;
		const isLeaving = earlier !== undefined && requestsIn(earlier, 'remove').length > 0;
		if (outcome === undefined && !isLeaving) return;
		const isSure = !isLeaving && (state === 'done' || state === 'processing');
		const request = state === 'processing' ? requestText('add', [requestId]) : '';
		const day = isSure ? today : '';
		const fields = googleMembership.write(listId, keysOf(member), true, day, request);
		ledger.set(member.index, outcome ?? outcomeOf('requestRunning'), fields);
	}

	function noteOldKeys(member: Member, old: string, ids: readonly string[]) {
		const state = book.jointState(ids);
		const keys = `${keysOf(member)};${formerKeysMark}=1;${old}`;
		const request = state === 'processing' ? requestText('remove', ids) : '';
		const fields = googleMembership.write(listId, keys, true, '', request);
		ledger.set(member.index, openOutcome(state) ?? outcomeOf('requestRunning'), fields);
	}

	function noteRemoved(member: FormerMember) {
		const ids = removed.get(member);
		if (ids === undefined || outcomeOfFormer(joining, member)?.code !== 'removed') return;
		const state = book.jointState(ids);
		// An addition that Google processes later would bring the customer back: they are removed once more.
		const isJoining = requestsIn(member.request ?? '', 'add').length > 0;
		const outcome = openOutcome(state);
		if (outcome === undefined && !isJoining) return;
		const request = state === 'processing' && !isJoining ? requestText('remove', ids) : '';
		const fields = googleMembership.write(listId, member.keys, true, '', request);
		setFormer(joining, member, { ...(outcome ?? outcomeOf('requestRunning')), fields });
	}
}

/** Former keys, still to be removed, of customers who stay under others, with the requests for it, by row of the input. */
function openOldKeys(
	{ rowOf }: Joining,
	{ outdated }: Difference,
	book: RequestBook,
	removed: SentBy['removed'],
) {
	const oldKeys = new Map<number, { readonly texts: string[]; readonly ids: readonly string[] }>();
	for (const removal of outdated) {
		const index = rowOf.get(removal.former.customerId);
		const ids = removed.get(removal.former);
		if (index === undefined || ids === undefined || book.jointState(ids) === 'done') continue;
		const known = oldKeys.get(index) ?? { texts: [], ids };
		known.texts.push(googleKeys.write(removal));
		oldKeys.set(index, known);
	}
	return oldKeys;
}

function outcomeOfFormer(
	{ input: { ledger, formerLedger }, rowOf }: Joining,
	{ customerId, source }: FormerMember,
): Outcome | undefined {
	const index = rowOf.get(customerId);
	return index === undefined ? formerLedger.get(source) : ledger.get(index);
}
