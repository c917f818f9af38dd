import { dayOfDate } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import { storedDayReader } from '../../values/storedDay';
import { type CustomerRows, readCustomers } from '../customers/readCustomers';
import type { SetAsideRow } from '../result';
import type { LiftOptions } from './options';
import { type Assignment, groupIn, readAssignments } from './readAssignments';

/** Customers and the groups they were assigned to. */
export interface Experiment {
	readonly base: CustomerRows;
	/** The row of each customer. */
	readonly rows: readonly JsonRecord[];
	/** Day number of the day that everything is measured on; undefined where no customer has one. */
	readonly today: number | undefined;
	/** Whether the assignments are rows of their own, not the customers themselves. */
	readonly hasOwnRows: boolean;
	/** The first assignment of each customer. */
	readonly first: ReadonlyMap<string, Assignment>;
	/** Rows that are no customers, and assignments that can't be used. */
	readonly setAside: readonly SetAsideRow[];
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
	const base = readCustomers(rows, options.fieldNames.customerId);
	const own = base.sources.map((source) => rows[source]);
	const today = referenceDay(own, options);
	const hasOwnRows = assignments.length > 0;
	if (!hasOwnRows) {
		const first = ownAssignments(own, base, options);
		return { base, rows: own, today, hasOwnRows, first, setAside: base.setAside };
	}
	const dayOf = storedDayReader(rows[0]?.[options.fieldNames.asOf], timeZone);
	const read = readAssignments(assignments, options.fieldNames, today ?? Infinity, dayOf);
	const setAside = [...base.setAside, ...read.setAside];
	return { base, rows: own, today, hasOwnRows, first: read.first, setAside };
}

/** The day that everything is measured on: the option, else the latest day that customers come with. */
function referenceDay(
	rows: readonly JsonRecord[],
	{ asOf, fieldNames }: LiftOptions,
): number | undefined {
	let latest = asOf === '' ? undefined : dayOfDate(asOf);
	if (latest !== undefined) return latest;
	let text: unknown;
	for (const row of rows) {
		const own = row[fieldNames.asOf];
		// Mostly all customers have the same one.
		if (own === text) continue;
		text = own;
		const day = dayOfDate(own);
		if (day !== undefined && !(latest !== undefined && latest >= day)) latest = day;
	}
	return latest;
}

/** Customers who say themselves which group they are in, all assigned on the day of `start`; nobody without that day. */
function ownAssignments(
	rows: readonly JsonRecord[],
	{ ids, sources }: CustomerRows,
	{ start, fieldNames }: LiftOptions,
): Map<string, Assignment> {
	const first = new Map<string, Assignment>();
	const day = dayOfDate(start);
	if (day === undefined) return first;
	rows.forEach((row, i) => {
		const group = groupIn(row, fieldNames.holdoutGroup);
		if (group === undefined) return;
		first.set(ids[i], { customerId: ids[i], group, day, row, source: sources[i] });
	});
	return first;
}
