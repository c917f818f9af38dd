import type { JsonRecord } from '../values/jsonRecord';

/** Turns rows into the bytes of a file as they come, and holds only what it has not returned yet. */
export interface RowEncoder {
	/** Adds a row; returns bytes where enough are complete. */
	add(row: JsonRecord): Uint8Array | undefined;
	/** The rest of the file. */
	finish(): Uint8Array | undefined;
}

/** The number of characters per portion. */
const portion = 1 << 18;

/** Encodes rows as lines of text. */
export class LineEncoder implements RowEncoder {
	/** @param text what stands before the first row */
	constructor(
		private readonly lineOf: (row: JsonRecord) => string,
		private text = '',
	) {}

	add(row: JsonRecord): Uint8Array | undefined {
		this.text += this.lineOf(row);
		return this.text.length < portion ? undefined : this.finish();
	}

	finish(): Uint8Array | undefined {
		if (this.text === '') return undefined;
		const bytes = Buffer.from(this.text);
		this.text = '';
		return bytes;
	}
}
