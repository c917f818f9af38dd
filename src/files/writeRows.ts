import type { JsonRecord } from '../values/jsonRecord';

/** The number of characters per portion. */
const portion = 1 << 18;

/** Writes rows as NDJSON, one JSON object per line, in portions of bytes; only one portion is held at a time. */
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
