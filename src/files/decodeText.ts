/** The encodings that are detected. */
export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export type TextEncoding = (typeof textEncodings)[number];

/**
 * Decodes the bytes of a file chunk by chunk, without a byte order mark.
 *
 * The encoding is detected in one pass: UTF-16 by its mark or its zero bytes; else UTF-8, until an invalid byte. If
 * everything before that byte was ASCII, the file is read as Windows-1252 from there on; in a file with enough valid
 * UTF-8 characters the byte is broken and becomes U+FFFD.
 */
export class TextDecoding {
	/** The encoding of the bytes read so far. */
	encoding: TextEncoding = 'utf-8';
	/** Whether a UTF-8 file has an invalid byte. */
	hasBrokenBytes = false;
	private isProvedUtf8 = false;
	private decoder: InstanceType<typeof TextDecoder> | undefined;
	private started = false;
	/** The first bytes of a character that ends in the next chunk. */
	private rest: Uint8Array = new Uint8Array(0);

	/** @param given the encoding; undefined to detect it */
	constructor(private readonly given?: TextEncoding) {}

	/** Decodes a chunk up to its last complete character. */
	decode(chunk: Uint8Array): string {
		const bytes = this.rest.length === 0 ? chunk : joined(this.rest, chunk);
		this.rest = bytes.subarray(0, 0);
		if (!this.started) {
			if (bytes.length < 4 && this.given === undefined) {
				this.rest = bytes;
				return '';
			}
			return this.start(bytes);
		}
		return this.textOf(bytes);
	}

	/** Decodes the rest after the last chunk. */
	finish(): string {
		const { rest } = this;
		this.rest = rest.subarray(0, 0);
		const text = this.started ? '' : this.start(rest);
		if (this.decoder !== undefined) return text + this.decoder.decode();
		const left = this.started && text === '' ? rest : this.rest;
		return left.length === 0 ? text : text + this.afterBrokenByte(left, true);
	}

	private start(bytes: Uint8Array): string {
		this.started = true;
		this.encoding = this.given ?? encodingOf(bytes);
		if (this.encoding !== 'utf-8') this.decoder = new TextDecoder(this.encoding);
		const mark = this.encoding === 'utf-8' && hasUtf8Mark(bytes) ? 3 : 0;
		this.isProvedUtf8 = mark > 0 || this.given === 'utf-8';
		return this.textOf(bytes.subarray(mark));
	}

	private textOf(bytes: Uint8Array): string {
		if (this.decoder !== undefined) return this.decoder.decode(bytes, { stream: true });
		const end = wholeEnd(bytes);
		const whole = bytes.subarray(0, end);
		this.rest = bytes.slice(end);
		try {
			const text = strictUtf8.decode(whole);
			this.isProvedUtf8 ||= text.length !== whole.length;
			return text;
		} catch {
			const { rest } = this;
			this.rest = rest.subarray(0, 0);
			return this.afterBrokenByte(joined(whole, rest), false);
		}
	}

	/** Decodes bytes that are not all UTF-8. */
	private afterBrokenByte(bytes: Uint8Array, isLast: boolean): string {
		// Characters before the broken byte prove UTF-8 only if they are more than a pair that looks like it by chance.
		if (this.isProvedUtf8 || hasManyUtf8Letters(bytes)) {
			this.hasBrokenBytes = true;
			this.isProvedUtf8 = true;
			this.decoder = new TextDecoder('utf-8', { ignoreBOM: true });
		} else {
			this.encoding = 'windows-1252';
			this.decoder = new TextDecoder('windows-1252');
		}
		const text = this.decoder.decode(bytes, { stream: true });
		return isLast ? text + this.decoder.decode() : text;
	}
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function encodingOf(bytes: Uint8Array): TextEncoding {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	// Column names are ASCII: in UTF-16 without a mark every other byte is 0.
	if (bytes.length >= 4) {
		if (bytes[0] !== 0 && bytes[1] === 0 && bytes[2] !== 0 && bytes[3] === 0) return 'utf-16le';
		if (bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0 && bytes[3] !== 0) return 'utf-16be';
	}
	return 'utf-8';
}

function hasUtf8Mark(bytes: Uint8Array): boolean {
	return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** The end of the last complete character, if the bytes are UTF-8. */
function wholeEnd(bytes: Uint8Array): number {
	for (let back = 1; back <= Math.min(4, bytes.length); back++) {
		const byte = bytes[bytes.length - back];
		if (byte < 0x80) break;
		if (byte < 0xc0) continue;
		const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
		return length > back ? bytes.length - back : bytes.length;
	}
	return bytes.length;
}

/** Whether most bytes above ASCII form UTF-8 sequences. */
function hasManyUtf8Letters(bytes: Uint8Array): boolean {
	let letters = 0;
	let strays = 0;
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at];
		if (byte < 0x80) continue;
		const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
		let followers = 0;
		while (followers < length - 1 && (bytes[at + followers + 1] & 0xc0) === 0x80) followers++;
		if (length > 1 && followers === length - 1) letters++;
		else strays++;
		at += followers;
	}
	return letters > 2 * strays;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
	if (first.length === 0) return second;
	if (second.length === 0) return first;
	const both = new Uint8Array(first.length + second.length);
	both.set(first);
	both.set(second, first.length);
	return both;
}
