import type { JsonRecord } from '../values/jsonRecord';

/** Letters that are handed on together. */
const portion = 1 << 18;

/** Rows as NDJSON, one JSON object a line, in portions of bytes; no more than one portion is held. */
export function* writeRows(rows: Iterable<JsonRecord>): Generator<Uint8Array> {
	let text = '';
	for (const row of rows) {
		text += `${JSON.stringify(row)}\n`;
		if (text.length < portion) continue;
		yield Buffer.from(text);
		text = '';
	}
	if (text !== '') yield Buffer.from(text);
}
