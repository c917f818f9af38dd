import type { IBinaryData, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import type { JsonRecord } from '../../src/values/jsonRecord';

/** What a node needs of n8n to read and write files, which are kept by their IDs as n8n keeps them on disk. */
export class FileRun {
	readonly hints: string[] = [];
	readonly logs: string[] = [];
	readonly files = new Map<string, Buffer>();
	readonly controller = new AbortController();
	/** Called for every chunk that is read. */
	onRead = () => {};

	/** @param chunkBytes size of the chunks that files are read in */
	constructor(private readonly chunkBytes = 1000) {}

	/** An item that carries a file. */
	item(fileName: string, content: Uint8Array | string): INodeExecutionData {
		const id = `filesystem:${this.files.size}`;
		this.files.set(id, Buffer.from(content));
		return { json: {}, binary: { data: { data: '', mimeType: '', fileName, id } } };
	}

	/** The content of the file that an item carries. */
	contentOf({ binary }: INodeExecutionData): string {
		return this.files.get(binary?.data.id ?? '')?.toString() ?? '';
	}

	async execute(
		type: INodeType,
		parameters: JsonRecord,
		items: INodeExecutionData[],
		second: INodeExecutionData[] = [],
	): Promise<INodeExecutionData[][]> {
		const { chunkBytes, files } = this;
		const onRead = () => this.onRead();
		const context = {
			getInputData: (input = 0) => (input === 0 ? items : second),
			getNode: () => ({ name: 'Node', type: 'package.node', typeVersion: 1, parameters }),
			getNodeParameter: (name: string, _: number, fallback: unknown) =>
				parameters[name] ?? fallback,
			getTimezone: () => 'UTC',
			getWorkflowDataProxy: () => ({ $runIndex: 0 }),
			getInputSourceData: () => ({ previousNode: 'Other' }),
			getParentNodes: () => [],
			getExecutionCancelSignal: () => this.controller.signal,
			continueOnFail: () => false,
			addExecutionHints: (...hints: Array<{ message: string }>) =>
				this.hints.push(...hints.map(({ message }) => message)),
			logger: { info: (line: string) => this.logs.push(line) },
			helpers: {
				async *getBinaryStream(id: string) {
					const bytes = files.get(id) ?? Buffer.alloc(0);
					for (let at = 0; at < bytes.length; at += chunkBytes) {
						onRead();
						yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
					}
				},
				async prepareBinaryData(
					content: AsyncIterable<Uint8Array>,
					fileName: string,
					mimeType: string,
				): Promise<IBinaryData> {
					const chunks: Uint8Array[] = [];
					for await (const chunk of content) chunks.push(chunk);
					const id = `filesystem:${files.size}`;
					files.set(id, Buffer.concat(chunks));
					return { data: '', mimeType, fileName, id };
				},
			},
		} as unknown as IExecuteFunctions;
		return (await type.execute?.call(context)) as INodeExecutionData[][];
	}
}
