import { dayOfDate } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import { ownCell } from '../../values/ownCell';
import { readNumber } from '../../values/readNumber';
import { hasHappened } from '../../values/yesOrNo';
import { lastDayOver } from '../customers/lastDayOver';
import { matchIds } from '../customers/matchIds';
import { purchaseReader } from '../customers/purchaseReader';
import type { SetAsideRow } from '../result';
import type { LiftOptions } from './options';
import { emptyOutcomes, firstOutcomes, type Outcomes } from './outcomes';
import { type AssignmentFault, describe, groupIn } from './readAssignments';
import type { Experiment } from './readExperiment';

/** A customer's status in the experiment. */
export type LiftStatus =
	| 'counted'
	| 'immature'
	| 'notAssigned'
	| 'changedGroup'
	| 'unreadableOrderHistory';

/** The customers who count, and their outcomes. */
export interface GatheredOutcomes {
	/** By customer. */
	readonly statuses: LiftStatus[];
	/** By customer: index of the row that assigned it; −1: none. */
	readonly assignmentOf: Int32Array;
	readonly outcomes: Outcomes;
	/** Assignments that can't be used. */
	readonly setAside: SetAsideRow[];
	/** Last day of each open window, by group. */
	readonly openUntil: { readonly control: number[]; readonly treated: number[] };
}

/**
 * Separates assigned customers who count from those who don't, and reads the outcomes of the former.
 *
 * Everybody assigned counts once the window is over, contacted or not, buyer or not (intention to treat).
 */
export function gatherOutcomes(
	{ ids, rows, hasOwnRows, assignments }: Experiment,
	options: LiftOptions,
): GatheredOutcomes {
	const { isTreated, days, sources } = assignments;
	const statuses = new Array<LiftStatus>(ids.length).fill('notAssigned');
	const assignmentOf = new Int32Array(ids.length).fill(-1);
	const setAside: SetAsideRow[] = [];
	const openUntil = { control: [] as number[], treated: [] as number[] };
	const outcomes = emptyOutcomes(ids.length, assignments.rows);
	const leaveOut = (source: number, fault: AssignmentFault) => {
		// Without separate rows, assignments are customers, and these are output in any case.
		if (!hasOwnRows) return;
		const row = assignments.rows[source];
		setAside.push({ ...describe(fault, options.fieldNames), source, row, input: 1 });
	};
	const addOutcome = outcomeWriter(outcomes, options);
	let size = 0;
	const places = matchIds(ids, assignments.ids);
	for (let i = 0; i < ids.length; i++) {
		if (places[i] < 0) continue;
		const source = sources[places[i]];
		const status = addOutcome(size, rows[i], days[source], isTreated[source]);
		assignmentOf[i] = source;
		statuses[i] = status;
		if (status === 'counted') outcomes.assignment[size++] = source;
		else if (status !== 'immature') leaveOut(source, status);
		else
			openUntil[isTreated[source] === 1 ? 'treated' : 'control'].push(
				days[source] + options.windowDays,
			);
	}
	matchIds(assignments.ids, ids).forEach((customer, place) => {
		if (customer < 0) leaveOut(sources[place], 'unknownCustomer');
	});
	return { statuses, assignmentOf, outcomes: firstOutcomes(outcomes, size), setAside, openUntil };
}

/**
 * Returns the function that writes an assigned customer's outcomes into the columns, or returns why they don't count.
 */
function outcomeWriter(outcomes: Outcomes, options: LiftOptions) {
	const { fieldNames, windowDays, prePeriodDays, marginPercent } = options;
	const { knows, revenue, orders, revenueBefore, ordersBefore } = outcomes;
	const lastDayOf = lastDayReader(options);
	// The day of assignment counts for neither period: the order of events within it is unknown.
	const readPurchases = purchaseReader([
		{ from: 1, to: windowDays, revenue, orders },
		{ from: -prePeriodDays, to: -1, revenue: revenueBefore, orders: ordersBefore },
	]);
	return (
		at: number,
		row: JsonRecord,
		day: number,
		isTreated: number,
	): Exclude<LiftStatus, 'notAssigned'> => {
		const groupToday = groupIn(row, fieldNames.holdoutGroup);
		if (groupToday !== undefined && groupToday !== (isTreated === 1 ? 'treated' : 'control')) {
			return 'changedGroup';
		}
		if (day + windowDays > lastDayOf(row)) return 'immature';
		const history = ownCell(row, fieldNames.orderHistory);
		if (!readPurchases(at, history, day)) return 'unreadableOrderHistory';
		const emails = ownCell(row, fieldNames.emailsSent);
		const discount = ownCell(row, fieldNames.discountGiven);
		const unsubscribed = ownCell(row, fieldNames.unsubscribed);
		knows.emails ||= emails !== undefined;
		knows.discount ||= discount !== undefined;
		knows.unsubscribed ||= unsubscribed !== undefined;
		const firstDay = dayOfDate(history) ?? Infinity;
		outcomes.ageDays[at] = firstDay <= day ? day - firstDay : NaN;
		outcomes.isTreated[at] = isTreated;
		outcomes.emails[at] = numberOr(emails, 0);
		outcomes.discount[at] = numberOr(discount, 0);
		outcomes.unsubscribed[at] = hasHappened(unsubscribed) ? 1 : 0;
		outcomes.marginPercent[at] = numberOr(ownCell(row, fieldNames.marginPercent), marginPercent);
		return 'counted';
	};
}

function numberOr(cell: unknown, otherwise: number): number {
	if (cell === undefined) return otherwise;
	const number = readNumber(cell);
	return Number.isNaN(number) ? otherwise : number;
}

/** The last complete day of a customer: from the option, else from the customer's own day. */
function lastDayReader({ asOf, fieldNames }: LiftOptions): (row: JsonRecord) => number {
	const given = asOf === '' ? undefined : lastDayOver(asOf);
	if (given !== undefined) return () => given;
	let lastText: unknown;
	let lastDay = -Infinity;
	return (row) => {
		const text = row[fieldNames.asOf];
		// Most customers share it.
		if (text !== lastText) {
			lastText = text;
			lastDay = lastDayOver(text) ?? -Infinity;
		}
		return lastDay;
	};
}
