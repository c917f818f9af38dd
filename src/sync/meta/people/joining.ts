import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { cellText } from '../../../values/cellText';
import { counted } from '../../../values/wording';
import type { Difference } from '../../audience/difference';
import type { FormerMember, LastSynced } from '../../audience/lastSynced';
import type { Member } from '../../audience/member';
import { RowLedger, type Outcome } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import { findAudience, type Audience } from '../audience/audience';
import { checkTakesMembers, checkTakesValues } from '../audience/audienceFit';
import { audienceNotices } from '../audience/audienceNotices';
import type { AnyInput } from '../operations/operation';
import { limitedDataMark, metaMembership } from './columns';
import { eligibility } from './eligibility';
import { readJoining, readMembers, type JoiningMembers } from './members';

export type JoiningInput = AnyInput<
	'addToAudience' | 'valueBasedAudience' | 'mirrorAudience' | 'replaceAudience'
>;

/** What an operation that puts customers into an audience starts from. */
export interface Joining extends JoiningMembers {
	readonly input: JoiningInput;
	readonly audience: Audience;
	/** Whether customers are sent with what they are worth. */
	readonly withValues: boolean;
	readonly lastSynced: LastSynced;
	/** Who is in the audience as far as "Last Synced" tells, by customer ID. */
	readonly former: ReadonlyMap<string, FormerMember>;
	/** Rows of former members who are in the input, by customer ID. */
	readonly rowOf: ReadonlyMap<string, number>;
	/** The text that is kept of a member. */
	readonly keysOf: (member: Member) => string;
	/** The day that is kept of an upload, ISO. */
	readonly today: string;
}

/** Finds the audience, reads the customers, and remembers where each stood before. */
export async function prepare(input: JoiningInput, valueField?: string): Promise<Joining> {
	const { rows, options, client, ledger, memberships, notices } = input;
	const audience = await findAudience(client, options.adAccountId, options.audience);
	const withValues = valueField !== undefined;
	checkTakesMembers(audience);
	checkTakesValues(audience, withValues);
	notices.push(...audienceNotices(audience, options.audience));
	const { everyRow } = input;
	const refusalOf = eligibility(everyRow ?? rows, options, notices);
	const scope = { valueField, everyRow };
	const joining = readJoining(rows, options, ledger, notices, refusalOf, scope);
	const lastRows = options.firstRun ? [] : (input.lastSynced ?? []);
	const lastSynced = metaMembership.read(lastRows, audience.id, options.customerIdField);
	if (lastSynced.cut > 0) notices.push(cutNotice(lastSynced.cut));
	const former = lastSynced.members;
	const rowOf = rowsOfFormer(input, joining.wanted, former);
	memberships.everyoneElse = metaMembership.write(audience.id, '', false);
	for (const [customerId, index] of rowOf) {
		const member = former.get(customerId);
		if (member !== undefined) memberships.set(index, metaMembership.kept(audience.id, member));
	}
	followRepeats(input, joining.wanted, rowOf);
	const { limitedDataUse } = options;
	return {
		...joining,
		input,
		audience,
		withValues,
		lastSynced,
		former,
		rowOf,
		// Limited data use is part of what was sent: who changes it sends everybody again.
		keysOf: (member) =>
			limitedDataUse === 'off'
				? member.keys
				: `${member.keys};${limitedDataMark}=${limitedDataUse}`,
		today: new Date(client.context.now()).toISOString().slice(0, 10),
	};
}

function cutNotice(rows: number): Notice {
	return {
		code: 'matchKeysCut',
		message: `The match keys of ${counted(rows, 'row')} of "Last Synced" are truncated: these customers are sent again in every run. Make the column for metaMatchKeys hold at least 2,000 characters.`,
		level: 'warning',
	};
}

/** Reasons to be left out that also take somebody out who is in already. */
const withdrawals: ReadonlySet<string | undefined> = new Set([
	'noConsent',
	'consentDiffers',
	'suppressed',
	'deletionRequested',
]);

/** Whether a row is left out because its customer, or somebody with the same address, has withdrawn, by its outcome. */
export function hasWithdrawn({ ledger }: JoiningInput, index: number | undefined): boolean {
	return index !== undefined && withdrawals.has(ledger.get(index)?.code);
}

function rowsOfFormer(
	input: JoiningInput,
	wanted: readonly Member[],
	former: ReadonlyMap<string, FormerMember>,
): ReadonlyMap<string, number> {
	const { rows, options, ledger } = input;
	const rowOf = new Map<string, number>();
	if (former.size === 0) return rowOf;
	const note = (customerId: string, index: number) => {
		if (!former.has(customerId) || hasWithdrawn(input, rowOf.get(customerId))) return;
		rowOf.set(customerId, index);
	};
	const nameless = new Set<number>();
	rows.forEach((row, index) => {
		const customerId = cellText(row, options.customerIdField);
		if (customerId !== '') note(customerId, index);
		else if (!ledger.isOpen(index)) nameless.add(index);
	});
	if (nameless.size > 0) {
		const unheard = new RowLedger(rows.length);
		const isNameless = (_row: JsonRecord, index: number) => nameless.has(index);
		for (const { customerId, index } of readMembers(rows, options, unheard, isNameless)) {
			note(customerId, index);
		}
	}
	for (const { customerId, index } of wanted) {
		if (former.has(customerId)) rowOf.set(customerId, index);
	}
	return rowOf;
}

/** Returns rows that are left out the membership of the row that stands for the same customer. */
function followRepeats(
	{ rows, options, ledger, memberships }: JoiningInput,
	wanted: readonly Member[],
	rowOf: ReadonlyMap<string, number>,
) {
	const leftOut = new Map<string, number[]>();
	rows.forEach((row, index) => {
		if (ledger.isOpen(index)) return;
		const customerId = cellText(row, options.customerIdField);
		if (customerId === '') return;
		const known = leftOut.get(customerId);
		if (known === undefined) leftOut.set(customerId, [index]);
		else known.push(index);
	});
	const follow = (customerId: string, leader: number) => {
		for (const index of leftOut.get(customerId) ?? []) {
			if (index !== leader) memberships.follow(index, leader);
		}
	};
	for (const [customerId, leader] of rowOf) follow(customerId, leader);
	if (leftOut.size > 0) for (const { customerId, index } of wanted) follow(customerId, index);
}

/** Writes the outcome of a former member: on their row of the input, or on that of "Last Synced" where they are in none. */
export function setFormer(
	{ input: { ledger, formerLedger }, rowOf }: Joining,
	{ customerId, source }: FormerMember,
	outcome: Outcome,
) {
	const index = rowOf.get(customerId);
	if (index === undefined) formerLedger.set(source, outcome);
	else ledger.set(index, outcome);
}

/** Those who are to leave. */
export function leavingIn({ toRemove, replaced }: Difference): FormerMember[] {
	return [...new Set(toRemove.map(({ former }) => former)), ...replaced];
}

const wouldLeave = outcomeOf('dryRun', 'Nothing was sent: would be removed from the audience.');
const stillToLeave = outcomeOf(
	'notReached',
	'Still to be removed from the audience by the next run.',
);

/** Puts off those who are to leave and are in "Last Synced" alone; those of the input are put off as everybody is. */
export function deferLeaving(joining: Joining, difference: Difference) {
	const { input, audience, rowOf } = joining;
	const outcome = input.options.dryRun ? wouldLeave : stillToLeave;
	for (const member of leavingIn(difference)) {
		if (rowOf.has(member.customerId)) continue;
		setFormer(joining, member, { ...outcome, fields: metaMembership.kept(audience.id, member) });
	}
}
