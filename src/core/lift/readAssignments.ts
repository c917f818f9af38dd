import { canonicalJson } from '../../values/canonicalJson';
import type { JsonRecord } from '../../values/jsonRecord';
import { idIn } from '../../values/readId';
import { cellText } from '../../values/cellText';
import { type DayReader, storedInstant } from '../../values/storedDay';
import type { HoldoutGroup } from '../holdout/holdoutGroup';
import type { SetAsideRow } from '../result';
import type { LiftOptions } from './options';

/** Who was put where, and when. */
export interface Assignment {
	readonly customerId: string;
	readonly group: HoldoutGroup;
	/** Day number. */
	readonly day: number;
	readonly row: JsonRecord;
	/** Index of the row on its input. */
	readonly source: number;
}

export interface Assignments {
	/** The first one of each customer. */
	readonly first: Map<string, Assignment>;
	readonly setAside: SetAsideRow[];
}

const secondInput = 1;

/**
 * Reads the rows that say who was assigned to which group, and keeps the earliest of each customer.
 *
 * The written date of `assignedAt` counts. Of several on one day the earlier instant stays, then the one with
 * the lesser JSON, so that the order of the rows never matters.
 *
 * @param lastDay day number of the reference date: later assignments are set aside
 * @param dayOf reads the shop's day of `assignedAt`
 */
export function readAssignments(
	rows: readonly JsonRecord[],
	fieldNames: LiftOptions['fieldNames'],
	lastDay: number,
	dayOf: DayReader,
): Assignments {
	const first = new Map<string, Assignment>();
	const setAside: SetAsideRow[] = [];
	const put = (source: number, reason: keyof typeof assignmentReasons, row: JsonRecord) =>
		setAside.push({ ...describe(reason, fieldNames), source, row, input: secondInput });
	rows.forEach((row, source) => {
		const customerId = idIn(row, fieldNames.customerId);
		if (customerId === undefined) return put(source, 'missingCustomerId', row);
		const group = groupIn(row, fieldNames.holdoutGroup);
		if (group === undefined) return put(source, 'badGroup', row);
		const day = dayOf(row[fieldNames.assignedAt]);
		if (day === undefined) return put(source, 'badDate', row);
		if (day > lastDay) return put(source, 'afterAsOf', row);
		const assignment = { customerId, group, day, row, source };
		const known = first.get(customerId);
		if (known === undefined) {
			first.set(customerId, assignment);
			return undefined;
		}
		const isEarlier = comesBefore(assignment, known, fieldNames.assignedAt);
		if (isEarlier) first.set(customerId, assignment);
		const later = isEarlier ? known : assignment;
		return put(later.source, 'assignedAgain', later.row);
	});
	return { first, setAside };
}

/** The group that a row's own cell names; undefined for every other word. */
export function groupIn(row: JsonRecord, field: string): HoldoutGroup | undefined {
	const text = cellText(row, field).toLowerCase();
	return text === 'control' || text === 'treated' ? text : undefined;
}

function comesBefore(a: Assignment, b: Assignment, field: string): boolean {
	if (a.day !== b.day) return a.day < b.day;
	const [ofA, ofB] = [a, b].map(({ row }) => storedInstant(row[field]) || 0);
	return ofA === ofB ? canonicalJson(a.row) < canonicalJson(b.row) : ofA < ofB;
}

/** Why an assignment counts for nothing. */
const assignmentReasons = {
	missingCustomerId: ({ customerId }) => `The assignment has no "${customerId}".`,
	badGroup: ({ holdoutGroup }) =>
		`"${holdoutGroup}" is neither control nor treated, so it is not known which group it is in.`,
	badDate: ({ assignedAt }) => `"${assignedAt}" is not a date.`,
	afterAsOf: ({ assignedAt }) => `"${assignedAt}" lies after the day that is measured.`,
	assignedAgain: () => 'The customer was assigned before; the first assignment counts.',
	unknownCustomer: () => 'No customer has this id.',
	changedGroup: ({ holdoutGroup }) =>
		`The customer now has another "${holdoutGroup}" than it was assigned to, so it was in both groups.`,
	unreadableOrderHistory: ({ orderHistory }) =>
		`The customer has no readable "${orderHistory}", so it is not known what it bought.`,
} as const satisfies Record<string, (fieldNames: LiftOptions['fieldNames']) => string>;

export type AssignmentFault = keyof typeof assignmentReasons;

/** Code and sentence of what is wrong with an assignment. */
export function describe(
	code: AssignmentFault,
	fieldNames: LiftOptions['fieldNames'],
): { code: string; explanation: string } {
	return { code, explanation: assignmentReasons[code](fieldNames) };
}
