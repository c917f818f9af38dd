import { dayOfDate } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import { storedDayReader } from '../../values/storedDay';
import { latestDay } from '../customers/latestDay';
import { type CustomerRows, readCustomers } from '../customers/readCustomers';
import type { LiftOptions } from './options';
import { type Assignments, groupIn, readAssignments } from './readAssignments';

/** Customers and the groups they were assigned to; set aside are rows that are no customers, and unusable assignments. */
export interface Experiment extends CustomerRows {
	/** Day number of the day that everything is measured on; undefined where no customer has one. */
	readonly today: number | undefined;
	/** Whether the assignments are rows of their own, not the customers themselves. */
	readonly hasOwnRows: boolean;
	readonly assignments: Assignments;
}

/**
 * Reads who was assigned where and when.
 *
 * @param assignments rows of their own; empty: each customer's own group, from `start` on
 * @param timeZone the shop's, for days that a store has moved to UTC
 */
export function readExperiment(
	rows: readonly JsonRecord[],
	assignments: readonly JsonRecord[],
	options: LiftOptions,
	timeZone: string,
): Experiment {
	const { asOf, fieldNames } = options;
	const base = readCustomers(rows, fieldNames.customerId);
	const today = dayOfDate(asOf) ?? latestDay(base.rows, fieldNames.asOf, dayOfDate);
	const hasOwnRows = assignments.length > 0;
	if (!hasOwnRows) {
		return { ...base, today, hasOwnRows, assignments: ownAssignments(base, options) };
	}
	const dayOf = storedDayReader(rows[0]?.[fieldNames.asOf], timeZone);
	const read = readAssignments(assignments, fieldNames, today ?? Infinity, dayOf);
	const setAside = [...base.setAside, ...read.setAside];
	return { ...base, today, hasOwnRows, assignments: read, setAside };
}

/** Customers who say themselves which group they are in, all assigned on the day of `start`; nobody without that day. */
function ownAssignments(
	{ ids, rows }: CustomerRows,
	{ start, fieldNames }: LiftOptions,
): Assignments {
	const day = dayOfDate(start);
	const isTreated = new Uint8Array(rows.length);
	const days = new Int32Array(rows.length).fill(day ?? 0);
	const sources: number[] = [];
	if (day !== undefined) {
		rows.forEach((row, i) => {
			const group = groupIn(row, fieldNames.holdoutGroup);
			if (group === undefined) return;
			isTreated[i] = group === 'treated' ? 1 : 0;
			sources.push(i);
		});
	}
	return { rows, isTreated, days, ids: sources.map((i) => ids[i]), sources };
}
