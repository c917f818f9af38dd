import { enlarged } from '../../values/enlarged';

const chunkBits = 20;
const bytesOfChunk = 1 << chunkBits;
/** Longer keys are kept as strings. */
const longestKey = 1 << 10;

/**
 * Numbers strings in the order of their first occurrence; a number can't be turned back into its string.
 *
 * A hash table with open addressing over typed arrays, with the characters one after the other: an order ID then takes
 * its characters and some twenty bytes outside the heap, where ten million strings would keep the garbage collector
 * busy.
 */
export class KeyIndex {
	count = 0;
	private slots: Int32Array;
	private hashes: Int32Array;
	/** Where the characters of each key start, and in which chunk: `chunk * bytesOfChunk + place`. */
	private starts: Uint32Array;
	private lengths: Uint16Array;
	private readonly chunks: Uint8Array[] = [];
	private free = bytesOfChunk;
	/** Numbers of keys that have characters beyond Latin-1 or are very long. */
	private readonly others = new Map<string, number>();
	private last = '';
	private lastNumber = -1;

	/** @param expectedCount the number of strings to allocate for; more are possible */
	constructor(expectedCount = 1024) {
		this.slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(expectedCount, 8) * 2)));
		this.hashes = new Int32Array(expectedCount);
		this.starts = new Uint32Array(expectedCount);
		this.lengths = new Uint16Array(expectedCount);
	}

	/** The number of a string; a new string gets the next number. */
	add(text: string): number {
		// Lines of one order are mostly consecutive.
		if (this.lastNumber >= 0 && this.last === text) return this.lastNumber;
		this.lastNumber = this.place(text);
		this.last = text;
		return this.lastNumber;
	}

	private place(text: string): number {
		const hash = hashOf(text);
		if (hash === undefined || text.length > longestKey) return this.placeOther(text);
		const mask = this.slots.length - 1;
		let slot = hash & mask;
		for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
			const held = this.slots[slot] - 1;
			if (this.hashes[held] === hash && this.isKey(held, text)) return held;
		}
		const number = this.next();
		this.keep(number, text);
		this.hashes[number] = hash;
		this.slots[slot] = number + 1;
		if ((number + 1) * 3 > this.slots.length * 2) this.growSlots();
		return number;
	}

	private placeOther(text: string): number {
		let number = this.others.get(text);
		if (number === undefined) {
			number = this.next();
			this.others.set(text, number);
		}
		return number;
	}

	private next(): number {
		if (this.count === this.hashes.length) {
			const size = Math.max(16, Math.ceil(this.count * 1.5));
			this.hashes = enlarged(this.hashes, new Int32Array(size));
			this.starts = enlarged(this.starts, new Uint32Array(size));
			this.lengths = enlarged(this.lengths, new Uint16Array(size));
		}
		return this.count++;
	}

	private keep(number: number, text: string): void {
		if (this.free + text.length > bytesOfChunk) {
			this.chunks.push(new Uint8Array(bytesOfChunk));
			this.free = 0;
		}
		const last = this.chunks.length - 1;
		const chunk = this.chunks[last];
		this.starts[number] = last * bytesOfChunk + this.free;
		this.lengths[number] = text.length;
		for (let i = 0; i < text.length; i++) chunk[this.free++] = text.charCodeAt(i);
	}

	private isKey(number: number, text: string): boolean {
		if (this.lengths[number] !== text.length) return false;
		const start = this.starts[number];
		const chunk = this.chunks[start >>> chunkBits];
		const at = start & (bytesOfChunk - 1);
		for (let i = 0; i < text.length; i++) if (chunk[at + i] !== text.charCodeAt(i)) return false;
		return true;
	}

	private growSlots(): void {
		this.slots = new Int32Array(this.slots.length * 2);
		const mask = this.slots.length - 1;
		const isOther = new Set(this.others.values());
		for (let number = 0; number < this.count; number++) {
			if (isOther.size > 0 && isOther.has(number)) continue;
			let slot = this.hashes[number] & mask;
			while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
			this.slots[slot] = number + 1;
		}
	}
}

/** FNV-1a with the finalizer of MurmurHash3, so that low bits are well mixed; undefined for characters of two bytes. */
function hashOf(text: string): number | undefined {
	let value = 0x811c9dc5;
	let all = 0;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		all |= code;
		value = Math.imul(value ^ code, 0x01000193);
	}
	if (all > 0xff) return undefined;
	value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
	value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
	return value ^ (value >>> 16);
}
