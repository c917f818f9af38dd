import { type IExecuteFunctions, type INodeExecutionData, sleep } from 'n8n-workflow';
import type { RfmComputation } from '../../src/core/rfm/computeRfm';
import type { FileRows } from '../../src/files/fileRows';
import type { FileOptions } from '../../src/files/options';
import type { JsonRecord } from '../../src/values/jsonRecord';
import type { Notice } from '../../src/values/notice';
import { counted, firstFew, grouped } from '../../src/values/wording';
import { inputFileRows, inputFiles, type InputFile } from '../shared/inputFiles';
import type { NodeRun } from '../shared/outputs';

/** Rows that are read together: enough for the source to show. */
const portion = 10_000;

/** Milliseconds between two lines of the log about how far the reading is. */
const logEvery = 5_000;

/** Files that were read as one set of orders. */
export interface OrderFilesRead {
	readonly notices: readonly Notice[];
	/** The item whose file holds an order, by the order's place among all. */
	readonly itemOfRow: (row: number) => number;
}

/** Reads the orders of all files of a node's items into a computation. */
export async function readOrderFiles(
	context: IExecuteFunctions,
	{ binaryFields, fileEncoding }: FileOptions,
	computation: RfmComputation,
): Promise<OrderFilesRead> {
	const starts: Array<{ readonly row: number; readonly item: number }> = [];
	const notices: Notice[] = [];
	const encoding = fileEncoding === 'automatic' ? undefined : fileEncoding;
	let count = 0;
	let logged = Date.now();
	for (const file of inputFiles(context, binaryFields)) {
		starts.push({ row: count, item: file.item });
		const reading = inputFileRows(context, file, encoding);
		const gatherer = new Portions(computation, file);
		for (let next = await reading.next(); ; next = await reading.next()) {
			if (next.done === true) {
				count += gatherer.flush();
				notices.push(...fileNotices(file, next.value, gatherer.count));
				break;
			}
			const read = gatherer.add(next.value);
			if (read === 0) continue;
			count += read;
			if (Date.now() - logged >= logEvery) {
				logged = Date.now();
				context.logger.info(`Compute RFM: ${grouped(count)} rows of orders read`);
			}
			await sleep(0);
			context.getExecutionCancelSignal()?.throwIfAborted();
		}
	}
	return { notices, itemOfRow: (row) => itemAt(starts, row) };
}

/** Hands the rows of a file on in portions. */
class Portions {
	count = 0;
	private rows: JsonRecord[] = [];
	private faults: Array<FileRows['faults'][number]> = [];
	private isFirst = true;

	constructor(
		private readonly computation: RfmComputation,
		private readonly file: InputFile,
	) {}

	/** Takes rows; returns how many were handed on. */
	add({ rows, faults }: FileRows): number {
		for (const row of rows) this.rows.push(row);
		for (const { code, row } of faults) {
			this.faults.push({ code, row: { fileName: this.file.name, ...row } });
		}
		return this.rows.length < portion ? 0 : this.flush();
	}

	flush(): number {
		const { rows, faults, computation } = this;
		const read = rows.length + faults.length;
		if (read === 0) return 0;
		computation.add(rows);
		if (this.isFirst && rows.length > 0) {
			computation.requireColumns(rows, this.file.name);
			this.isFirst = false;
		}
		computation.refuse(faults);
		this.rows = [];
		this.faults = [];
		this.count += read;
		return read;
	}
}

function itemAt(
	starts: ReadonlyArray<{ readonly row: number; readonly item: number }>,
	row: number,
): number {
	let found = 0;
	for (let low = 0, high = starts.length - 1; low <= high; ) {
		const middle = (low + high) >> 1;
		if (starts[middle].row > row) high = middle - 1;
		else {
			found = middle;
			low = middle + 1;
		}
	}
	return starts[found]?.item ?? 0;
}

type Findings = Awaited<ReturnType<ReturnType<typeof inputFileRows>['next']>>['value'];

/** What is to be known of a file: how it was read where that was guessed, and what is doubtful about it. */
function fileNotices(file: InputFile, findings: Findings, count: number): Notice[] {
	if (!('encoding' in findings)) return [];
	const name = `"${file.name}"`;
	const notices: Notice[] = [];
	if (count === 0) {
		notices.push({ code: 'emptyFile', message: `${name} has no rows.`, level: 'warning' });
	}
	if (findings.hasBrokenBytes) {
		notices.push({
			code: 'brokenText',
			message: `${name} has bytes that are not UTF-8 among text that is: those letters are shown as �. If it is not UTF-8, set "File Encoding" under Options.`,
			level: 'warning',
		});
	}
	if (findings.encoding === 'windows-1252') {
		notices.push({
			code: 'encodingFound',
			message: `${name} is not UTF-8 and was read as Windows-1252. If letters look wrong, set "File Encoding" under Options.`,
			level: 'info',
		});
	}
	const { linesAbove = 0, renamed = [] } = findings;
	if (linesAbove > 0) {
		notices.push({
			code: 'linesAboveColumns',
			message: `The column names of ${name} were taken from line ${linesAbove + 1}; ${counted(linesAbove, 'line')} above it ${linesAbove === 1 ? 'was' : 'were'} not read.`,
			level: 'info',
		});
	}
	if (renamed.length > 0) {
		notices.push({
			code: 'columnsRenamed',
			message: `Columns of ${name} without a name, or with one that another column has, are called ${firstFew(renamed.map((column) => `"${column}"`))}.`,
			level: 'info',
		});
	}
	return notices;
}

/** Says that the items carry files, where none of them is an order. */
export function withFilesNotice(run: NodeRun, items: readonly INodeExecutionData[]): NodeRun {
	const [customers] = run.outputs;
	const isFiles = customers.length === 0 && items.every(({ binary }) => binary !== undefined);
	if (!isFiles) return run;
	const notice: Notice = {
		code: 'ordersInFiles',
		message: 'The items carry files. If the orders are in them, set "Orders Come As" to File.',
		level: 'warning',
	};
	return { ...run, notices: [notice, ...run.notices] };
}

/** Pairs what a computation gave to the items whose files it was read from. */
export function pairedToFiles(run: NodeRun, { itemOfRow, notices }: OrderFilesRead): NodeRun {
	const [customers, setAside] = run.outputs;
	for (const item of customers) pairToFile(item, itemOfRow);
	for (const item of setAside) pairToFile(item, itemOfRow);
	return { ...run, notices: [...notices, ...run.notices] };
}

function pairToFile(item: INodeExecutionData, itemOfRow: (row: number) => number): void {
	const { pairedItem } = item;
	if (Array.isArray(pairedItem)) {
		const items = new Set(
			pairedItem.map((pair) => itemOfRow(typeof pair === 'number' ? pair : pair.item)),
		);
		item.pairedItem = [...items].map((index) => ({ item: index }));
	} else if (typeof pairedItem === 'object') {
		item.pairedItem = { item: itemOfRow(pairedItem.item) };
	}
}
