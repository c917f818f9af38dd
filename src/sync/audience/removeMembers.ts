import type { JsonRecord } from '../../values/jsonRecord';
import { cellText } from '../../values/cellText';
import type { Notice } from '../../values/notice';
import { counted } from '../../values/wording';
import type { Planned } from '../run/carryOut';
import type { Outcome, RowLedger } from '../run/outcome';
import { outcomeOf } from '../run/outcomeTable';
import { planOf, targetPlan, type Refusal, type TargetPlan } from '../run/plan';
import type { SendHandlers } from './applyDifference';
import { withoutRepeats, type KeyFormat, type MatchRow } from './keyFormat';
import type { FormerMember, MembershipFormat } from './lastSynced';
import { removalRefusal, type RemovalLimits } from './removalGuard';

/** One set of keys that may identify a customer of the input. */
export interface RowRemoval extends MatchRow {
	/** Index of the customer's row. */
	readonly index: number;
}

/** The removals of a set of kept keys; the customer's value is left out, since it is not a match key. */
export function removalsUnder(
	{ columns, cells }: MatchRow,
	index: number,
	format: KeyFormat,
): RowRemoval[] {
	const isKey = (_each: unknown, place: number) => !format.isValue(columns[place]);
	const keys = { columns: columns.filter(isKey), cells: cells.filter(isKey) };
	return withoutRepeats(keys).map((row) => ({ index, ...row }));
}

/** The removals of customers of the input under the keys that they were last sent with, and the row of each. */
export function formerRemovals(
	rows: readonly JsonRecord[],
	former: ReadonlyMap<string, FormerMember>,
	customerIdField: string,
	format: KeyFormat,
	onFormer: (index: number, member: FormerMember) => void,
): RowRemoval[] {
	return rows.flatMap((row, index) => {
		const member = former.get(cellText(row, customerIdField));
		if (member === undefined) return [];
		onFormer(index, member);
		return removalsUnder(member, index, format);
	});
}

/** Warns that some customers may be known by keys that can't be read any more. */
export function unreadableNotice(rows: number, { fields }: MembershipFormat): Notice {
	return {
		code: 'lastSyncedUnreadable',
		message: `The match keys of ${counted(rows, 'row')} of "Last Synced" can't be read or are truncated: these customers are removed by their current keys only. Keep ${fields.matchKeys} unchanged, as text of at least 2,000 characters.`,
		level: 'warning',
	};
}

/** Where customers are removed from. */
export interface RemovalPlace extends Pick<TargetPlan, 'target' | 'targetId' | 'members'> {
	readonly operation: string;
	readonly limits: RemovalLimits;
	readonly requests: number;
	/** Why nobody may be removed from it. */
	readonly refusal?: Refusal;
	/** The outcome of somebody who was removed. */
	readonly removed: Outcome;
	readonly remove: (
		handlers: SendHandlers<RowRemoval>,
	) => Promise<Readonly<Record<string, unknown>>>;
}

/** Plans to remove customers of the input; a person removed by one set of keys but still present by another stays a member. */
export function planRemoval(
	ledger: RowLedger,
	removals: readonly RowRemoval[],
	place: RemovalPlace,
): Planned {
	/** How many sets of keys are still to be removed, by customer. */
	const left = new Map<number, number>();
	for (const { index } of removals) left.set(index, (left.get(index) ?? 0) + 1);
	const { target, targetId, members, operation, requests, limits, removed } = place;
	const plan = targetPlan({ target, targetId, members, removed: left.size, requests });
	const check = 'the input holds only those who are to be removed';
	const setAll = (open: readonly RowRemoval[], outcome: Outcome) => {
		for (const { index } of open) ledger.set(index, outcome);
	};
	return {
		plan: planOf(operation, [plan], ledger, place.refusal ?? removalRefusal([plan], limits, check)),
		intents: () =>
			[...left.keys()].map((index) => ({
				index,
				sentence: 'Nothing was sent: would be removed.',
			})),
		act: () =>
			place.remove({
				onReceived: (received) => {
					for (const { index } of received) {
						const others = (left.get(index) ?? 1) - 1;
						left.set(index, others);
						if (others > 0 || ledger.get(index)?.status === 'rejected') continue;
						ledger.set(index, removed);
					}
				},
				onRefused: setAll,
				onUnconfirmed: setAll,
			}),
	};
}

/** A plan without changes, because the audience to remove somebody from does not exist. */
export function noAudiencePlan(
	operation: string,
	rows: readonly JsonRecord[],
	ledger: RowLedger,
): Planned {
	rows.forEach((_row, index) => ledger.set(index, outcomeOf('noAudience')));
	return { plan: planOf(operation, [], ledger), intents: () => [], act: async () => ({}) };
}
