import type { JsonRecord } from '../../values/jsonRecord';
import { ownCell } from '../../values/ownCell';
import { readNumber } from '../../values/readNumber';
import { hasHappened } from '../../values/yesOrNo';
import type { CustomerRows } from '../customers/readCustomers';
import type { SetAsideRow } from '../result';
import { customerOutcome, type CustomerOutcome } from './customerOutcome';
import type { LiftOptions } from './options';
import { emptyOutcomes, type Outcomes } from './outcomes';
import { lastDayOver } from '../customers/lastDayOver';
import { type Assignment, type AssignmentFault, describe, groupIn } from './readAssignments';

/** What became of a customer in the experiment. */
export type LiftStatus =
	| 'counted'
	| 'immature'
	| 'notAssigned'
	| 'changedGroup'
	| 'unreadableOrderHistory';

/** Who counts, and what they did. */
export interface GatheredOutcomes {
	/** One entry a customer, by customer. */
	readonly statuses: LiftStatus[];
	readonly assignmentOf: Array<Assignment | undefined>;
	readonly outcomes: Outcomes;
	/** Assignments that count for nothing. */
	readonly setAside: SetAsideRow[];
	/** Last day of each open window, by group. */
	readonly openUntil: { readonly control: number[]; readonly treated: number[] };
}

/**
 * Sorts assigned customers into those who count and those who don't, and reads what the former did.
 *
 * Everybody assigned counts once the window is over, contacted or not, buyer or not (intention to treat).
 *
 * @param first the first assignment of each customer
 * @param hasOwnRows whether the assignments are rows of their own, not the customers themselves
 */
export function gatherOutcomes(
	rows: readonly JsonRecord[],
	{ ids, sources }: CustomerRows,
	first: ReadonlyMap<string, Assignment>,
	hasOwnRows: boolean,
	options: LiftOptions,
): GatheredOutcomes {
	const { fieldNames, windowDays } = options;
	const statuses: LiftStatus[] = new Array<LiftStatus>(ids.length).fill('notAssigned');
	const assignmentOf: Array<Assignment | undefined> = ids.map((id) => first.get(id));
	const setAside: SetAsideRow[] = [];
	const openUntil = { control: [] as number[], treated: [] as number[] };
	const counted: Assignment[] = [];
	const outcomes = emptyOutcomes(ids.length, counted);
	const leaveOut = ({ source, row }: Assignment, fault: AssignmentFault) => {
		// Without rows of their own assignments are customers, and these come out in any case.
		if (hasOwnRows) setAside.push({ ...describe(fault, fieldNames), source, row, input: 1 });
	};
	const lastDayOf = lastDayReader(options);

	for (let i = 0; i < ids.length; i++) {
		const assignment = assignmentOf[i];
		if (assignment === undefined) continue;
		const row = rows[sources[i]];
		const groupToday = groupIn(row, fieldNames.holdoutGroup);
		if (groupToday !== undefined && groupToday !== assignment.group) {
			statuses[i] = 'changedGroup';
			leaveOut(assignment, 'changedGroup');
			continue;
		}
		const lastDay = assignment.day + windowDays;
		if (lastDay > lastDayOf(row)) {
			statuses[i] = 'immature';
			openUntil[assignment.group].push(lastDay);
			continue;
		}
		const history = ownCell(row, fieldNames.orderHistory);
		const outcome = customerOutcome(history, assignment.day, windowDays, options.prePeriodDays);
		if (outcome === undefined) {
			statuses[i] = 'unreadableOrderHistory';
			leaveOut(assignment, 'unreadableOrderHistory');
			continue;
		}
		statuses[i] = 'counted';
		outcomes.customer[counted.length] = i;
		writeOutcome(outcomes, counted.length, outcome, row, options);
		outcomes.isTreated[counted.length] = assignment.group === 'treated' ? 1 : 0;
		counted.push(assignment);
	}
	const known = new Set(ids);
	for (const [id, assignment] of first) if (!known.has(id)) leaveOut(assignment, 'unknownCustomer');
	return { statuses, assignmentOf, outcomes, setAside, openUntil };
}

/** Writes what a customer did, and what that cost, into the columns. */
function writeOutcome(
	outcomes: Outcomes,
	at: number,
	{ after, before, ageDays }: CustomerOutcome,
	row: JsonRecord,
	{ fieldNames, marginPercent }: LiftOptions,
): void {
	outcomes.revenue[at] = after.revenue;
	outcomes.orders[at] = after.orders;
	outcomes.revenueBefore[at] = before.revenue;
	outcomes.ordersBefore[at] = before.orders;
	outcomes.ageDays[at] = ageDays;
	outcomes.marginPercent[at] = numberOr(row, fieldNames.marginPercent, marginPercent);
	outcomes.emails[at] = numberOr(row, fieldNames.emailsSent, 0);
	outcomes.discount[at] = numberOr(row, fieldNames.discountGiven, 0);
	outcomes.unsubscribed[at] = hasHappened(ownCell(row, fieldNames.unsubscribed)) ? 1 : 0;
	outcomes.knows.emails ||= ownCell(row, fieldNames.emailsSent) !== undefined;
	outcomes.knows.discount ||= ownCell(row, fieldNames.discountGiven) !== undefined;
	outcomes.knows.unsubscribed ||= ownCell(row, fieldNames.unsubscribed) !== undefined;
}

function numberOr(row: JsonRecord, field: string, otherwise: number): number {
	const number = readNumber(ownCell(row, field));
	return Number.isNaN(number) ? otherwise : number;
}

/** The last day that is over for a customer: by the option, else by the day it comes with. */
function lastDayReader({ asOf, fieldNames }: LiftOptions): (row: JsonRecord) => number {
	const given = asOf === '' ? undefined : lastDayOver(asOf);
	const known = new Map<unknown, number>();
	return (row) => {
		if (given !== undefined) return given;
		const text = row[fieldNames.asOf];
		let day = known.get(text);
		if (day === undefined) {
			day = lastDayOver(text) ?? -Infinity;
			known.set(text, day);
		}
		return day;
	};
}
