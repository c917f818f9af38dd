import { CsvRows } from './csvRows';
import { type TextEncoding, TextDecoding } from './decodeText';
import { type FileFindings, type FileRows, type RowParser, UnreadableFileError } from './fileRows';
import { inflate, isGzip } from './inflate';
import { JsonRows } from './jsonRows';
import { isParquet, parquetRows } from './parquet/parquetRows';

/** A file as bytes. */
export interface ByteFile {
	/** The file name; its extension distinguishes CSV from JSON where the content could be both. */
	readonly name: string;
	readonly chunks: AsyncIterable<Uint8Array>;
	/** The encoding of its text; undefined to detect it. */
	readonly encoding?: TextEncoding | undefined;
	/** Whether cells of CSV are values with types, as `writeCell` writes them; otherwise all are strings. */
	readonly hasTypedCells?: boolean;
}

/** The detected properties of a file that was read to its end. */
export interface ReadFindings extends FileFindings {
	readonly encoding: TextEncoding;
	/** Whether a UTF-8 text has invalid bytes. */
	readonly hasBrokenBytes: boolean;
}

/**
 * Reads the rows of a CSV, JSON or Parquet file, also gzipped, as its bytes arrive; nothing is kept, but the bytes of a
 * Parquet file.
 *
 * The format is detected from the content: a file that begins with `PAR1` is Parquet, a text that begins like JSON is
 * JSON unless its name says CSV; any other text is CSV.
 *
 * @returns the detected properties of the file
 * @throws UnreadableFileError for any other file, such as a workbook, a web page or incomplete JSON
 */
export async function* readFile(file: ByteFile): AsyncGenerator<FileRows, ReadFindings> {
	const iterator = contentOf(file.chunks);
	try {
		const start = await startOf(iterator);
		const all = withStart(start, iterator);
		if (isParquet(start)) {
			const found = yield* parquetRows(all);
			return { ...found, encoding: 'utf-8', hasBrokenBytes: false };
		}
		if (/\.(parquet|pq)(\.gz)?$/i.test(file.name)) {
			throw new UnreadableFileError(
				'its name says Parquet, but it does not begin as a Parquet file does',
			);
		}
		return yield* textRows(all, file);
	} finally {
		await iterator.return(undefined);
	}
}

/** Reads the rows of a text as its bytes arrive. */
async function* textRows(
	chunks: AsyncIterable<Uint8Array>,
	file: ByteFile,
): AsyncGenerator<FileRows, ReadFindings> {
	const decoding = new TextDecoding(file.encoding);
	let parser: RowParser | undefined;
	let start = '';
	const parse = (text: string): FileRows | undefined => {
		if (parser !== undefined) return parser.push(text);
		start += text;
		if (start.trimStart() === '') return undefined;
		parser = parserFor(start, file);
		return parser.push(start);
	};
	for await (const chunk of chunks) {
		const rows = parse(decoding.decode(chunk));
		if (rows !== undefined) yield rows;
	}
	for (const rows of [parse(decoding.finish()), parser?.finish()]) if (rows) yield rows;
	const { encoding, hasBrokenBytes } = decoding;
	return { ...(parser?.found ?? { format: 'csv' }), encoding, hasBrokenBytes };
}

/** The bytes of a file, those of a gzipped one unpacked. */
async function* contentOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const iterator = chunks[Symbol.asyncIterator]();
	try {
		const start = await startOf(iterator);
		refuseOthers(start);
		const all = withStart(start, iterator);
		yield* isGzip(start) ? inflate(all) : all;
	} finally {
		await iterator.return?.();
	}
}

/** The first bytes of a file: enough to detect its format. */
async function startOf(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
	let start: Uint8Array = new Uint8Array(0);
	while (start.length < 8) {
		const { done, value } = await iterator.next();
		if (done) break;
		start = start.length === 0 ? value : Buffer.concat([start, value]);
	}
	return start;
}

async function* withStart(
	start: Uint8Array,
	iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	yield start;
	for (;;) {
		const { done, value } = await iterator.next();
		if (done) return;
		yield value;
	}
}

/** Files that users mistake for text tables, by their first bytes. */
const otherFiles = [
	{
		bytes: [0x50, 0x4b, 0x03, 0x04],
		advice:
			'it is a ZIP archive or an Excel workbook. Unpack it, or save the sheet as CSV; "Extract from File" reads workbooks into items',
	},
	{
		bytes: [0xd0, 0xcf, 0x11, 0xe0],
		advice:
			'it is an old Excel workbook. Save the sheet as CSV; "Extract from File" reads workbooks into items',
	},
	{ bytes: [0x25, 0x50, 0x44, 0x46], advice: 'it is a PDF. Export the orders as CSV' },
	{
		bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31],
		advice: 'it is an Arrow (Feather) file. Save the orders as Parquet or CSV',
	},
	{
		bytes: [0x4f, 0x62, 0x6a, 0x01],
		advice: 'it is an Avro file. Save the orders as Parquet or CSV',
	},
] as const;

function refuseOthers(start: Uint8Array): void {
	const other = otherFiles.find(({ bytes }) => bytes.every((byte, at) => start[at] === byte));
	if (other !== undefined) throw new UnreadableFileError(other.advice);
}

function parserFor(start: string, { name, hasTypedCells }: ByteFile): RowParser {
	const text = start.trimStart();
	if (/^<(!doctype|html|\?xml)/i.test(text)) {
		throw new UnreadableFileError(
			'it is a web page or XML, which shops return to someone who is not signed in. Check the node that fetches the file',
		);
	}
	const saysCsv = /\.(csv|tsv|tab)(\.gz)?$/i.test(name);
	return /^[[{]/.test(text) && !saysCsv ? new JsonRows() : new CsvRows(hasTypedCells);
}
