import { dayOfDate } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import { storedDayReader } from '../../values/storedDay';
import { latestDay } from '../customers/latestDay';
import { type CustomerRows, readCustomers } from '../customers/readCustomers';
import type { LiftOptions } from './options';
import { type Assignments, groupIn, readAssignments } from './readAssignments';

/** Customers and the groups they were assigned to; rows without a customer and unusable assignments are set aside. */
export interface Experiment extends CustomerRows {
	/** Day number of the reference date; undefined where no customer has one. */
	readonly today: number | undefined;
	/** Whether the assignments are separate rows, not the customers themselves. */
	readonly hasOwnRows: boolean;
	readonly assignments: Assignments;
}

/**
 * Reads which customer was assigned to which group and when.
 *
 * @param assignments separate rows; empty: each customer's own group, from `start` on
 * @param timeZone the shop's, for days that a store has converted to UTC
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

/** The groups on the customers' own rows, all assigned on the day of `start`; none without that day. */
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
