import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { rowFormats } from '../../../src/files/rowFormats';
import type { JsonRecord } from '../../../src/values/jsonRecord';
import { lastNotAbove } from '../../../src/values/lastNotAbove';
import { withoutByteOrderMark } from '../../../src/values/withoutByteOrderMark';
import { inputFileRows } from './inputFiles';
import { rowsField } from './outputFile';

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
	const all: JsonRecord[] = [];
	const starts: number[] = [];
	for await (const { item, rows } of rowPortions(context, items)) {
		while (starts.length <= item) starts.push(all.length);
		for (const row of rows) all.push(row);
	}
	return { rows: all, itemOf: (row) => lastNotAbove(starts, row) };
}

/** Rows that one item carries, or some of them. */
export interface RowPortion {
	readonly item: number;
	readonly rows: readonly JsonRecord[];
}

/** Yields the rows of items in portions, in order; of an item without rows an empty portion. */
export async function* rowPortions(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): AsyncGenerator<RowPortion> {
	for (const [item, each] of items.entries()) {
		if (!carriesRows(each)) {
			yield { item, rows: [rowOf(each)] };
			continue;
		}
		yield { item, rows: [] };
		for await (const rows of rowsOfFile(context, each, item)) {
			yield { item, rows };
			context.getExecutionCancelSignal()?.throwIfAborted();
		}
	}
}

const extensions = Object.values(rowFormats).map(({ extension }) => `.${extension}`);

/**
 * Whether an item carries a file of rows as nodes of this package write them.
 *
 * A CSV file beside a row of its own is what that row came from: n8n's Extract From File can keep it on each item.
 */
export function carriesRows({ json, binary }: INodeExecutionData): boolean {
	const fileName = binary?.[rowsField]?.fileName ?? '';
	const name = fileName.toLowerCase();
	if (!extensions.some((extension) => name.endsWith(extension))) return false;
	return !name.endsWith('.csv') || isAboutFile(json, fileName);
}

/** Whether the fields of an item are none, or those that tell which file it carries. */
function isAboutFile(json: unknown, fileName: string): boolean {
	if (typeof json !== 'object' || json === null) return false;
	return Object.keys(json).length === 0 || ('fileName' in json && json.fileName === fileName);
}

async function* rowsOfFile(
	context: IExecuteFunctions,
	{ binary = {} }: INodeExecutionData,
	item: number,
): AsyncGenerator<readonly JsonRecord[]> {
	const file = { name: binary[rowsField].fileName ?? rowsField, item, binary: binary[rowsField] };
	const encoding = file.name.endsWith('.ndjson') ? 'utf-8' : undefined;
	const reading = { encoding, hasTypedCells: true } as const;
	for await (const read of inputFileRows(context, file, reading)) {
		if (read.faults.length > 0) {
			const { code, row } = read.faults[0];
			throw new NodeOperationError(
				context.getNode(),
				`Line ${String(row.fileLine)} of the file "${file.name}" ${faultsInWords[code]}`,
				{ description: 'Nothing was computed.', itemIndex: item },
			);
		}
		yield read.rows;
	}
}

const faultsInWords = {
	raggedRow: 'has more or fewer cells than there are columns',
	totalRow: 'is a line of totals',
	unreadableLine: 'is not a JSON object',
} as const;

/** The row of an item; n8n lets nodes pass items whose `json` isn't an object: the value is then put into a row. */
export function rowOf({ json }: INodeExecutionData): JsonRecord {
	const value: unknown = json;
	const isRow = typeof value === 'object' && value !== null && !Array.isArray(value);
	if (isRow) return withoutByteOrderMark(json);
	return value === undefined ? {} : { json: value };
}
