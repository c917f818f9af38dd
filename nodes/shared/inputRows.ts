import type { IExecuteFunctions } from 'n8n-workflow';
import { dateFieldNames, withWrittenDates, writtenDate } from '../../src/core/customers/dateFields';
import { isRecord } from '../../src/values/isRecord';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { ShopCalendar } from '../../src/values/shopCalendar';
import type { ItemOfRow } from './files/pairToItems';
import { type CustomerStream, customerStream } from './files/customerStream';
import { carriesRows, rowsOfItems } from './files/rowsOfItems';

/** What a node works on: the rows of its inputs, cleaned of what n8n's file readers and tables have changed. */
export interface InputRows {
	/** The rows of the first input; of a stream rows that tell all of them. */
	readonly rows: readonly JsonRecord[];
	/** The number of rows of the first input. */
	readonly count: number;
	/** Rows of the second input; empty where nothing came in on it. */
	readonly second: readonly JsonRecord[];
	/** By input, the item that a row came in where items carried files. */
	readonly itemOf: readonly ItemOfRow[];
	/** The customers of files, of which only a few are held at a time; undefined where all rows are held. */
	readonly stream: CustomerStream | undefined;
}

/** Which rows a node takes, and how. */
export interface RowsWanted {
	/** The customers of a parameter, used instead of the first input; undefined where the input counts. */
	readonly given: readonly JsonRecord[] | undefined;
	readonly hasSecond: boolean;
	/** 1 where today's customers come in on the second input. */
	readonly customersOn: 1 | undefined;
	/** The field with the customer's ID where customers of files are streamed; undefined where all rows are held. */
	readonly streamedBy: string | undefined;
}

/**
 * Reads the rows of a node's inputs: column names without a byte order mark, and the dates of today's customers as
 * Compute RFM writes them. Stored rows of the second input keep theirs: the core reads them beside today's.
 *
 * @param options of the node, with its names of fields and its time zone where it has them
 */
export async function inputRows(
	context: IExecuteFunctions,
	options: unknown,
	{ given, hasSecond, customersOn, streamedBy }: RowsWanted,
): Promise<InputRows> {
	const none = { rows: [], itemOf: undefined };
	const items = context.getInputData();
	const clean = dateCleaner(context, options);
	const isStreamed = streamedBy !== undefined && given === undefined && items.some(carriesRows);
	const stream = isStreamed
		? await customerStream(context, items, { idField: streamedBy, clean })
		: undefined;
	const first =
		stream !== undefined
			? { rows: stream.telling, itemOf: stream.itemOf }
			: given === undefined
				? await rowsOfItems(context, items)
				: { ...none, rows: given };
	const second = hasSecond ? await rowsOfItems(context, context.getInputData(1) ?? []) : none;
	const isCleaned = stream !== undefined || customersOn === 1;
	return {
		rows: isCleaned ? first.rows : cleaned(first.rows, clean),
		count: stream?.customers.rowCount ?? first.rows.length,
		second: customersOn === 1 ? cleaned(second.rows, clean) : second.rows,
		itemOf: [first.itemOf, second.itemOf],
		stream,
	};
}

/** Returns the function that cleans the dates of a row; only nodes that measure customers against a day read them. */
function dateCleaner(
	context: IExecuteFunctions,
	options: unknown,
): (row: JsonRecord) => JsonRecord {
	const names = isRecord(options) && isRecord(options.fieldNames) ? options.fieldNames : {};
	if (names.asOf === undefined) return (row) => row;
	const fields = dateFieldNames(names);
	const calendar = calendarOf(context, options);
	return (row) => withWrittenDates(row, fields, calendar);
}

/** The same list where no row changes: a copy would be held beside it. */
function cleaned(
	rows: readonly JsonRecord[],
	clean: (row: JsonRecord) => JsonRecord,
): readonly JsonRecord[] {
	const first = rows.findIndex((row) => clean(row) !== row);
	return first < 0 ? rows : rows.map(clean);
}

/** Options as a panel gives them, with `asOf` as text: an expression may give a date object. */
export function withWrittenAsOf(
	context: IExecuteFunctions,
	given: Record<string, unknown>,
): Record<string, unknown> {
	const { asOf } = given;
	if (typeof asOf !== 'object' || asOf === null) return given;
	return { ...given, asOf: writtenDate(asOf, calendarOf(context, given)) };
}

function calendarOf(context: IExecuteFunctions, options: unknown): ShopCalendar {
	const own = isRecord(options) ? options.timeZone : undefined;
	return new ShopCalendar(typeof own === 'string' && own !== '' ? own : context.getTimezone());
}
