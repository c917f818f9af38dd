import { lastNotAbove } from '../../values/lastNotAbove';

/** The bytes of a file as they came, chunk by chunk: a part is copied only where it lies in several chunks. */
export class HeldBytes {
	length = 0;
	private readonly chunks: Uint8Array[] = [];
	/** Where each chunk starts. */
	private readonly starts: number[] = [];

	add(chunk: Uint8Array): void {
		if (chunk.length === 0) return;
		this.chunks.push(chunk);
		this.starts.push(this.length);
		this.length += chunk.length;
	}

	/** The bytes from `start` to before `end`. @throws RangeError where the file has fewer */
	slice(start: number, end: number): Uint8Array {
		if (!(start >= 0 && start <= end && end <= this.length)) {
			throw new RangeError(`bytes ${start} to ${end} of ${this.length}`);
		}
		if (start === end) return new Uint8Array(0);
		let index = lastNotAbove(this.starts, start);
		const first = this.chunks[index];
		const from = start - this.starts[index];
		if (from + end - start <= first.length) return first.subarray(from, from + end - start);
		const bytes = new Uint8Array(end - start);
		bytes.set(first.subarray(from));
		for (let at = first.length - from; at < bytes.length; at += this.chunks[index].length) {
			index++;
			bytes.set(this.chunks[index].subarray(0, bytes.length - at), at);
		}
		return bytes;
	}
}
