import { createHash } from 'crypto';
import { type IExecuteFunctions, type INodeExecutionData, sleep } from 'n8n-workflow';
import { writeRows } from '../../../src/files/writeRows';
import type { JsonRecord } from '../../../src/values/jsonRecord';
import type { NodeRun } from '../outputs';

type BinaryContent = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** The binary field that nodes of this package write files into and read them from. */
export const rowsField = 'data';

/** Milliseconds between two checks for a cancelled execution. */
const lookEvery = 200;

/** Writes rows into a file on one item; n8n receives it as a stream and stores it wherever it stores binary data. */
export async function fileItem(
	context: IExecuteFunctions,
	rows: Iterable<JsonRecord>,
	name: string,
): Promise<INodeExecutionData> {
	let count = 0;
	const counted = function* () {
		for (const row of rows) {
			count++;
			yield row;
		}
	};
	const chunks = async function* () {
		let looked = Date.now();
		for (const bytes of writeRows(counted())) {
			if (Date.now() - looked >= lookEvery) {
				await sleep(0);
				context.getExecutionCancelSignal()?.throwIfAborted();
				looked = Date.now();
			}
			yield bytes;
		}
	};
	const fileName = `${name}.ndjson`;
	const content = streamOf(chunks());
	const data = await context.helpers.prepareBinaryData(content, fileName, 'application/x-ndjson');
	return {
		json: { fileName, rows: count },
		binary: { [rowsField]: data },
		pairedItem: pairsOf(context.getInputData().length),
	};
}

/** Items that a file is paired to one by one. */
const mostPairs = 1000;

/** A file stands for all items; of so many that n8n would save more pairs than rows, for the first. */
function pairsOf(items: number): INodeExecutionData['pairedItem'] {
	if (items > mostPairs) return { item: 0 };
	return Array.from({ length: items }, (_, item) => ({ item }));
}

/** The outputs of a node, with the rows of each output as one file; the summary and the breakdown stay items. */
export async function asFiles(
	context: IExecuteFunctions,
	given: NodeRun['outputs'],
	selections: readonly string[] = [],
): Promise<NodeRun['outputs']> {
	const names = ['customers', ...selections, 'set-aside'];
	const outputs: INodeExecutionData[][] = [];
	for (const [index, items] of given.entries()) {
		const isWritten = items.length === 0 || items[0].binary !== undefined;
		const isSummary = index === given.length - 1;
		if (isWritten || isSummary) outputs.push(items);
		else outputs.push([await fileItem(context, rowsOf(items), names[index])]);
	}
	return outputs;
}

function* rowsOf(items: readonly INodeExecutionData[]): Generator<JsonRecord> {
	for (const { json } of items) yield json;
}

/**
 * Chunks as a Node stream, the only type besides a buffer that n8n accepts.
 *
 * Community nodes may not import Node's streams, but they may import crypto, whose hashes inherit from the stream
 * class.
 */
function streamOf(chunks: AsyncIterable<Uint8Array>): BinaryContent {
	const { constructor } = createHash('sha256') as unknown as {
		constructor: { from(chunks: AsyncIterable<Uint8Array>): BinaryContent };
	};
	return constructor.from(chunks);
}
