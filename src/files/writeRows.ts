import type { JsonRecord } from '../values/jsonRecord';
import type { RowEncoder } from './rowEncoder';

/** Writes rows as a file in portions of bytes; only one portion is held at a time. */
export function* writeRows(rows: Iterable<JsonRecord>, encoder: RowEncoder): Generator<Uint8Array> {
	for (const row of rows) {
		const bytes = encoder.add(row);
		if (bytes !== undefined) yield bytes;
	}
	const rest = encoder.finish();
	if (rest !== undefined) yield rest;
}
