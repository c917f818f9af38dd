import type { JsonRecord } from '../../values/jsonRecord';
import { ownCell } from '../../values/ownCell';
import { readNumber } from '../../values/readNumber';
import { hasHappened } from '../../values/yesOrNo';
import { lastDayOver } from '../customers/lastDayOver';
import type { SetAsideRow } from '../result';
import { type CustomerOutcome, customerOutcome } from './customerOutcome';
import type { LiftOptions } from './options';
import { emptyOutcomes, type Outcomes } from './outcomes';
import { type Assignment, type AssignmentFault, describe, groupIn } from './readAssignments';
import type { Experiment } from './readExperiment';

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
 */
export function gatherOutcomes(
	{ base: { ids }, rows, first, hasOwnRows }: Experiment,
	options: LiftOptions,
): GatheredOutcomes {
	const statuses: LiftStatus[] = new Array<LiftStatus>(ids.length).fill('notAssigned');
	const assignmentOf: Array<Assignment | undefined> = ids.map((id) => first.get(id));
	const setAside: SetAsideRow[] = [];
	const openUntil = { control: [] as number[], treated: [] as number[] };
	const counted: Assignment[] = [];
	const outcomes = emptyOutcomes(ids.length, counted);
	const leaveOut = ({ source, row }: Assignment, fault: AssignmentFault) => {
		// Without rows of their own assignments are customers, and these come out in any case.
		if (hasOwnRows)
			setAside.push({ ...describe(fault, options.fieldNames), source, row, input: 1 });
	};
	const judge = assignmentJudge(options);
	for (let i = 0; i < ids.length; i++) {
		const assignment = assignmentOf[i];
		if (assignment === undefined) continue;
		const judged = judge(rows[i], assignment);
		if (typeof judged === 'object') {
			statuses[i] = 'counted';
			addOutcome(outcomes, counted.length, i, assignment, judged, rows[i], options);
			counted.push(assignment);
			continue;
		}
		statuses[i] = judged;
		if (judged !== 'immature') leaveOut(assignment, judged);
		else openUntil[assignment.group].push(assignment.day + options.windowDays);
	}
	const known = new Set(ids);
	for (const [id, assignment] of first) if (!known.has(id)) leaveOut(assignment, 'unknownCustomer');
	return { statuses, assignmentOf, outcomes, setAside, openUntil };
}

type Judged = CustomerOutcome | 'immature' | 'changedGroup' | 'unreadableOrderHistory';

/** Makes the function that says what an assigned customer did, or why that does not count. */
function assignmentJudge(
	options: LiftOptions,
): (row: JsonRecord, assignment: Assignment) => Judged {
	const { fieldNames, windowDays, prePeriodDays } = options;
	const lastDayOf = lastDayReader(options);
	return (row, { group, day }) => {
		const groupToday = groupIn(row, fieldNames.holdoutGroup);
		if (groupToday !== undefined && groupToday !== group) return 'changedGroup';
		if (day + windowDays > lastDayOf(row)) return 'immature';
		const history = ownCell(row, fieldNames.orderHistory);
		return customerOutcome(history, day, windowDays, prePeriodDays) ?? 'unreadableOrderHistory';
	};
}

/** Writes what a counted customer did into the columns. */
function addOutcome(
	outcomes: Outcomes,
	at: number,
	customer: number,
	assignment: Assignment,
	{ after, before, ageDays }: CustomerOutcome,
	row: JsonRecord,
	{ fieldNames, marginPercent }: LiftOptions,
): void {
	outcomes.customer[at] = customer;
	outcomes.isTreated[at] = assignment.group === 'treated' ? 1 : 0;
	outcomes.revenue[at] = after.revenue;
	outcomes.orders[at] = after.orders;
	outcomes.revenueBefore[at] = before.revenue;
	outcomes.ordersBefore[at] = before.orders;
	outcomes.ageDays[at] = ageDays;
	outcomes.marginPercent[at] = numberOr(ownCell(row, fieldNames.marginPercent), marginPercent);
	const emails = ownCell(row, fieldNames.emailsSent);
	const discount = ownCell(row, fieldNames.discountGiven);
	const unsubscribed = ownCell(row, fieldNames.unsubscribed);
	outcomes.emails[at] = numberOr(emails, 0);
	outcomes.discount[at] = numberOr(discount, 0);
	outcomes.unsubscribed[at] = hasHappened(unsubscribed) ? 1 : 0;
	outcomes.knows.emails ||= emails !== undefined;
	outcomes.knows.discount ||= discount !== undefined;
	outcomes.knows.unsubscribed ||= unsubscribed !== undefined;
}

function numberOr(cell: unknown, otherwise: number): number {
	if (cell === undefined) return otherwise;
	const number = readNumber(cell);
	return Number.isNaN(number) ? otherwise : number;
}

/** The last day that is over for a customer: by the option, else by the day it comes with. */
function lastDayReader({ asOf, fieldNames }: LiftOptions): (row: JsonRecord) => number {
	const given = asOf === '' ? undefined : lastDayOver(asOf);
	if (given !== undefined) return () => given;
	let lastText: unknown;
	let lastDay = -Infinity;
	return (row) => {
		const text = row[fieldNames.asOf];
		// Mostly all customers have the same one.
		if (text !== lastText) {
			lastText = text;
			lastDay = lastDayOver(text) ?? -Infinity;
		}
		return lastDay;
	};
}
