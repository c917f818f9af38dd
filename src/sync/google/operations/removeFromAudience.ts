import type { SendHandlers } from '../../audience/applyDifference';
import {
	formerRemovals,
	noAudiencePlan,
	planRemoval,
	unreadableNotice,
	type RowRemoval,
} from '../../audience/removeMembers';
import { membersIn } from '../../audience/members';
import { outcomeOf } from '../../run/outcomeTable';
import { settle } from '../../../values/settle';
import { requestsOf } from '../api/dataManager';
import { stateRefusal } from '../lists/listNotices';
import { checkTakesMembers, findUserList, membersKnown } from '../lists/userList';
import { googleKeys, googleMembership } from '../people/columns';
import { destinationsOf, memberSource } from '../people/joining';
import { openOutcome } from '../upload/noteRequests';
import { RequestBook } from '../upload/requestBook';
import { requestText } from '../upload/requestText';
import { sendMembers } from '../upload/sendMembers';
import { settleRequests } from '../upload/settleRequests';
import type { OperationInput, PlanOperation } from './operation';

/** Plans to remove the customers from a list, under their current keys and those they were last sent with. */
export const removeFromAudience: PlanOperation<'removeFromAudience'> = async (input) => {
	const { rows, lastSynced, options, client, ledger, memberships, notices } = input;
	const list = await findUserList(client, options, options.audience);
	const { id } = list;
	if (id === undefined) return noAudiencePlan(options.operation, rows, ledger);
	checkTakesMembers(list);
	const { customerIdField } = options;
	const settled = await settleRequests(client, lastSynced ?? [], id);
	const state = googleMembership.read(settled.rows, id, customerIdField);
	if (state.unreadable > 0) notices.push(unreadableNotice(state.unreadable, googleMembership));
	memberships.everyoneElse = googleMembership.write(id, '', false);
	const removals = [
		...membersIn(rows, memberSource(options), ledger).map(({ index, columns, cells }) =>
			withoutConsent({ index, columns, cells }),
		),
		...formerRemovals(rows, state.members, customerIdField, googleKeys, (index, member) =>
			memberships.set(index, googleMembership.kept(id, member)),
		),
	];
	return planRemoval(ledger, removals, {
		operation: options.operation,
		limits: options,
		target: list.name,
		targetId: id,
		members: state.members.size > 0 ? state.members.size : membersKnown(list),
		requests: requestsOf(removals.length),
		refusal: stateRefusal(list),
		removed: {
			...outcomeOf('removed', 'Removed from the audience.'),
			fields: googleMembership.write(id, '', false),
		},
		remove: (handlers) => remove(input, id, removals, handlers),
	});
};

/** The consent sent along is not a match key. */
function withoutConsent({ index, columns, cells }: RowRemoval): RowRemoval {
	const isKey = (_each: unknown, place: number) => !googleKeys.isValue(columns[place]);
	return { index, columns: columns.filter(isKey), cells: cells.filter(isKey) };
}

/** Sends the removals and keeps with each customer the requests that Google is still processing. */
async function remove(
	{ options, client, ledger, notices }: OperationInput<'removeFromAudience'>,
	listId: string,
	removals: readonly RowRemoval[],
	{ onReceived, onRefused }: SendHandlers<RowRemoval>,
): Promise<Readonly<Record<string, unknown>>> {
	const book = new RequestBook(client, notices, options.waitForGoogleMinutes * 60_000);
	const sentBy = new Map<number, { readonly ids: string[]; readonly texts: string[] }>();
	const sent = await settle(
		sendMembers(client, removals, {
			method: 'remove',
			frame: { destinations: destinationsOf(options, listId), validateOnly: false },
			doing: 'removing customers',
			phase: 'Removing customers',
			notices,
			onAccepted: (part, requestId = '') => {
				book.note(requestId);
				for (const removal of part) {
					const known = sentBy.get(removal.index) ?? { ids: [], texts: [] };
					known.ids.push(requestId);
					known.texts.push(googleKeys.write(removal));
					sentBy.set(removal.index, known);
				}
				onReceived(part);
			},
			onRefused,
		}),
	);
	if (sent.status === 'fulfilled') await book.follow();
	for (const [index, { ids, texts }] of sentBy) {
		const state = book.jointState(ids);
		const outcome = openOutcome(state);
		if (outcome === undefined || ledger.get(index)?.code !== 'removed') continue;
		const request = state === 'processing' ? requestText('remove', ids) : '';
		const keys = [...new Set(texts)].join(';');
		ledger.set(index, outcome, googleMembership.write(listId, keys, true, '', request));
	}
	book.noticeErrors();
	if (sent.status === 'rejected') throw sent.reason;
	return { received: sent.value, audienceId: listId, ...book.facts() };
}
