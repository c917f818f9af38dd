import { cellText } from '../../../values/cellText';
import { joiningOf, type AudienceJoining } from '../../audience/joining';
import type { Member } from '../../audience/member';
import { joiningIn, type MemberSource } from '../../audience/members';
import type { Outcome } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import { destinationOf, type Destination } from '../api/dataManager';
import { settingsNotice } from '../lists/listNotices';
import { checkTakesMembers, findUserList, type UserList } from '../lists/userList';
import type { AnyInput } from '../operations/operation';
import type { PeopleOptions } from '../options';
import { settleRequests, type Settled, type SettledRows } from '../upload/settleRequests';
import { furtherListsMark, googleKeys, googleMembership } from './columns';
import { euConsentNotice, googleEligibility } from './consent';
import { memberReader } from './memberReader';

export type JoiningInput = AnyInput<'addToAudience' | 'mirrorAudience' | 'replaceAudience'>;

/** What an operation that adds customers to a list starts from. */
export interface Joining extends AudienceJoining {
	readonly input: JoiningInput;
	readonly list: UserList;
	readonly settled: SettledRows;
}

/** How members are read for Google. */
export const memberSource = (options: PeopleOptions): MemberSource => ({
	reader: memberReader(options),
	format: googleKeys,
	noContactKey: outcomeOf(
		'noContactKey',
		'No email address, phone number or whole address to match. Numbers without a country code need "Default Country".',
	),
	sameContact: outcomeOf(
		'duplicateContact',
		'An earlier customer has the same match key: Google treats both as one person, who is sent once.',
	),
	unusable: {
		EMAIL: 'the email address, which is not valid',
		PHONE: 'the phone number, which is not usable',
	},
	phoneKey: 'PHONE',
});

/** Finds the list, reads the customers, and keeps each one's membership from before the run. */
export async function prepare(input: JoiningInput): Promise<Joining> {
	const { rows, options, client, ledger, notices } = input;
	const list = await findUserList(client, options, options.audience, options.membershipDays);
	checkTakesMembers(list);
	const notice = settingsNotice(list, options.audience, options);
	if (notice !== undefined) notices.push(notice);
	const source = memberSource(options);
	const refusalOf = googleEligibility(rows, options, notices);
	const { customerIdField } = options;
	const members = joiningIn(rows, source, ledger, notices, refusalOf, { customerIdField });
	const euNotice = euConsentNotice(rows, options, ledger);
	if (euNotice !== undefined) notices.push(euNotice);
	const last = options.firstRun ? [] : (input.lastSynced ?? []);
	const settled = await settleRequests(client, last, list.id);
	const run = input.lastSynced === undefined ? input : { ...input, lastSynced: settled.rows };
	const mark = furtherMark(input);
	const joining = {
		...joiningOf(run, {
			audienceId: list.id,
			format: googleMembership,
			members,
			source,
			keysOf: (member) => member.keys + mark,
			now: client.context.now(),
		}),
		input,
		list,
		settled,
	};
	handOnSettled(joining, settled);
	return joining;
}

/** Customers who are also sent to further lists are sent again to all of them when those change. */
function furtherMark({ options: { furtherLists } }: JoiningInput): string {
	if (furtherLists.length === 0) return '';
	const names = furtherLists.map(({ accountId, listId }) => `${accountId}/${listId}`).sort();
	return `;${furtherListsMark}=${names.join('+')}`;
}

const outcomes: Readonly<Record<Settled, Outcome>> = {
	left: outcomeOf('removed', 'Removed from the audience: Google has confirmed it.'),
	stays: outcomeOf('confirmed'),
	unknown: outcomeOf(
		'notReached',
		'The last replacement was not completed: this run replaces again.',
	),
};

/** Writes what Google has confirmed since the last run on customers who have no other outcome in this run. */
function handOnSettled({ input, rowOf }: Joining, { rows, changed }: SettledRows) {
	const { options, ledger, formerLedger } = input;
	if (changed.size === 0) return;
	const rowsIn = new Map(
		input.rows.map((row, index) => [cellText(row, options.customerIdField), index]),
	);
	for (const [source, state] of changed) {
		const row = rows[source];
		const customerId = cellText(row, options.customerIdField);
		const index = customerId === '' ? undefined : rowsIn.get(customerId);
		const names = Object.values(googleMembership.fields);
		const fields = Object.fromEntries(
			names.flatMap((name) => (Object.hasOwn(row, name) ? [[name, row[name] as string]] : [])),
		);
		const outcome = { ...outcomes[state], fields };
		if (index === undefined) formerLedger.set(source, outcome);
		else if (state === 'left' && !ledger.isOpen(index) && !rowOf.has(customerId)) {
			ledger.set(index, outcome);
		}
	}
}

/** Says of unchanged members that Google has confirmed them since the last run. */
export function noteConfirmed(
	{ input: { ledger }, list, former, settled }: Joining,
	unchanged: readonly Member[],
) {
	for (const { index, customerId } of unchanged) {
		const known = former.get(customerId);
		if (known === undefined || !settled.changed.has(known.source)) continue;
		ledger.set(index, outcomes.stays, googleMembership.kept(list.id, known));
	}
}

/** The lists that a run's requests go to: the chosen one first. */
export function destinationsOf(
	options: Pick<PeopleOptions, 'accountType' | 'accountId' | 'loginAccountId' | 'furtherLists'>,
	listId: string,
): Destination[] {
	const further = options.furtherLists.map((each) =>
		destinationOf({ ...options, accountId: each.accountId }, each.listId),
	);
	return [destinationOf(options, listId), ...further];
}
