import { InvalidInputError } from '../../../values/invalidInputError';
import { grouped } from '../../../values/wording';
import { outcomeOf } from '../../run/outcomeTable';
import { planOf } from '../../run/plan';
import { stateRefusal } from '../lists/listNotices';
import { findUserList, type UserList } from '../lists/userList';
import { RequestBook } from '../upload/requestBook';
import type { PlanOperation } from './operation';

/** Reads a list's size and state, and the progress of requests of earlier runs; changes nothing. */
export const audienceStatus: PlanOperation<'audienceStatus'> = async (input) => {
	const { rows, options, client, ledger, notices } = input;
	const list = await findUserList(client, options, options.audience);
	if (list.id === undefined) throw new InvalidInputError('audience', 'a list that exists');
	rows.forEach((_row, index) => ledger.set(index, outcomeOf('concernsTheAccount')));
	const refusal = stateRefusal(list);
	notices.push({
		code: refusal?.code ?? 'audienceStatus',
		message: `"${list.name}": ${inWords(list)}.`,
		level: refusal === undefined ? 'info' : 'warning',
	});
	return {
		plan: planOf(options.operation, [], ledger),
		intents: () => [],
		act: async () => {
			const book = new RequestBook(client, notices, 0);
			for (const id of options.requestIds) book.note(id);
			await book.follow();
			book.noticeErrors();
			const { id, name, displayMembers, searchMembers, membershipDays } = list;
			const told = {
				audienceId: id,
				audienceName: name,
				displayMembers,
				searchMembers,
				matchRatePercent: list.matchRatePercent,
				membershipDays,
				isOpen: refusal === undefined,
			};
			const known = Object.entries(told).filter(([, value]) => value !== undefined);
			return { ...Object.fromEntries(known), ...book.facts() };
		},
	};
};

function inWords(list: UserList): string {
	const { displayMembers, searchMembers, matchRatePercent, membershipDays } = list;
	const sizes = [
		displayMembers === undefined ? '' : `${grouped(displayMembers)} people on the display network`,
		searchMembers === undefined ? '' : `${grouped(searchMembers)} on search`,
		matchRatePercent === undefined ? '' : `${matchRatePercent}% matched`,
	].filter(Boolean);
	const state = list.isReadOnly ? 'owned by another account' : list.isClosed ? 'closed' : 'open';
	return `${sizes.join(', ') || 'size not reported'}; ${state}; members stay ${membershipDays} days`;
}
