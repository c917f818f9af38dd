import { canonicalJson } from '../../values/canonicalJson';
import type { JsonRecord } from '../../values/jsonRecord';
import { idIn } from '../../values/readId';
import { cellText } from '../../values/cellText';
import { type DayReader, storedInstant } from '../../values/storedDay';
import { readCustomers } from '../customers/readCustomers';
import type { HoldoutGroup } from '../holdout/holdoutGroup';
import type { SetAsideRow } from '../result';
import type { LiftOptions } from './options';

/** Who was assigned to which group, and when. */
export interface Assignments {
	/** The assignment rows, as they came. */
	readonly rows: readonly JsonRecord[];
	/** By row: 1 for treated, 0 for control. */
	readonly isTreated: Uint8Array;
	/** By row: day number. */
	readonly days: Int32Array;
	/** Customers by id in code-unit order, each once. */
	readonly ids: readonly string[];
	/** `sources[i]` is the index of the row that holds the first assignment of `ids[i]`. */
	readonly sources: readonly number[];
}

const secondInput = 1;

/**
 * Reads the assignment rows, and keeps the earliest of each customer.
 *
 * The written date of `assignedAt` counts. Of several on one day the earlier instant stays, then the one with the
 * smaller JSON, so that the order of the rows never matters.
 *
 * @param lastDay day number of the reference date: later assignments are set aside
 * @param dayOf reads the shop's day of `assignedAt`
 */
export function readAssignments(
	rows: readonly JsonRecord[],
	fieldNames: LiftOptions['fieldNames'],
	lastDay: number,
	dayOf: DayReader,
): Assignments & { readonly setAside: SetAsideRow[] } {
	const isTreated = new Uint8Array(rows.length);
	const days = new Int32Array(rows.length);
	const usable: JsonRecord[] = [];
	const sources: number[] = [];
	const setAside: SetAsideRow[] = [];
	const put = (source: number, reason: AssignmentFault) =>
		setAside.push({
			...describe(reason, fieldNames),
			source,
			row: rows[source],
			input: secondInput,
		});
	rows.forEach((row, source) => {
		if (idIn(row, fieldNames.customerId) === undefined) return put(source, 'missingCustomerId');
		const group = groupIn(row, fieldNames.holdoutGroup);
		if (group === undefined) return put(source, 'badGroup');
		const day = dayOf(row[fieldNames.assignedAt]);
		if (day === undefined) return put(source, 'badDate');
		if (day > lastDay) return put(source, 'afterAsOf');
		isTreated[source] = group === 'treated' ? 1 : 0;
		days[source] = day;
		sources.push(source);
		return usable.push(row);
	});
	const first = readCustomers(usable, fieldNames.customerId, earlierFirst(fieldNames, dayOf));
	for (const { source } of first.setAside) put(sources[source], 'assignedAgain');
	const firstSources = first.sources.map((source) => sources[source]);
	return { rows, isTreated, days, ids: first.ids, sources: firstSources, setAside };
}

/** Above 0 where the first row counts before the second. */
function earlierFirst({ assignedAt }: LiftOptions['fieldNames'], dayOf: DayReader) {
	return (a: JsonRecord, b: JsonRecord): number => {
		for (const read of [dayOf, storedInstant]) {
			const [ofA, ofB] = [a, b].map((row) => read(row[assignedAt]) || 0);
			if (ofA !== ofB) return ofB - ofA;
		}
		return canonicalJson(a) < canonicalJson(b) ? 1 : -1;
	};
}

/** The group named in a row's own cell; undefined for any other word. */
export function groupIn(row: JsonRecord, field: string): HoldoutGroup | undefined {
	const text = cellText(row, field).toLowerCase();
	return text === 'control' || text === 'treated' ? text : undefined;
}

/** Why an assignment can't be used. */
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

/** Code and sentence of an assignment's fault. */
export function describe(
	code: AssignmentFault,
	fieldNames: LiftOptions['fieldNames'],
): { code: string; explanation: string } {
	return { code, explanation: assignmentReasons[code](fieldNames) };
}
