import type { IExecuteFunctions } from 'n8n-workflow';
import type { RfmComputation } from '../../src/core/rfm/computeRfm';
import { fileNotices } from '../../src/files/fileNotices';
import type { FileRows } from '../../src/files/fileRows';
import type { FileOptions } from '../../src/files/options';
import type { JsonRecord } from '../../src/values/jsonRecord';
import type { Notice } from '../../src/values/notice';
import { inputFileRows, inputFiles, type InputFile } from '../shared/files/inputFiles';
import { RunWatch } from '../shared/files/runWatch';
import { pairToItems } from '../shared/files/pairToItems';
import { lastNotAbove } from '../../src/values/lastNotAbove';
import type { NodeRun } from '../shared/outputs';

/** Rows that are read together: enough to detect the source. */
const portion = 10_000;

/** Files that were read as one set of orders. */
export interface OrderFilesRead {
	readonly notices: readonly Notice[];
	/** The item whose file holds an order, by the order's index among all orders. */
	readonly itemOfRow: (row: number) => number;
}

/** Reads the orders of all files of a node's items into a computation. */
export async function readOrderFiles(
	context: IExecuteFunctions,
	{ binaryFields, fileEncoding }: FileOptions,
	computation: RfmComputation,
): Promise<OrderFilesRead> {
	const files = inputFiles(context, binaryFields);
	const starts: number[] = [];
	const notices: Notice[] = [];
	const encoding = fileEncoding === 'automatic' ? undefined : fileEncoding;
	let count = 0;
	const watch = new RunWatch(context, 'rows of orders read');
	for (const file of files) {
		starts.push(count);
		const reading = inputFileRows(context, file, { encoding });
		const gatherer = new Portions(computation, file);
		for (let next = await reading.next(); ; next = await reading.next()) {
			if (next.done === true) {
				count += gatherer.flush();
				notices.push(...fileNotices(file.name, next.value, gatherer.count));
				break;
			}
			const read = gatherer.add(next.value);
			if (read === 0) continue;
			count += read;
			await watch.look(count);
		}
	}
	return { notices, itemOfRow: (row) => files[lastNotAbove(starts, row)].item };
}

/** Passes the rows of a file on in portions. */
class Portions {
	count = 0;
	private rows: JsonRecord[] = [];
	private faults: Array<FileRows['faults'][number]> = [];
	private isFirst = true;

	constructor(
		private readonly computation: RfmComputation,
		private readonly file: InputFile,
	) {}

	/** Adds rows; returns the number of rows passed on. */
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

/** Pairs the outputs of a computation to the items whose files it read. */
export function pairedToFiles(run: NodeRun, { itemOfRow, notices }: OrderFilesRead): NodeRun {
	pairToItems(run.outputs.slice(0, 2), [itemOfRow]);
	return { ...run, notices: [...notices, ...run.notices] };
}
