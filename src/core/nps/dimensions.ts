import { groupText } from '../../values/cellText';
import { codeList } from '../../values/codeList';
import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { discountBandOf } from './discountBand';
import type { NpsRun } from './npsRun';
import type { NpsOptions } from './options';

/** A field by which answers are broken down. */
export interface Dimension {
	readonly name: string;
	/** The rows that have the field; undefined: nobody has a value. */
	readonly of: 'surveys' | 'customers' | undefined;
	/** The value of a person; undefined: none. Customers who never answered have one only in a field of the customers. */
	readonly valueOf: (person: number) => string | undefined;
	/** The discount of the order that a person was asked about, in percent; NaN where the surveys do not have it. */
	readonly discountOf: (person: number) => number;
}

export const discountDimension = 'discountBand';

type ReadValue = (row: JsonRecord) => string | undefined;

/**
 * The dimensions that the options name: a field of the surveys, else of the customers.
 *
 * A survey's own field is about the order in question, so it counts before the customer's. `discountBand` comes from
 * the surveys' discount, else from the customer's share of discounts.
 */
export function dimensionsOf(run: NpsRun, options: NpsOptions): Dimension[] {
	return codeList(options.breakdownBy).map((name) => {
		if (name === discountDimension) return discounts(run, options);
		const read: ReadValue = (row) => groupText(row, name) || undefined;
		return ofSurveys(name, run, read) ?? ofCustomers(name, run, read);
	});
}

function discounts(run: NpsRun, { fieldNames }: NpsOptions): Dimension {
	const readCell = run.layout.discountPercent?.read;
	const percentOf = (row: JsonRecord) => readNumber(readCell?.(row));
	const ownShare: ReadValue = (row) =>
		discountBandOf(100 * readNumber(row[fieldNames.discountShare]));
	const name = discountDimension;
	const asked = ofSurveys(name, run, (row) => discountBandOf(percentOf(row)));
	if (asked === undefined) return ofCustomers(name, run, ownShare);
	const discountOf = (person: number) => {
		const row = latestRow(run, person);
		return row === undefined ? NaN : percentOf(row);
	};
	return { ...asked, discountOf };
}

/** A field of the surveys, by each person's latest answer; undefined where no answer has a value. */
function ofSurveys(name: string, run: NpsRun, read: ReadValue): Dimension | undefined {
	const valueOf = (person: number) => {
		const row = latestRow(run, person);
		return row === undefined ? undefined : read(row);
	};
	const isThere = run.answers.ofPerson.some((_, person) => valueOf(person) !== undefined);
	return isThere ? { name, of: 'surveys', valueOf, discountOf: () => NaN } : undefined;
}

function ofCustomers(name: string, { table }: NpsRun, read: ReadValue): Dimension {
	const valueOf = (person: number) =>
		person < table.ids.length ? read(table.row(person)) : undefined;
	const isThere = table.ids.some((_, person) => valueOf(person) !== undefined);
	return { name, of: isThere ? 'customers' : undefined, valueOf, discountOf: () => NaN };
}

/** The survey row of a person's latest answer. */
function latestRow({ answers }: NpsRun, person: number): JsonRecord | undefined {
	return answers.ofPerson[person]?.at(-1)?.row;
}
