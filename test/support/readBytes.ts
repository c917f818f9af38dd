import type { FaultyRow } from '../../src/files/fileRows';
import { readFile, type ReadFindings } from '../../src/files/readFile';
import type { TextEncoding } from '../../src/files/decodeText';
import type { JsonRecord } from '../../src/values/jsonRecord';

/** All that a file of these bytes holds; they come in portions of a size that splits letters, cells and line breaks. */
export async function readBytes(
	content: string | Buffer,
	{
		name = 'orders.csv',
		size = 7,
		encoding,
		hasTypedCells = false,
	}: {
		name?: string;
		size?: number;
		encoding?: TextEncoding;
		hasTypedCells?: boolean;
	} = {},
): Promise<{ rows: JsonRecord[]; faults: FaultyRow[]; found: ReadFindings }> {
	const bytes = Buffer.from(content);
	async function* chunks() {
		for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
	}
	const reading = readFile({ name, chunks: chunks(), encoding, hasTypedCells });
	const rows: JsonRecord[] = [];
	const faults: FaultyRow[] = [];
	for (;;) {
		const next = await reading.next();
		if (next.done === true) return { rows, faults, found: next.value };
		rows.push(...next.value.rows);
		faults.push(...next.value.faults);
	}
}
