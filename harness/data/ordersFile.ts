import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable, type Transform } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { JsonRecord } from '../../src/values/jsonRecord';

/** The user's own orders, as the file holds them. */
export interface OrdersFile {
	readonly rows: JsonRecord[];
	/** What the bytes were taken for, e.g. `utf-8` or `windows-1252`. */
	readonly encoding: string;
}

/** Rows between two words on how far it is. */
const progressRows = 250_000;

/**
 * Reads orders from a file: CSV with any usual delimiter, JSON (a list or one object), or JSON Lines; each also gzip.
 *
 * Bytes that are no UTF-8 are read as Windows-1252, and UTF-16 by its mark. The file is read as a stream; only its rows are kept.
 *
 * @param path ends in `.csv`, `.tsv`, `.txt`, `.json`, `.jsonl` or `.ndjson`, with or without `.gz`
 * @param onProgress is told the number of rows read so far, now and then
 */
export async function readOrdersFile(
	path: string,
	onProgress: (rows: number) => void = () => {},
): Promise<OrdersFile> {
	const encoding = await encodingOf(path);
	const format = path.replace(/\.gz$/i, '').toLowerCase();
	const text = () => Readable.from(decoded(path, encoding));
	if (format.endsWith('.json')) return { rows: rowsOfJson(await wholeText(text())), encoding };
	const isLines = format.endsWith('.jsonl') || format.endsWith('.ndjson');
	const rows: JsonRecord[] = [];
	for await (const row of isLines ? jsonLines(text()) : await csvRows(text)) {
		rows.push(row as JsonRecord);
		if (rows.length % progressRows === 0) onProgress(rows.length);
	}
	return { rows, encoding };
}

function bytesOf(path: string): Readable {
	const file = createReadStream(path, { highWaterMark: 1 << 20 });
	return path.toLowerCase().endsWith('.gz') ? file.pipe(createGunzip()) : file;
}

/** Reads the file once: a byte that is no UTF-8 may be its last one. */
async function encodingOf(path: string): Promise<string> {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	let isFirst = true;
	for await (const chunk of bytesOf(path) as AsyncIterable<Buffer>) {
		if (isFirst) {
			if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
			if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
		}
		isFirst = false;
		if (!isDecodable(decoder, chunk)) return 'windows-1252';
	}
	return isDecodable(decoder) ? 'utf-8' : 'windows-1252';
}

function isDecodable(decoder: TextDecoder, chunk?: Buffer): boolean {
	try {
		decoder.decode(chunk, { stream: chunk !== undefined });
		return true;
	} catch {
		return false;
	}
}

async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
	const decoder = new TextDecoder(encoding);
	for await (const chunk of bytesOf(path) as AsyncIterable<Buffer>) {
		yield decoder.decode(chunk, { stream: true });
	}
	yield decoder.decode();
}

async function wholeText(text: Readable): Promise<string> {
	const parts: string[] = [];
	for await (const part of text as AsyncIterable<string>) parts.push(part);
	return parts.join('');
}

function rowsOfJson(text: string): JsonRecord[] {
	const value = JSON.parse(text) as JsonRecord | JsonRecord[];
	return Array.isArray(value) ? value : [value];
}

async function* jsonLines(text: Readable): AsyncGenerator<JsonRecord> {
	for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
		if (line.trim() !== '') yield JSON.parse(line) as JsonRecord;
	}
}

async function csvRows(text: () => Readable): Promise<Transform> {
	const parser = parse({
		columns: true,
		bom: true,
		skip_empty_lines: true,
		relax_column_count: true,
		delimiter: delimiterOf(await firstLineOf(text())),
	});
	return text().pipe(parser);
}

async function firstLineOf(text: Readable): Promise<string> {
	let start = '';
	for await (const part of text as AsyncIterable<string>) {
		start += part;
		const end = start.search(/[\r\n]/);
		if (end >= 0) return start.slice(0, end);
	}
	return start;
}

function delimiterOf(line: string): string {
	const count = (delimiter: string) => line.split(delimiter).length;
	return [',', ';', '\t', '|'].sort((a, b) => count(b) - count(a))[0];
}
