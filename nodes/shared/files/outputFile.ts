import { createHash } from 'crypto';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RowEncoder } from '../../../src/files/rowEncoder';
import type { RowFormat } from '../../../src/files/rowFormats';
import type { JsonRecord } from '../../../src/values/jsonRecord';

type BinaryContent = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** The binary field that nodes of this package write files into and read them from. */
export const rowsField = 'data';

/** Portions of bytes that may wait for n8n to store them. */
const mostWaiting = 8;

/**
 * A file that rows are written into one by one, while n8n stores the bytes wherever it stores binary data.
 *
 * Several files can be open at once. After some rows `room` waits until most of the bytes are stored.
 */
export class OutputFile {
	private count = 0;
	private readonly waiting: Uint8Array[] = [];
	private isEnded = false;
	private isAbandoned = false;
	private readonly encoder: RowEncoder;
	private readonly fileName: string;
	private readonly stored: Promise<IBinaryData>;
	private waiters: Array<() => void> = [];

	/** @param columns names of all fields that any of the rows has */
	constructor(
		private readonly context: IExecuteFunctions,
		name: string,
		format: RowFormat,
		columns: readonly string[],
	) {
		this.fileName = `${name}.${format.extension}`;
		this.encoder = format.encoder(columns);
		const content = streamOf(this.chunks());
		const { helpers } = context;
		this.stored = helpers.prepareBinaryData(content, this.fileName, format.mimeType);
		// `room` and `close` throw it; this prevents an unhandled rejection until then.
		this.stored.catch(() => {});
	}

	add(row: JsonRecord): void {
		this.count++;
		this.give(this.encoder.add(row));
	}

	/** Resolves once there is room for more rows. */
	async room(): Promise<void> {
		while (this.waiting.length > mostWaiting) {
			await Promise.race([this.stored, this.changed()]);
		}
	}

	/** Ends the file; returns the item that carries it. */
	async close(): Promise<INodeExecutionData> {
		this.give(this.encoder.finish());
		this.isEnded = true;
		this.tell();
		const data = await this.stored;
		return {
			json: { fileName: this.fileName, rows: this.count },
			binary: { [rowsField]: data },
			pairedItem: pairsOf(this.context.getInputData().length),
		};
	}

	/** Gives a file up that is not closed: n8n gets an error instead of further bytes. */
	abandon(): void {
		this.isAbandoned = !this.isEnded;
		this.tell();
	}

	private give(bytes: Uint8Array | undefined): void {
		if (bytes === undefined) return;
		this.waiting.push(bytes);
		this.tell();
	}

	private async *chunks(): AsyncGenerator<Uint8Array> {
		for (;;) {
			if (this.isAbandoned) throw new Error(`The file "${this.fileName}" was given up`);
			const bytes = this.waiting.shift();
			if (bytes !== undefined) {
				this.tell();
				yield bytes;
			} else if (this.isEnded) return;
			else await this.changed();
		}
	}

	/** Resolves at the next change; whoever waits then looks again. */
	private async changed(): Promise<void> {
		await new Promise<void>((resolve) => this.waiters.push(resolve));
	}

	private tell(): void {
		const { waiters } = this;
		this.waiters = [];
		for (const wake of waiters) wake();
	}
}

/** Items that a file is paired to one by one. */
const mostPairs = 1000;

/** A file stands for all items; of so many that n8n would save more pairs than rows, for the first. */
function pairsOf(items: number): INodeExecutionData['pairedItem'] {
	if (items > mostPairs) return { item: 0 };
	return Array.from({ length: items }, (_, item) => ({ item }));
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
