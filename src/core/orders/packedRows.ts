import type { JsonRecord } from '../../values/jsonRecord';
import type { RowStore } from './rowStore';

/** Rows that are packed together; their bytes are never copied again. */
const rowsOfBlock = 4096;
const bytesAtFirst = 1 << 18;
/** The number of unpacked rows that are cached: the orders of one customer are read again and again. */
const atHand = 256;
const separator = '\u0000';

interface Block {
	readonly bytes: Buffer;
	readonly ends: Uint32Array;
}

/**
 * Rows as bytes outside the heap: about one byte per character of their cells, where objects take ten times as much.
 *
 * Rows of strings only, as in CSV, are kept as joined strings, and their column names once; others as JSON. A row is
 * read back equal, but as another object.
 */
export class PackedRows implements RowStore {
	length = 0;
	private readonly blocks: Block[] = [];
	private bytes = Buffer.allocUnsafeSlow(bytesAtFirst);
	private ends = new Uint32Array(rowsOfBlock);
	private used = 0;
	/** Column names of rows, by the number that starts each packed row. */
	private readonly shapes: string[][] = [];
	private readonly shapeOf = new Map<string, number>();
	private lastShape = -1;
	private readonly changed = new Map<number, JsonRecord>();
	private readonly recent = new Array<JsonRecord>(atHand);
	private readonly recentIndex = new Int32Array(atHand).fill(-1);

	at(index: number): JsonRecord {
		const place = index % atHand;
		if (this.recentIndex[place] === index) return this.recent[place];
		const row = this.changed.get(index) ?? this.unpack(index);
		this.recent[place] = row;
		this.recentIndex[place] = index;
		return row;
	}

	addAll(rows: readonly JsonRecord[]): number {
		const start = this.length;
		for (const row of rows) {
			const text = this.textOf(row);
			if (text === undefined) this.changed.set(this.length, row);
			this.append(text ?? '');
			this.length++;
		}
		return start;
	}

	set(index: number, row: JsonRecord): void {
		this.shapeFor(Object.keys(row));
		this.changed.set(index, row);
		this.recentIndex[index % atHand] = -1;
	}

	mayHave(name: string): boolean {
		return this.shapes.some((keys) => keys.includes(name));
	}

	/** A row as text; undefined for one that JSON can't restore exactly. */
	private textOf(row: JsonRecord): string | undefined {
		const keys = Object.keys(row);
		let cells = String(this.shapeFor(keys));
		for (const key of keys) {
			if (key === '__proto__') return undefined;
			const value = row[key];
			if (typeof value !== 'string' || !isPlain(value)) return jsonOf(row);
			cells += separator + value;
		}
		return cells;
	}

	private shapeFor(keys: string[]): number {
		if (this.lastShape >= 0 && isSame(this.shapes[this.lastShape], keys)) return this.lastShape;
		const name = JSON.stringify(keys);
		let shape = this.shapeOf.get(name);
		if (shape === undefined) {
			shape = this.shapes.push(keys) - 1;
			this.shapeOf.set(name, shape);
		}
		this.lastShape = shape;
		return shape;
	}

	private append(text: string): void {
		const place = this.length % rowsOfBlock;
		const most = this.used + text.length * 3;
		if (most > this.bytes.length) {
			const larger = Buffer.allocUnsafeSlow(Math.max(most, this.bytes.length * 2));
			this.bytes.copy(larger, 0, 0, this.used);
			this.bytes = larger;
		}
		this.used += this.bytes.write(text, this.used, 'utf8');
		this.ends[place] = this.used;
		if (place < rowsOfBlock - 1) return;
		const bytes = Buffer.allocUnsafeSlow(this.used);
		this.bytes.copy(bytes, 0, 0, this.used);
		this.blocks.push({ bytes, ends: this.ends });
		this.ends = new Uint32Array(rowsOfBlock);
		this.used = 0;
	}

	private unpack(index: number): JsonRecord {
		const { bytes, ends } = this.blocks[Math.floor(index / rowsOfBlock)] ?? this;
		const place = index % rowsOfBlock;
		const text = bytes.toString('utf8', place === 0 ? 0 : ends[place - 1], ends[place]);
		if (text.charCodeAt(0) === brace) return JSON.parse(text) as JsonRecord;
		const cells = text.split(separator);
		const keys = this.shapes[Number(cells[0])];
		const row: JsonRecord = {};
		for (let i = 0; i < keys.length; i++) row[keys[i]] = cells[i + 1];
		return row;
	}
}

const brace = 123;

/** Every string of Node 20; TypeScript declares this from ES2024 on. */
type WellFormedText = string & { isWellFormed(): boolean };

/** Whether a string survives UTF-8 and contains no separator. */
function isPlain(text: string): boolean {
	return !text.includes(separator) && (text as WellFormedText).isWellFormed();
}

function isSame(keys: readonly string[], others: readonly string[]): boolean {
	if (keys.length !== others.length) return false;
	for (let i = 0; i < keys.length; i++) if (keys[i] !== others[i]) return false;
	return true;
}

/** A row as JSON, unless it has values that JSON omits or changes. */
function jsonOf(row: JsonRecord): string | undefined {
	return isJson(row) ? JSON.stringify(row) : undefined;
}

function isJson(value: unknown, depth = 0): boolean {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
	if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
	if (typeof value !== 'object' || depth > deepest) return false;
	if (Array.isArray(value)) return value.every((member) => isJson(member, depth + 1));
	const isBare = Object.getPrototypeOf(value) === Object.prototype;
	return (
		isBare &&
		!Object.hasOwn(value, '__proto__') &&
		Object.values(value).every((member) => isJson(member, depth + 1))
	);
}

const deepest = 100;
