import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { cellText } from '../../values/cellText';
import { counted } from '../../values/wording';
import { RowLedger, type Outcome } from '../run/outcome';
import { outcomeOf } from '../run/outcomeTable';
import type { Difference } from './difference';
import type { FormerMember, LastSynced, MembershipFormat } from './lastSynced';
import type { Member } from './member';
import { membersIn, type JoiningMembers, type MemberSource } from './members';
import type { PreviousMemberships } from './previousMemberships';

/** The customers of a run, and where their outcomes are written. */
export interface AudienceRun {
	readonly rows: readonly JsonRecord[];
	/** The last run's rows; absent where "Last Synced" is not connected. */
	readonly lastSynced: readonly JsonRecord[] | undefined;
	readonly options: {
		readonly customerIdField: string;
		readonly firstRun: boolean;
		readonly dryRun: boolean;
	};
	readonly ledger: RowLedger;
	/** Outcomes of customers who are in "Last Synced" only. */
	readonly formerLedger: Map<number, Outcome>;
	readonly memberships: PreviousMemberships;
	readonly notices: Notice[];
}

/** What an operation that adds customers to an audience starts from. */
export interface AudienceJoining extends JoiningMembers {
	readonly run: AudienceRun;
	readonly format: MembershipFormat;
	readonly audienceId: string | undefined;
	readonly lastSynced: LastSynced;
	/** The members that "Last Synced" has of the audience, by customer ID. */
	readonly former: ReadonlyMap<string, FormerMember>;
	/** Rows of former members who are in the input, by customer ID. */
	readonly rowOf: ReadonlyMap<string, number>;
	/** The text that is kept for a member. */
	readonly keysOf: (member: Member) => string;
	/** The upload day to keep, ISO. */
	readonly today: string;
}

/** The parts of a joining that depend on the platform. */
export interface JoiningParts {
	readonly audienceId: string | undefined;
	readonly format: MembershipFormat;
	readonly members: JoiningMembers;
	/** Reads the rows without an ID. */
	readonly source: MemberSource;
	readonly keysOf: (member: Member) => string;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/** Keeps each customer's membership from before the run, and which of several rows stands for a customer. */
export function joiningOf(run: AudienceRun, parts: JoiningParts): AudienceJoining {
	const { options, memberships, notices } = run;
	const { audienceId, format, members, source, keysOf, now } = parts;
	const lastRows = options.firstRun ? [] : (run.lastSynced ?? []);
	const lastSynced = format.read(lastRows, audienceId, options.customerIdField);
	if (lastSynced.cut > 0) notices.push(cutNotice(lastSynced.cut, format.fields.matchKeys));
	const former = lastSynced.members;
	const rowOf = rowsOfFormer(run, source, members.wanted, former);
	memberships.everyoneElse = format.write(audienceId, '', false);
	for (const [customerId, index] of rowOf) {
		const member = former.get(customerId);
		if (member !== undefined) memberships.set(index, format.kept(audienceId, member));
	}
	followRepeats(run, members.wanted, rowOf);
	const today = new Date(now).toISOString().slice(0, 10);
	return { ...members, run, format, audienceId, lastSynced, former, rowOf, keysOf, today };
}

function cutNotice(rows: number, field: string): Notice {
	return {
		code: 'matchKeysCut',
		message: `The match keys of ${counted(rows, 'row')} of "Last Synced" are truncated: these customers are sent again in every run. Make the column for ${field} hold at least 2,000 characters.`,
		level: 'warning',
	};
}

/** Reasons that leave a customer out and also remove them if they are a member already. */
const withdrawals: ReadonlySet<string | undefined> = new Set([
	'noConsent',
	'noEuConsent',
	'consentDiffers',
	'suppressed',
	'deletionRequested',
]);

/** Whether a row was left out because its customer, or somebody with the same address, has withdrawn. */
export function hasWithdrawn(
	{ ledger }: Pick<AudienceRun, 'ledger'>,
	index: number | undefined,
): boolean {
	return index !== undefined && withdrawals.has(ledger.get(index)?.code);
}

function rowsOfFormer(
	run: AudienceRun,
	source: MemberSource,
	wanted: readonly Member[],
	former: ReadonlyMap<string, FormerMember>,
): ReadonlyMap<string, number> {
	const { rows, options, ledger } = run;
	const rowOf = new Map<string, number>();
	if (former.size === 0) return rowOf;
	const note = (customerId: string, index: number) => {
		if (!former.has(customerId) || hasWithdrawn(run, rowOf.get(customerId))) return;
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
		for (const { customerId, index } of membersIn(rows, source, unheard, isNameless)) {
			note(customerId, index);
		}
	}
	for (const { customerId, index } of wanted) {
		if (former.has(customerId)) rowOf.set(customerId, index);
	}
	return rowOf;
}

/** Gives rows that are left out the membership of the row that stands for the same customer. */
function followRepeats(
	{ rows, options, ledger, memberships }: AudienceRun,
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

/**
 * Writes the outcome of a former member: on their row of the input, or on that of "Last Synced" where they are not in
 * the input.
 */
export function setFormer(
	{ run: { ledger, formerLedger }, rowOf }: AudienceJoining,
	{ customerId, source }: FormerMember,
	outcome: Outcome,
) {
	const index = rowOf.get(customerId);
	if (index === undefined) formerLedger.set(source, outcome);
	else ledger.set(index, outcome);
}

/** The former members who are to leave. */
export function leavingIn({ toRemove, replaced }: Difference): FormerMember[] {
	return [...new Set(toRemove.map(({ former }) => former)), ...replaced];
}

const wouldLeave = outcomeOf('dryRun', 'Nothing was sent: would be removed from the audience.');
const stillToLeave = outcomeOf(
	'notReached',
	'Still to be removed from the audience by the next run.',
);

/** Defers those who are to leave and are only in "Last Synced"; those in the input are deferred with everybody else. */
export function deferLeaving(joining: AudienceJoining, difference: Difference) {
	const { run, format, audienceId, rowOf } = joining;
	const outcome = run.options.dryRun ? wouldLeave : stillToLeave;
	for (const member of leavingIn(difference)) {
		if (rowOf.has(member.customerId)) continue;
		setFormer(joining, member, { ...outcome, fields: format.kept(audienceId, member) });
	}
}
