/**
 * A buffer that request bodies are written into piece by piece, used again for each body.
 *
 * Each piece is garbage at once, and no body of megabytes is left for the garbage collector: collecting bodies held as
 * text takes longer than all the rest of a large upload.
 */
export class BodyBuffer {
	private bytes = Buffer.allocUnsafe(64 * 1024);
	private end = 0;

	/** Number of bytes written so far. */
	get length(): number {
		return this.end;
	}

	/** Adds a text, in UTF-8. */
	write(text: string): void {
		// A character takes three bytes at most.
		const needed = this.end + 3 * text.length;
		if (needed > this.bytes.length) {
			const larger = Buffer.allocUnsafe(2 * needed);
			this.bytes.copy(larger, 0, 0, this.end);
			this.bytes = larger;
		}
		this.end += this.bytes.write(text, this.end);
	}

	/** Removes what was written beyond N bytes. */
	cutTo(length: number): void {
		this.end = Math.min(this.end, length);
	}

	/** Returns everything written. Valid until something else is written. */
	content(): Buffer {
		return this.bytes.subarray(0, this.end);
	}
}
