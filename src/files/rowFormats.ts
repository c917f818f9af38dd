import type { JsonRecord } from '../values/jsonRecord';
import { writeCell } from './csvCells';
import { LineEncoder, type RowEncoder } from './rowEncoder';

/** A kind of file that rows are written into. */
export interface RowFormat {
	/** The end of its file names, without the dot. */
	readonly extension: string;
	readonly mimeType: string;
	/** @param columns names of all fields that any of the rows has, in order */
	encoder(columns: readonly string[]): RowEncoder;
}

/** The kinds of files by their code in "Customers As"; the first one that there was is called `file`. */
export const rowFormats = {
	/** NDJSON: one JSON object per line. */
	file: {
		extension: 'ndjson',
		mimeType: 'application/x-ndjson',
		encoder: () => new LineEncoder((row) => `${JSON.stringify(row)}\n`),
	},
	/** CSV with the same columns in every line; cells keep their types as `writeCell` says. */
	csv: {
		extension: 'csv',
		mimeType: 'text/csv',
		encoder: (columns) => {
			const header = columns.map((name) => writeCell(name)).join(',');
			return new LineEncoder((row) => lineOf(row, columns), `${header}\n`);
		},
	},
} as const satisfies Record<string, RowFormat>;

export type RowFormatCode = keyof typeof rowFormats;

export const rowFormatCodes = Object.keys(rowFormats) as RowFormatCode[];

/** Whether a value of "Customers As" is a kind of file. */
export function isRowFormat(code: unknown): code is RowFormatCode {
	return typeof code === 'string' && Object.hasOwn(rowFormats, code);
}

/** A row as a line of CSV; most rows have the columns in their order. */
function lineOf(row: JsonRecord, columns: readonly string[]): string {
	let line = '';
	let at = 0;
	for (const key in row) {
		if (key !== columns[at]) return lineByColumn(row, columns);
		line += (at++ === 0 ? '' : ',') + writeCell(row[key]);
	}
	return at === columns.length ? `${line}\n` : lineByColumn(row, columns);
}

function lineByColumn(row: JsonRecord, columns: readonly string[]): string {
	const unknown = Object.keys(row).find((key) => !columns.includes(key));
	// Never write a file that silently lacks a field.
	if (unknown !== undefined) throw new Error(`The file has no column "${unknown}"`);
	const cells = columns.map((name) => writeCell(Object.hasOwn(row, name) ? row[name] : null));
	return `${cells.join(',')}\n`;
}

/** The names of all fields of rows, in the order in which they first appear. */
export function unionOfKeys(rows: Iterable<JsonRecord>): string[] {
	const names = new Set<string>();
	for (const row of rows) for (const name in row) names.add(name);
	return [...names];
}
