import { Readable } from 'node:stream';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { inputFileRows, inputFiles } from '../../nodes/shared/files/inputFiles';

/** What a node sees whose items carry these files on n8n's disk. */
function contextOf(items: INodeExecutionData[], stream: (id: string) => Readable) {
	const asked: Array<[string, number | undefined]> = [];
	const context = {
		getNode: () => ({ name: 'Compute RFM', type: 'computeRfm' }),
		getInputData: () => items,
		helpers: {
			getBinaryStream: (id: string, size?: number) => {
				asked.push([id, size]);
				return Promise.resolve(stream(id));
			},
		},
	} as unknown as IExecuteFunctions;
	return { context, asked };
}

const stored: IBinaryData = { id: 'filesystem-v2:1', data: 'filesystem-v2', mimeType: 'text/csv' };
const item: INodeExecutionData = { json: {}, binary: { data: stored } };

async function rowsOf(context: IExecuteFunctions) {
	const [file] = inputFiles(context, ['data']);
	const rows = [];
	for await (const read of inputFileRows(context, file, undefined)) rows.push(...read.rows);
	return rows;
}

describe('inputFileRows', () => {
	it('streams a file that n8n keeps on disk or in the database', async () => {
		const { context, asked } = contextOf([item], () => Readable.from([Buffer.from('a,b\n1,2\n')]));
		expect(await rowsOf(context)).toEqual([{ a: '1', b: '2' }]);
		expect(asked).toEqual([['filesystem-v2:1', 262_144]]);
	});

	it('passes on the error of the stream', async () => {
		const fault = new Error('no such file');
		const failing: Readable = new Readable({ read: () => failing.destroy(fault) });
		const { context } = contextOf([item], () => failing);
		await expect(rowsOf(context)).rejects.toBe(fault);
	});

	it('names the file and the item that can’t be read', async () => {
		const { context } = contextOf([item], () => Readable.from([Buffer.from('%PDF-1.7 x')]));
		await expect(rowsOf(context)).rejects.toThrow(NodeOperationError);
		await expect(rowsOf(context)).rejects.toMatchObject({
			message: expect.stringContaining('The file "data" can\'t be read: it is a PDF'),
			context: { itemIndex: 0 },
		});
	});

	it('closes the stream where reading stops early', async () => {
		const stream = Readable.from(
			(function* () {
				yield Buffer.from('a,b\n');
				for (;;) yield Buffer.from('1,2\n'.repeat(20_000));
			})(),
		);
		const { context } = contextOf([item], () => stream);
		const [file] = inputFiles(context, ['data']);
		for await (const { rows } of inputFileRows(context, file, undefined)) {
			if (rows.length > 0) break;
		}
		expect(stream.destroyed).toBe(true);
	});
});
