import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { type RowFormat, unionOfKeys } from '../../../src/files/rowFormats';
import type { JsonRecord } from '../../../src/values/jsonRecord';
import type { NodeRun } from '../outputs';
import { OutputFile } from './outputFile';
import { RunWatch } from './runWatch';

/** Writes rows into a file on one item; `columns` are the names of all fields that any of them has. */
export async function fileItem(
	context: IExecuteFunctions,
	rows: Iterable<JsonRecord>,
	name: string,
	format: RowFormat,
	columns: readonly string[],
): Promise<INodeExecutionData> {
	const file = new OutputFile(context, name, format, columns);
	const watch = new RunWatch(context, 'rows written');
	let count = 0;
	try {
		for (const row of rows) {
			file.add(row);
			if (++count % 100 !== 0) continue;
			await file.room();
			await watch.look(count);
		}
		return await file.close();
	} finally {
		file.abandon();
	}
}

/** The outputs of a node whose customers are in files, with the rows set aside as a file too; the summary stays an item. */
export async function asFiles(
	context: IExecuteFunctions,
	outputs: NodeRun['outputs'],
	format: RowFormat,
): Promise<NodeRun['outputs']> {
	const place = outputs.length - 2;
	const rows = outputs[place].map(({ json }) => json);
	if (rows.length === 0) return outputs;
	const columns = unionOfKeys(rows);
	return outputs.with(place, [await fileItem(context, rows, 'set-aside', format, columns)]);
}
