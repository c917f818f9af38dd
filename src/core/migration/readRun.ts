import { dateOfDay } from '../../values/days';
import { InvalidInputError } from '../../values/invalidInputError';
import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { type DayReader, storedDay } from '../../values/storedDay';
import { latestDay } from '../customers/latestDay';
import { type CustomerRows, readCustomers } from '../customers/readCustomers';
import type { Membership } from './groupReader';
import type { MigrationOptions } from './options';

/** One run of customers, read once; `groups`, `rankings` and `money` have one entry per customer. */
export interface Run extends CustomerRows {
	readonly day: number | undefined;
	/** Undefined: none. */
	readonly groups: ReadonlyArray<string | undefined>;
	/** The ranking that each customer was placed in. */
	readonly rankings: ReadonlyArray<string | undefined>;
	/** How many were placed among established customers because their age is missing. */
	readonly agesMissing: number;
	readonly money: Float64Array;
	/** Tier values of customers with a group. */
	readonly values: Float64Array;
}

/**
 * Reads the rows of one run.
 *
 * @param asOf its day as an option names it; empty: the latest in the rows
 * @param dayOf reads the shop's day of a row's `asOf`
 */
export function readRun(
	rows: readonly JsonRecord[],
	read: (row: JsonRecord) => Membership,
	asOf: string,
	{ fieldNames }: MigrationOptions,
	dayOf: DayReader = storedDay,
): Run {
	const base = readCustomers(rows, fieldNames.customerId);
	const count = base.ids.length;
	const groups = new Array<string | undefined>(count);
	const rankings = new Array<string | undefined>(count);
	const money = new Float64Array(count);
	const values = new Float64Array(count);
	let valueCount = 0;
	let agesMissing = 0;
	for (let i = 0; i < count; i++) {
		const row = base.rows[i];
		const { group, rankedAmong, value, lacksAge } = read(row);
		if (lacksAge) agesMissing++;
		groups[i] = group;
		rankings[i] = rankedAmong;
		money[i] = readNumber(row[fieldNames.monetaryLast365]) || 0;
		if (group !== undefined && !Number.isNaN(value)) values[valueCount++] = value;
	}
	const day = asOf === '' ? undefined : storedDay(asOf);
	return {
		...base,
		day: day ?? latestDay(base.rows, fieldNames.asOf, dayOf),
		groups,
		rankings,
		agesMissing,
		money,
		values: values.subarray(0, valueCount),
	};
}

/** Days between two runs; null where either day is not known. Runs in the wrong order are an error that names both. */
export function daysBetween(
	then: number | undefined,
	now: number | undefined,
	field: string,
): number | null {
	if (then === undefined || now === undefined) return null;
	if (then < now) return now - then;
	throw new InvalidInputError(
		'asOfThen',
		`rows on input Previous of an earlier day than the customers, by "${field}" (customers: ${dateOfDay(now)})`,
		dateOfDay(then),
	);
}
