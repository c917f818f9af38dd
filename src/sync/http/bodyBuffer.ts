/**
 * Bodies of requests, written piece by piece into one buffer that is used again.
 *
 * A piece is garbage at once, and no body of megabytes is left for the garbage collector, to which bodies as texts are more work than
 * all the rest of a large upload.
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

	/** Returns all that was written. It holds until something else is written. */
	content(): Buffer {
		return this.bytes.subarray(0, this.end);
	}
}
