import type { JsonRecord } from '../values/jsonRecord';
import { type CsvLayout, csvLayout } from './csvLayout';
import { readCell } from './csvCells';
import { CsvRecords, UnclosedQuoteError } from './csvRecords';
import {
	type FaultyRow,
	type FileFindings,
	type FileRows,
	type RowParser,
	UnreadableFileError,
} from './fileRows';

/** The number of characters from which the layout is detected: a few hundred orders. */
const sampleLength = 64 * 1024;

/** The first word of a last line with totals, in the languages of common exports. */
const totalWord =
	/^(grand |sub)?totals?( g[eé]n[eé]ral)?:?$|^(sum|summe|gesamt|gesamtsumme|insgesamt|somme|totaal|totale|suma|итого|合計):?$/i;

/**
 * Rows of CSV, each an object by column name.
 *
 * Lines above the column names are skipped. A record with too many or too few cells and a line of totals at the end are
 * faults, with their line numbers. Trailing empty cells don't count as too many.
 */
export class CsvRows implements RowParser {
	private start: string | undefined = '';
	private layout: CsvLayout | undefined;
	private records: CsvRecords | undefined;
	private rows: JsonRecord[] = [];
	private faults: FaultyRow[] = [];
	/** The last record: it is a line of totals only if no record follows. */
	private held: { cells: string[]; line: number } | undefined;

	/** @param isTyped whether cells are the values that `writeCell` wrote; otherwise all are strings */
	constructor(private readonly isTyped = false) {}

	get found(): FileFindings {
		const { layout } = this;
		if (layout === undefined) return { format: 'csv' };
		const { delimiter, headerLine, renamed } = layout;
		return { format: 'csv', delimiter, linesAbove: headerLine - 1, renamed };
	}

	push(text: string): FileRows | undefined {
		if (this.start === undefined) {
			this.parse((records) => records.push(text));
			return this.take();
		}
		this.start += text;
		if (this.start.length < sampleLength) return undefined;
		this.begin(false);
		return this.take();
	}

	finish(): FileRows | undefined {
		if (this.start !== undefined) this.begin(true);
		this.parse((records) => records.finish());
		if (this.held !== undefined) this.addRecord(this.held.cells, this.held.line, true);
		this.held = undefined;
		return this.take();
	}

	private begin(isWhole: boolean): void {
		const start = this.start as string;
		this.start = undefined;
		this.layout = csvLayout(start, isWhole);
		if (this.layout === undefined) return;
		const { delimiter, lineBreak, headerLine } = this.layout;
		const onRecord = (cells: string[], line: number) => {
			if (line <= headerLine) return;
			const { held } = this;
			if (held !== undefined) this.addRecord(held.cells, held.line, false);
			this.held = { cells, line };
		};
		this.records = new CsvRecords(delimiter, lineBreak, onRecord, this.isTyped);
		this.parse((records) => records.push(start));
	}

	private parse(step: (records: CsvRecords) => void): void {
		if (this.records === undefined) return;
		try {
			step(this.records);
		} catch (error) {
			if (!(error instanceof UnclosedQuoteError)) throw error;
			throw new UnreadableFileError(
				`it has ${error.message}: everything after it would be one cell. Remove the quote, or double it`,
				{ cause: error },
			);
		}
	}

	private addRecord(cells: string[], line: number, isLast: boolean): void {
		const { columns } = this.layout as CsvLayout;
		const width = columns.length;
		const row: JsonRecord = {};
		if (this.isTyped) for (let i = 0; i < width; i++) row[columns[i]] = readCell(cells[i] ?? '');
		else for (let i = 0; i < width; i++) row[columns[i]] = cells[i];
		const isTotal = isLast && totalWord.test((cells.find((cell) => cell !== '') ?? '').trim());
		const isRagged = cells.length !== width && !hasOnlyEmpty(cells, width);
		if (!isRagged && !isTotal) {
			this.rows.push(row);
			return;
		}
		for (let i = width; i < cells.length; i++) row[`Column ${i + 1}`] = cells[i];
		for (let i = cells.length; i < width; i++) delete row[columns[i]];
		row.fileLine = line;
		this.faults.push({ code: isTotal ? 'totalRow' : 'raggedRow', row });
	}

	private take(): FileRows | undefined {
		const { rows, faults } = this;
		if (rows.length === 0 && faults.length === 0) return undefined;
		this.rows = [];
		this.faults = [];
		return { rows, faults };
	}
}

/** Whether all cells beyond the columns are empty. */
function hasOnlyEmpty(cells: readonly string[], width: number): boolean {
	if (cells.length < width) return false;
	for (let i = width; i < cells.length; i++) if (cells[i].trim() !== '') return false;
	return true;
}
