import { UnreadableFileError } from './fileRows';

/** Whether bytes are the start of a gzip file. */
export function isGzip(start: Uint8Array): boolean {
	return start[0] === 0x1f && start[1] === 0x8b;
}

/**
 * The content of a gzip file, chunk by chunk.
 *
 * @throws UnreadableFileError where the file is damaged or cut off
 */
export async function* inflate(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const stream = new DecompressionStream('gzip');
	const source = new Source(chunks);
	const written = source.writeTo(stream.writable.getWriter());
	// The reader below gets the same error; this prevents an unhandled rejection.
	written.catch(() => {});
	const reader = stream.readable.getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			yield value as Uint8Array;
		}
		await written;
	} catch (error) {
		if (source.hasFailed) throw error;
		throw new UnreadableFileError('its gzip data is damaged or cut off', { cause: error });
	} finally {
		source.isWanted = false;
		await reader.cancel().catch(() => {});
	}
}

/** Writes chunks into a stream, and records whether reading them failed. */
class Source {
	hasFailed = false;
	isWanted = true;

	constructor(private readonly chunks: AsyncIterable<Uint8Array>) {}

	async writeTo(writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>): Promise<void> {
		try {
			for await (const chunk of this.watched()) {
				await writer.ready;
				if (!this.isWanted) return;
				await writer.write(chunk as Uint8Array<ArrayBuffer>);
			}
			await writer.close();
		} catch (error) {
			await writer.abort(error).catch(() => {});
			throw error;
		}
	}

	private async *watched(): AsyncGenerator<Uint8Array> {
		try {
			yield* this.chunks;
		} catch (error) {
			this.hasFailed = true;
			throw error;
		}
	}
}
