import type { FormerMember } from './lastSynced';
import { withoutRepeats, type KeyFormat, type MatchRow } from './keyFormat';
import type { Member } from './member';

/**
 * A row that removes a former member under keys that no staying or joining member has; somebody sent with two emails
 * has two rows.
 */
export interface Removal extends MatchRow {
	readonly former: FormerMember;
}

/** What has to change in an audience. */
export interface Difference {
	/** New, changed, or soon forgotten by the platform. */
	readonly toSend: readonly Member[];
	/** Former keys of customers who stay under others. */
	readonly outdated: readonly Removal[];
	readonly toRemove: readonly Removal[];
	/** Former members who are to leave, but whose every key also belongs to somebody who stays. */
	readonly replaced: readonly FormerMember[];
	readonly unchanged: readonly Member[];
	readonly added: number;
	readonly removed: number;
	readonly changed: number;
}

export interface Comparison {
	readonly wanted: readonly Member[];
	readonly former: ReadonlyMap<string, FormerMember>;
	readonly format: KeyFormat;
	/** Whether a former member who is no longer wanted is to leave. */
	readonly isLeaving: (member: FormerMember) => boolean;
	/** The text that is kept for a member. */
	readonly keysOf: (member: Member) => string;
	readonly isToBeSentAgain: (member: FormerMember) => boolean;
}

/**
 * Compares the wanted members of an audience with those that earlier runs have left in it.
 *
 * Platforms remove a person by any one key. So nobody is removed under a key that a staying member has too, such as a
 * household's phone number, or the email that a customer keeps while the phone changes.
 */
export function differenceOf(comparison: Comparison): Difference {
	const { wanted, former, format, keysOf, isToBeSentAgain } = comparison;
	if (former.size === 0) {
		const nobody = { outdated: [], toRemove: [], replaced: [], unchanged: [] };
		return { toSend: wanted, ...nobody, added: wanted.length, removed: 0, changed: 0 };
	}
	const toSend: Member[] = [];
	const unchanged: Member[] = [];
	const staying = new Set<string>();
	const moved: FormerMember[] = [];
	let changed = 0;
	for (const member of wanted) {
		const known = former.get(member.customerId);
		if (known !== undefined) {
			staying.add(member.customerId);
			if (known.keys === keysOf(member) && !isToBeSentAgain(known)) {
				unchanged.push(member);
				continue;
			}
			changed++;
			if (!hasCellsOf(member, known, format)) moved.push(known);
		}
		toSend.push(member);
	}
	const others = [...former.values()].filter(({ customerId }) => !staying.has(customerId));
	const leaving = others.filter(comparison.isLeaving);
	const free = freeCells([...moved, ...leaving], others, comparison);
	const toRemove = leaving.flatMap((member) => removalsOf(member, free));
	const removed = new Set(toRemove.map((removal) => removal.former));
	return {
		toSend,
		outdated: moved.flatMap((member) => removalsOf(member, free)),
		toRemove,
		replaced: leaving.filter((member) => !removed.has(member)),
		unchanged,
		added: toSend.length - changed,
		removed: removed.size,
		changed,
	};
}

/** The identifying cells of some former members that no wanted member and no other staying member has. */
function freeCells(
	of: readonly FormerMember[],
	others: readonly FormerMember[],
	{ wanted, isLeaving, format }: Comparison,
): ReadonlySet<string> {
	const free = new Set(of.flatMap((member) => format.findingCells(member)));
	if (free.size === 0) return free;
	for (const member of wanted) for (const cell of format.findingCells(member)) free.delete(cell);
	for (const member of others) {
		if (!isLeaving(member)) for (const cell of format.findingCells(member)) free.delete(cell);
	}
	return free;
}

/** Most changes are of a name or of the customer's value: they leave no old key behind. */
function hasCellsOf(member: Member, known: FormerMember, format: KeyFormat): boolean {
	return known.columns.every(
		(column, place) =>
			!format.isFinding(column) ||
			member.cells[member.columns.indexOf(column)] === known.cells[place],
	);
}

function removalsOf(former: FormerMember, free: ReadonlySet<string>): Removal[] {
	const isFree = (_each: unknown, place: number) =>
		free.has(`${former.columns[place]}=${former.cells[place]}`);
	const columns = former.columns.filter(isFree);
	const cells = former.cells.filter(isFree);
	return withoutRepeats({ columns, cells }).map((row) => ({ former, ...row }));
}
