import { dateOfDay } from '../../values/days';
import { InvalidInputError } from '../../values/invalidInputError';
import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { type DayReader, storedDay } from '../../values/storedDay';
import { type CustomerRows, readCustomers } from '../customers/readCustomers';
import type { GroupReader, Membership } from './groupReader';
import type { MigrationOptions } from './options';

/** One run of customers, read once. */
export interface Run {
	readonly base: CustomerRows;
	readonly day: number | undefined;
	readonly memberships: Membership[];
	readonly money: Float64Array;
	/** Of customers with a group. */
	readonly values: Float64Array;
}

/**
 * Reads the rows of one run.
 *
 * @param asOf its day as an option gives it; empty: the latest that the rows come with
 * @param dayOf reads the shop's day of a row's `asOf`
 */
export function readRun(
	rows: readonly JsonRecord[],
	reader: GroupReader,
	asOf: string,
	{ fieldNames }: MigrationOptions,
	dayOf: DayReader = storedDay,
): Run {
	const base = readCustomers(rows, fieldNames.customerId);
	const count = base.ids.length;
	const money = new Float64Array(count);
	const values: number[] = [];
	let day = asOf === '' ? undefined : storedDay(asOf);
	const isGiven = day !== undefined;
	const memberships = base.sources.map((source, i) => {
		const row = rows[source];
		const own = isGiven ? undefined : dayOf(row[fieldNames.asOf]);
		if (own !== undefined && !(day !== undefined && day >= own)) day = own;
		money[i] = readNumber(row[fieldNames.monetaryLast365]) || 0;
		const membership = reader.read(row);
		const value = readNumber(row[fieldNames.tierValue]);
		if (membership.group !== undefined && !Number.isNaN(value)) values.push(value);
		return membership;
	});
	return { base, day, memberships, money, values: Float64Array.from(values) };
}

/** Days between two runs; null where one of both is not known. Runs in the wrong order are an error that names both. */
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
