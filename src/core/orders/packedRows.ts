import { isWellFormed } from '../../values/isWellFormed';
import type { JsonRecord } from '../../values/jsonRecord';
import { CodedColumn } from './codedColumn';
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
 * Flat rows, as in CSV and most of Parquet, are kept as joined cells, and their column names once; others as JSON. A row
 * is read back equal, but as another object.
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

	/** Columns that are read of every row again, by name. */
	private readonly coded: ReadonlyMap<string, CodedColumn>;

	/** @param names of columns that are read of every row again, and whose texts repeat */
	constructor(names: readonly string[] = []) {
		this.coded = new Map(names.map((name) => [name, new CodedColumn()]));
	}

	at(index: number): JsonRecord {
		const place = index % atHand;
		if (this.recentIndex[place] === index) return this.recent[place];
		const row = this.changed.get(index) ?? this.unpack(index);
		this.recent[place] = row;
		this.recentIndex[place] = index;
		return row;
	}

	value(index: number, name: string): unknown {
		if (this.recentIndex[index % atHand] === index) return this.recent[index % atHand][name];
		if (this.changed.size > 0 && this.changed.has(index)) return this.at(index)[name];
		const coded = this.coded.get(name);
		return coded?.isWhole === true ? coded.at(index) : this.unpackedValue(index, name);
	}

	private unpackedValue(index: number, name: string): unknown {
		const { bytes, ends } = this.blocks[Math.floor(index / rowsOfBlock)] ?? this;
		const place = index % rowsOfBlock;
		const end = ends[place];
		let at = place === 0 ? 0 : ends[place - 1];
		if (bytes[at] === brace) return this.at(index)[name];
		let shape = 0;
		for (; at < end && bytes[at] !== 0; at++) shape = shape * 10 + bytes[at] - digit0;
		const column = this.shapes[shape].indexOf(name);
		if (column < 0) return undefined;
		for (let left = column; left > 0; left--) {
			at++;
			while (bytes[at] !== 0) at++;
		}
		const start = at + 1;
		for (at = start; at < end && bytes[at] !== 0; ) at++;
		return valueOf(bytes.toString('utf8', start, at));
	}

	addAll(rows: readonly JsonRecord[]): number {
		const start = this.length;
		for (const row of rows) {
			if (!this.write(row)) {
				const text = this.textOf(row);
				if (text === undefined) this.changed.set(this.length, row);
				this.makeRoom(3 * (text ?? '').length);
				this.used += this.bytes.write(text ?? '', this.used, 'utf8');
			}
			this.endRow();
			this.length++;
		}
		for (const [name, column] of this.coded) {
			for (let at = 0; at < rows.length; at++) column.add(start + at, rows[at][name]);
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

	/**
	 * Writes a flat row of ASCII, as nearly all are; false for any other.
	 *
	 * Character by character: a joined text would be built only to be copied, which takes twice as long.
	 */
	private write(row: JsonRecord): boolean {
		const keys = Object.keys(row);
		const start = this.used;
		this.makeRoom(longestNumber);
		this.writeText(String(this.shapeFor(keys)));
		for (const key of keys) {
			const value = row[key];
			const isText = typeof value === 'string';
			const text = isText ? value : scalarText(value);
			if (text !== undefined && key !== '__proto__') {
				this.makeRoom(text.length + 1);
				this.bytes[this.used++] = 0;
				if (this.writeText(text) && !(isText && text.charCodeAt(0) === mark)) continue;
			}
			this.used = start;
			return false;
		}
		return true;
	}

	/** Writes ASCII without the separator; false at any other character. */
	private writeText(text: string): boolean {
		const { bytes } = this;
		let at = this.used;
		for (let i = 0; i < text.length; i++) {
			const code = text.charCodeAt(i);
			if (code === 0 || code > 127) return false;
			bytes[at++] = code;
		}
		this.used = at;
		return true;
	}

	/** A row as text; undefined for one that JSON can't restore exactly. */
	private textOf(row: JsonRecord): string | undefined {
		const keys = Object.keys(row);
		let cells = String(this.shapeFor(keys));
		for (const key of keys) {
			if (key === '__proto__') return undefined;
			const value = row[key];
			const text = typeof value === 'string' && isPlain(value) ? value : scalarText(value);
			if (text === undefined) return jsonOf(row);
			cells += separator + text;
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

	private makeRoom(more: number): void {
		const most = this.used + more;
		if (most <= this.bytes.length) return;
		const larger = Buffer.allocUnsafeSlow(Math.max(most, this.bytes.length * 2));
		this.bytes.copy(larger, 0, 0, this.used);
		this.bytes = larger;
	}

	private endRow(): void {
		const place = this.length % rowsOfBlock;
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
		for (let i = 0; i < keys.length; i++) row[keys[i]] = valueOf(cells[i + 1]);
		return row;
	}
}

const brace = 123;
const digit0 = 48;
/** The code of the character that begins a cell which isn't a text. */
const mark = 1;
const markText = '\u0001';
/** The digits of any number of a shape. */
const longestNumber = 16;

/** A cell that is a number, a boolean or null; undefined for any other. */
function scalarText(value: unknown): string | undefined {
	const isScalar =
		value === null ||
		typeof value === 'boolean' ||
		(typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0));
	return isScalar ? markText + String(value) : undefined;
}

/** What a cell is the text of. */
function valueOf(cell: string): unknown {
	return cell.charCodeAt(0) === mark ? JSON.parse(cell.slice(1)) : cell;
}

/** Whether a string survives UTF-8, contains no separator, and is not taken for another value. */
function isPlain(text: string): boolean {
	const isText = text.charCodeAt(0) !== mark && !text.includes(separator);
	return isText && isWellFormed(text);
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
