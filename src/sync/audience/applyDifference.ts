import { settle } from '../../values/settle';
import type { Outcome, RowLedger } from '../run/outcome';
import { outcomeOf } from '../run/outcomeTable';
import type { Difference, Removal } from './difference';
import type { FormerMember, MembershipFormat } from './lastSynced';
import type { Member } from './member';
import type { PreviousMemberships } from './previousMemberships';

/** Receives what became of rows that were sent. */
export interface SendHandlers<Row> {
	readonly onReceived: (rows: readonly Row[]) => void;
	readonly onRefused: (rows: readonly Row[], outcome: Outcome) => void;
	/** Called with rows that the platform may or may not have accepted; `onReceived` or `onRefused` may follow later. */
	readonly onUnconfirmed: (rows: readonly Row[], outcome: Outcome) => void;
}

/** Sends rows to one audience. */
export interface AudienceWriter {
	readonly add: (
		members: readonly Member[],
		phase: string,
		handlers: SendHandlers<Member>,
	) => Promise<void>;
	readonly remove: (removals: readonly Removal[], handlers: SendHandlers<Removal>) => Promise<void>;
}

/** What a difference is applied to. */
export interface DifferenceSetting {
	readonly platform: string;
	readonly audienceId: string;
	readonly format: MembershipFormat;
	readonly ledger: RowLedger;
	readonly former: ReadonlyMap<string, FormerMember>;
	/** Rows of former members who are in the input, by customer ID. */
	readonly rowOf: ReadonlyMap<string, number>;
	readonly keysOf: (member: Member) => string;
	readonly today: string;
	/** The sentence of the outcome of somebody who was added. */
	readonly received: string;
	/** The memberships of customers whom the run does not reach. */
	readonly memberships: PreviousMemberships;
	/** Writes the outcome of a former member, whether in the input or not. */
	readonly setFormer: (member: FormerMember, outcome: Outcome) => void;
}

/**
 * Sends the difference: additions and changes first, so that an audience is never empty halfway through, then removals.
 *
 * A customer whose email or phone has changed is removed under the old one. A platform that knows the person by both
 * removes them entirely, so they are sent once more at the end. Until then the outcome keeps the old keys besides the
 * new ones, and after the removal it has no upload day: a run that ends in between loses no key, and the next run
 * finishes the work.
 */
export async function applyDifference(
	writer: AudienceWriter,
	difference: Difference,
	setting: DifferenceSetting,
): Promise<void> {
	const run = new DifferenceRun(setting, difference);
	const sent = await settle(send(writer, difference, run));
	if (sent.status === 'fulfilled') return;
	run.noteUnsettled();
	throw sent.reason;
}

async function send(writer: AudienceWriter, difference: Difference, run: DifferenceRun) {
	await writer.add(difference.toSend, 'Adding to the audience', {
		onReceived: (members) => members.forEach((member) => run.noteAdded(member)),
		onRefused: (members, outcome) => members.forEach((member) => run.noteRefused(member, outcome)),
		onUnconfirmed: (members, outcome) =>
			members.forEach((member) => run.noteUnconfirmed(member, outcome)),
	});
	const moved = run.startRemovals();
	const keepRemovals = (removals: readonly Removal[], outcome: Outcome) =>
		removals.forEach((removal) => run.noteRemovalRefused(removal, outcome));
	await writer.remove(
		[
			...difference.outdated.filter((removal) => moved.has(removal.former.customerId)),
			...difference.toRemove,
		],
		{
			onReceived: (removals) => removals.forEach((removal) => run.noteRemoval(removal)),
			onRefused: keepRemovals,
			onUnconfirmed: keepRemovals,
		},
	);
	run.noteReplaced();
	const leaveOpen = (members: readonly Member[], outcome: Outcome) =>
		members.forEach((member) => run.noteSecondRefusal(member, outcome));
	await writer.add(run.toSendOnceMore(), 'Sending changed customers again', {
		onReceived: (members) => members.forEach((member) => run.setSent(member)),
		onRefused: leaveOpen,
		onUnconfirmed: leaveOpen,
	});
}

const stillThere = 'Still to be removed from the audience by the next run.';

/** Tracks where each changed customer stands, and writes the outcomes. */
class DifferenceRun {
	/** Old keys to remove of customers who stay under new ones, by row of the input. */
	private readonly oldKeys: Map<number, string>;
	/** How many sets of keys are still to be removed, by former member. */
	private readonly open = new Map<FormerMember, number>();
	private moved: ReadonlyMap<string, Member> = new Map();
	/** Keys of customers who were refused: the former members that these keys were to pass to others still have them. */
	private readonly refusedCells = new Set<string>();
	/** Rows of the input that the platform may or may not have accepted. */
	private readonly unconfirmed = new Set<number>();

	constructor(
		private readonly setting: DifferenceSetting,
		private readonly difference: Difference,
	) {
		this.oldKeys = oldKeysIn(setting, difference);
	}

	setSent(member: Member): void {
		const { format, audienceId, keysOf, today, ledger, received } = this.setting;
		const fields = format.write(audienceId, keysOf(member), true, today);
		ledger.set(member.index, outcomeOf('sent', received), fields);
	}

	noteAdded(member: Member): void {
		this.unconfirmed.delete(member.index);
		if (!this.oldKeys.has(member.index)) return this.setSent(member);
		const { ledger, platform } = this.setting;
		const sentence = `Received by ${platform}; an old email or phone is still to be removed by the next run.`;
		ledger.set(member.index, outcomeOf('notReached', sentence), this.underBoth(member));
	}

	/** The old keys are not removed before the new ones are confirmed. */
	noteUnconfirmed(member: Member, outcome: Outcome): void {
		this.unconfirmed.add(member.index);
		this.setting.ledger.set(member.index, outcome, this.perhaps(member));
	}

	/**
	 * Keeps the keys of those who were to be sent and have no outcome: a request without an answer may have been carried
	 * out. The next run sends them again, or removes them if they should not be in the audience by then.
	 */
	noteUnsettled(): void {
		const { ledger, memberships } = this.setting;
		for (const member of this.difference.toSend) {
			if (ledger.isOpen(member.index)) memberships.set(member.index, this.perhaps(member));
		}
	}

	noteRefused(member: Member, outcome: Outcome): void {
		for (const cell of this.setting.format.keys.findingCells(member)) this.refusedCells.add(cell);
		this.unconfirmed.delete(member.index);
		const { ledger, former, format, audienceId } = this.setting;
		// Then the old keys stay valid.
		this.oldKeys.delete(member.index);
		const known = former.get(member.customerId);
		const fields =
			known === undefined ? format.write(audienceId, '', false) : format.kept(audienceId, known);
		ledger.set(member.index, outcome, fields);
	}

	/** The changed customers who were accepted under their new keys, by ID. */
	startRemovals(): ReadonlyMap<string, Member> {
		const { toSend, outdated, toRemove } = this.difference;
		this.moved = new Map(
			toSend
				.filter(({ index }) => this.oldKeys.has(index) && !this.unconfirmed.has(index))
				.map((member) => [member.customerId, member]),
		);
		for (const { former } of [...outdated, ...toRemove]) {
			this.open.set(former, (this.open.get(former) ?? 0) + 1);
		}
		return this.moved;
	}

	/** A person removed by one set of keys but still present by another stays a member. */
	noteRemoval({ former }: Removal): void {
		const left = (this.open.get(former) ?? 0) - 1;
		this.open.set(former, left);
		if (left !== 0) return;
		const { format, audienceId, ledger, keysOf, setFormer } = this.setting;
		const member = this.moved.get(former.customerId);
		if (member === undefined) {
			const fields = format.write(audienceId, '', false);
			setFormer(former, { ...outcomeOf('removed', 'Removed from the audience.'), fields });
			return;
		}
		this.oldKeys.delete(member.index);
		const sentence = 'An old email or phone was removed; the next run sends the customer again.';
		const fields = format.write(audienceId, keysOf(member), true);
		ledger.set(member.index, outcomeOf('notReached', sentence), fields);
	}

	noteRemovalRefused(removal: Removal, outcome: Outcome): void {
		const { format, audienceId, setFormer } = this.setting;
		const member = this.moved.get(removal.former.customerId);
		if (member !== undefined) this.oldKeys.set(member.index, format.keys.write(removal));
		const fields =
			member === undefined ? format.kept(audienceId, removal.former) : this.underBoth(member);
		setFormer(removal.former, { ...outcome, fields });
	}

	/** Somebody with all keys of a former member was accepted, or the former member is still in the audience. */
	noteReplaced(): void {
		const { format, audienceId, setFormer } = this.setting;
		for (const member of this.difference.replaced) {
			const isThere = format.keys.findingCells(member).some((cell) => this.refusedCells.has(cell));
			const outcome = isThere ? outcomeOf('notReached', stillThere) : outcomeOf('contactStays');
			const fields = isThere
				? format.kept(audienceId, member)
				: format.write(audienceId, '', false);
			setFormer(member, { ...outcome, fields });
		}
	}

	toSendOnceMore(): Member[] {
		return [...this.moved.values()].filter(({ index }) => !this.oldKeys.has(index));
	}

	noteSecondRefusal(member: Member, outcome: Outcome): void {
		const { ledger, format, audienceId, keysOf } = this.setting;
		ledger.set(member.index, outcome, format.write(audienceId, keysOf(member), true));
	}

	private underBoth(member: Member) {
		const { format, audienceId, today } = this.setting;
		return format.write(audienceId, this.allKeysOf(member), true, today);
	}

	/** The membership of somebody who may be in the audience: it has no upload day, so that they are sent again. */
	private perhaps(member: Member) {
		const { format, audienceId } = this.setting;
		return format.write(audienceId, this.allKeysOf(member), true);
	}

	private allKeysOf(member: Member): string {
		const old = this.oldKeys.get(member.index);
		const keys = this.setting.keysOf(member);
		return old === undefined ? keys : `${keys};${old}`;
	}
}

/** The keys to be removed of customers who stay under others, by row of the input. */
function oldKeysIn(
	{ rowOf, format }: DifferenceSetting,
	{ outdated }: Difference,
): Map<number, string> {
	const oldKeys = new Map<number, string>();
	for (const removal of outdated) {
		const index = rowOf.get(removal.former.customerId);
		if (index === undefined) continue;
		const earlier = oldKeys.get(index);
		const keys = format.keys.write(removal);
		oldKeys.set(index, earlier === undefined ? keys : `${earlier};${keys}`);
	}
	return oldKeys;
}
