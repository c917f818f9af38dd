import type { IExecuteFunctions } from 'n8n-workflow';
import { dateFieldNames, withWrittenDates, writtenDate } from '../../src/core/customers/dateFields';
import { isRecord } from '../../src/values/isRecord';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { ShopCalendar } from '../../src/values/shopCalendar';
import type { ItemOfRow } from './files/pairToItems';
import { rowsOfItems } from './files/rowsOfItems';

/** What a node works on: the rows of its inputs, cleaned of what n8n's file readers and tables have changed. */
export interface InputRows {
	readonly rows: readonly JsonRecord[];
	/** Rows of the second input; empty where nothing came in on it. */
	readonly second: readonly JsonRecord[];
	/** By input, the item that a row came in where items carried files. */
	readonly itemOf: readonly ItemOfRow[];
}

/**
 * Reads the rows of a node's inputs: column names without a byte order mark, and the dates of today's customers as
 * Compute RFM writes them. Stored rows of the second input keep theirs: the core reads them beside today's.
 *
 * @param given the customers of a parameter, used instead of the first input; undefined where the input counts
 * @param options of the node, with its names of fields and its time zone where it has them
 * @param customersOn 1 where today's customers come in on the second input
 */
export async function inputRows(
	context: IExecuteFunctions,
	given: readonly JsonRecord[] | undefined,
	options: unknown,
	hasSecond: boolean,
	customersOn?: 1,
): Promise<InputRows> {
	const none = { rows: [], itemOf: undefined };
	const first =
		given === undefined
			? await rowsOfItems(context, context.getInputData())
			: { ...none, rows: given };
	const second = hasSecond ? await rowsOfItems(context, context.getInputData(1) ?? []) : none;
	const itemOf = [first.itemOf, second.itemOf];
	return customersOn === 1
		? { rows: first.rows, second: withDates(context, second.rows, options), itemOf }
		: { rows: withDates(context, first.rows, options), second: second.rows, itemOf };
}

/** Only nodes that measure customers against a day read their dates. */
function withDates(
	context: IExecuteFunctions,
	rows: readonly JsonRecord[],
	options: unknown,
): readonly JsonRecord[] {
	const names = isRecord(options) && isRecord(options.fieldNames) ? options.fieldNames : {};
	if (names.asOf === undefined) return rows;
	return withWrittenDates(rows, dateFieldNames(names), calendarOf(context, options));
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
