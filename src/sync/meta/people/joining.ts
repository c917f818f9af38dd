import type { JsonRecord } from '../../../values/jsonRecord';
import { cellText } from '../../../values/cellText';
import { RowLedger, type Outcome } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import {
	findAudience,
	nameNotice,
	settingsNotice,
	statusNotice,
	type Audience,
} from '../audience/audience';
import { checkTakesMembers, checkTakesValues } from '../audience/audienceFit';
import type { Difference } from '../audience/difference';
import { placeFields, placeKept, readLastSynced, type FormerMember } from '../audience/lastSynced';
import { joinGate, limitedDataMark, readMembers, type Member } from './members';
import type { AnyInput } from '../operations/operation';

export type JoiningInput = AnyInput<
	'addToAudience' | 'valueBasedAudience' | 'mirrorAudience' | 'replaceAudience'
>;

/** What an operation that puts customers into an audience starts from. */
export interface Joining {
	readonly input: JoiningInput;
	readonly audience: Audience;
	/** Whether customers are sent with what they are worth. */
	readonly withValues: boolean;
	readonly wanted: readonly Member[];
	/** Who is in the audience as far as "Last Synced" tells, by customer id. */
	readonly former: ReadonlyMap<string, FormerMember>;
	/** Rows of former members who are in the input, by customer id. */
	readonly rowOf: ReadonlyMap<string, number>;
	/** The text that is kept of a member. */
	readonly keysOf: (member: Member) => string;
	/** The day that is kept of an upload, ISO. */
	readonly today: string;
}

/** Finds the audience, reads the customers, and remembers where each stood before. */
export async function prepare(input: JoiningInput, valueField?: string): Promise<Joining> {
	const { rows, lastSynced, options, client, ledger, placeBefore, notices } = input;
	const audience = await findAudience(client, options.adAccountId, options.audience);
	const withValues = valueField !== undefined;
	checkTakesMembers(audience);
	checkTakesValues(audience, withValues);
	const told = [
		nameNotice(audience.name),
		statusNotice(audience),
		settingsNotice(audience, options.audience),
	];
	for (const notice of told) {
		if (notice !== undefined) notices.push(notice);
	}
	const gate = joinGate(rows, options, ledger, notices);
	const wanted = readMembers(rows, options, ledger, gate, valueField);
	const former = readLastSynced(lastSynced, audience.id, options.customerIdField);
	const rowOf = rowsOfFormer(input, wanted, former);
	placeBefore.everyoneElse = placeFields(audience.id, '', false);
	for (const [customerId, index] of rowOf) {
		const member = former.get(customerId);
		if (member !== undefined) placeBefore.set(index, placeKept(audience.id, member));
	}
	followRepeats(input, wanted, rowOf);
	const { limitedDataUse } = options;
	return {
		input,
		audience,
		withValues,
		wanted,
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

/** Reasons to be left out that also take somebody out who is in already. */
const withdrawals: ReadonlySet<string | undefined> = new Set([
	'noConsent',
	'suppressed',
	'deletionRequested',
]);

/** Tells whether a row is left out because its customer has withdrawn, in the words of the ledger. */
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

/** Gives rows that are left out the place of the row that stands for the same customer. */
function followRepeats(
	{ rows, options, ledger, placeBefore }: JoiningInput,
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
			if (index !== leader) placeBefore.follow(index, leader);
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

/** Gives those who are to leave. */
export function leavingIn({ toRemove, replaced }: Difference): FormerMember[] {
	return [...new Set(toRemove.map(({ former }) => former)), ...replaced];
}

/** Puts off those who are to leave and are in "Last Synced" alone; those of the input are put off as everybody is. */
export function deferLeaving(joining: Joining, difference: Difference) {
	const { input, audience, rowOf } = joining;
	const { dryRun } = input.options;
	for (const member of leavingIn(difference)) {
		if (rowOf.has(member.customerId)) continue;
		setFormer(joining, member, {
			...(dryRun
				? outcomeOf('dryRun', 'Nothing was sent: would be removed from the audience.')
				: outcomeOf(
						'notReached',
						'Still to be removed from the audience: the next run takes it up.',
					)),
			fields: placeKept(audience.id, member),
		});
	}
}
