import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { JsonRecord } from '../../../src/values/jsonRecord';
import { withoutByteOrderMark } from '../../../src/values/withoutByteOrderMark';
import { inputFileRows } from './inputFiles';
import { rowsField } from './outputFiles';

/** The rows of one input of a node. */
export interface RowsOfItems {
	readonly rows: readonly JsonRecord[];
	/** The index of the item that contains a row; undefined where each row is an item. */
	readonly itemOf: ((row: number) => number) | undefined;
}

/** Reads the rows of items: those in files that nodes of this package wrote, and every other item as one row. */
export async function rowsOfItems(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<RowsOfItems> {
	if (!items.some(carriesRows)) return { rows: items.map(rowOf), itemOf: undefined };
	const rows: JsonRecord[] = [];
	const starts: number[] = [];
	for (const [item, each] of items.entries()) {
		starts.push(rows.length);
		if (!carriesRows(each)) rows.push(rowOf(each));
		else await readRows(context, each, item, rows);
	}
	return { rows, itemOf: (row) => lastNotAbove(starts, row) };
}

/** Whether an item carries a file of rows, one JSON object per line. */
function carriesRows({ binary }: INodeExecutionData): boolean {
	return /\.ndjson$/i.test(binary?.[rowsField]?.fileName ?? '');
}

async function readRows(
	context: IExecuteFunctions,
	{ binary = {} }: INodeExecutionData,
	item: number,
	rows: JsonRecord[],
): Promise<void> {
	const file = { name: binary[rowsField].fileName ?? rowsField, item, binary: binary[rowsField] };
	for await (const read of inputFileRows(context, file, 'utf-8')) {
		if (read.faults.length > 0) {
			throw new NodeOperationError(
				context.getNode(),
				`Line ${String(read.faults[0].row.fileLine)} of the file "${file.name}" is not a JSON object`,
				{ description: 'Nothing was computed.', itemIndex: item },
			);
		}
		for (const row of read.rows) rows.push(row);
		context.getExecutionCancelSignal()?.throwIfAborted();
	}
}

/** The index of the last start that is not above a row, which is the item that contains it. */
export function lastNotAbove(starts: readonly number[], row: number): number {
	let low = 0;
	for (let high = starts.length - 1; low < high; ) {
		const middle = (low + high + 1) >> 1;
		if (starts[middle] > row) high = middle - 1;
		else low = middle;
	}
	return low;
}

/** The row of an item; n8n lets nodes pass items whose `json` isn't an object: the value is then put into a row. */
export function rowOf({ json }: INodeExecutionData): JsonRecord {
	const value: unknown = json;
	const isRow = typeof value === 'object' && value !== null && !Array.isArray(value);
	if (isRow) return withoutByteOrderMark(json);
	return value === undefined ? {} : { json: value };
}
