import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { FaultyRow } from '../../src/files/fileRows';
import { readFile } from '../../src/files/readFile';
import type { JsonRecord } from '../../src/values/jsonRecord';

/** The user's own orders, as the file holds them. */
export interface OrdersFile {
	readonly rows: JsonRecord[];
	/** Lines that are not orders. */
	readonly faults: FaultyRow[];
	/** The detected encoding, e.g. `utf-8` or `windows-1252`. */
	readonly encoding: string;
}

/** Rows between two reports of progress. */
const progressRows = 250_000;

/**
 * Reads orders from a file by the reader that Compute RFM has, and keeps all its rows.
 *
 * @param onProgress is called now and then with the number of rows read so far
 */
export async function readOrdersFile(
	path: string,
	onProgress: (rows: number) => void = () => {},
): Promise<OrdersFile> {
	const chunks = createReadStream(path, { highWaterMark: 1 << 18 });
	const reading = readFile({ name: basename(path), chunks });
	const rows: JsonRecord[] = [];
	const faults: FaultyRow[] = [];
	for (let told = progressRows; ; ) {
		const next = await reading.next();
		if (next.done === true) return { rows, faults, encoding: next.value.encoding };
		for (const row of next.value.rows) rows.push(row);
		faults.push(...next.value.faults);
		for (; rows.length >= told; told += progressRows) onProgress(told);
	}
}
