import type { FileMetaData } from 'hyparquet';
import { parquetMetadata, parquetSchema } from 'hyparquet/src/metadata.js';
import type { JsonRecord } from '../../values/jsonRecord';
import { type FileFindings, type FileRows, UnreadableFileError } from '../fileRows';
import { ParquetFault } from './columnPages';
import { isKnownCodec } from './compressors';
import { HeldBytes } from './heldBytes';
import { columnsOf, isReadable, type ParquetColumn, valuesOf } from './parquetColumns';

/** Rows that are handed on together. */
const portion = 4096;

/** Whether bytes are the start of a Parquet file: `PAR1`. */
export function isParquet(start: Uint8Array): boolean {
	return start[0] === 0x50 && start[1] === 0x41 && start[2] === 0x52 && start[3] === 0x31;
}

/**
 * Reads the rows of a Parquet file.
 *
 * Its table of contents is at its end, and the file comes as a stream: its bytes are held once. Plain columns are
 * decoded page by page, columns with lists or columns inside a row group at a time.
 *
 * @returns the columns that can't be read
 * @throws UnreadableFileError where the file is damaged, cut off or encrypted
 */
export async function* parquetRows(
	chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<FileRows, FileFindings> {
	const bytes = new HeldBytes();
	for await (const chunk of chunks) bytes.add(chunk);
	return yield* rowsOf(bytes);
}

function* rowsOf(bytes: HeldBytes): Generator<FileRows, FileFindings> {
	const rows = uncheckedRows(bytes);
	for (;;) {
		let next: IteratorResult<FileRows, FileFindings>;
		try {
			next = rows.next();
		} catch (error) {
			if (error instanceof UnreadableFileError) throw error;
			throw new UnreadableFileError(
				'its Parquet data is damaged, cut off or encrypted, or written in a way that is not known here. Write it again, or save the orders as CSV',
				{ cause: error },
			);
		}
		if (next.done === true) return next.value;
		yield next.value;
	}
}

function* uncheckedRows(bytes: HeldBytes): Generator<FileRows, FileFindings> {
	const metadata = metadataOf(bytes);
	const columns = columnsOf(parquetSchema(metadata));
	const readable = columns.filter(isReadable);
	const names = namesOf(readable);
	for (const group of metadata.row_groups) {
		const values = readable.map((column) => valuesOf(column, group, bytes));
		for (let left = Number(group.num_rows); left > 0; ) {
			const count = Math.min(portion, left, ...values.map((column) => column.ahead()));
			if (count <= 0) throw new ParquetFault('a column has fewer values than rows');
			const rows: JsonRecord[] = [];
			for (let row = 0; row < count; row++) {
				const record: JsonRecord = {};
				for (let i = 0; i < names.length; i++) record[names[i]] = values[i].next();
				rows.push(record);
			}
			left -= count;
			yield { rows, faults: [] };
		}
	}
	const notRead = columns.filter((column) => !isReadable(column));
	return { format: 'parquet', notRead: notRead.map(({ node }) => node.element.name) };
}

const lengthOfTail = 8;

/** The table of contents, which is before the last eight bytes: its length and `PAR1`. */
function metadataOf(bytes: HeldBytes): FileMetaData {
	const tail = bytes.slice(bytes.length - lengthOfTail, bytes.length);
	const length = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
	const metadata = parquetMetadata(
		bytes.slice(bytes.length - lengthOfTail - length, bytes.length),
		{ geoparquet: false },
	);
	for (const { meta_data: chunk, crypto_metadata: crypto } of metadata.row_groups.flatMap(
		({ columns }) => columns,
	)) {
		if (crypto !== undefined) throw new ParquetFault('encrypted');
		const codec = chunk?.codec ?? 'UNCOMPRESSED';
		if (isKnownCodec(codec)) continue;
		throw new UnreadableFileError(
			`it is compressed with ${codec}. Write it with Snappy, Zstandard or gzip`,
		);
	}
	return metadata;
}

/** Names of columns as rows have them: JavaScript would take `__proto__` for something else. */
function namesOf(columns: readonly ParquetColumn[]): string[] {
	return columns.map(({ node }, index) =>
		node.element.name === '__proto__' ? `Column ${index + 1}` : node.element.name,
	);
}
