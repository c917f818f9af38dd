import { CsvRecords, UnclosedQuoteError } from './csvRecords';

/** The layout of a CSV file, detected from its beginning. */
export interface CsvLayout {
	readonly delimiter: string;
	readonly lineBreak: '\n' | '\r';
	/** Line of the column names, from 1. */
	readonly headerLine: number;
	/** Column names as rows have them: trimmed, unique, none empty. */
	readonly columns: readonly string[];
	/** Names that more than one column has, or that are empty. */
	readonly renamed: readonly string[];
}

const delimiters = [',', ';', '\t', '|'];

/** The most lines above the column names that are searched. */
const longestPreamble = 40;

/** The share of a table's columns that a record has to fill to be the column names: a title fills one or two. */
const shareOfNames = 0.7;

/**
 * Detects the layout of a CSV file: its delimiter, the line of its column names, and the names.
 *
 * `sep=;` on the first line, as spreadsheets write it, sets the delimiter. Otherwise it is the one that gives the most
 * records of equal width; ties go to the fewest quotes inside cells, then to the widest records.
 * Column names are the first record about as wide as the others, so that titles and dates above them are skipped.
 *
 * @param start the beginning of the file
 * @param isWhole whether `start` is the whole file
 */
export function csvLayout(start: string, isWhole: boolean): CsvLayout | undefined {
	const lineBreak = start.includes('\n') || !start.includes('\r') ? '\n' : '\r';
	const named = /^"?sep=(.)"?[\r\n]/i.exec(start)?.[1];
	const tries = (named === undefined ? delimiters : [named]).map((delimiter) =>
		tryDelimiter(start, delimiter, lineBreak, isWhole),
	);
	const [best] = tries.sort(
		(a, b) => b.share - a.share || a.strayQuotes - b.strayQuotes || b.width - a.width,
	);
	const { delimiter, records, width } = best;
	const isTitle = ({ cells }: CsvRecord) => filled(cells).length < shareOfNames * width;
	const header =
		records.slice(0, longestPreamble).find((record) => !isTitle(record) && !isSep(record)) ??
		records.find((record) => !isSep(record));
	if (header === undefined) return undefined;
	return { delimiter, lineBreak, headerLine: header.line, ...namesOf(filled(header.cells)) };
}

interface CsvRecord {
	readonly cells: readonly string[];
	readonly line: number;
}

interface Try {
	readonly delimiter: string;
	readonly records: readonly CsvRecord[];
	/** The width of most records, and the number of records that have it; a single column is not a table. */
	readonly width: number;
	readonly share: number;
	/** Cells with a quote inside: a wrong delimiter splits quoted cells. */
	readonly strayQuotes: number;
}

function tryDelimiter(
	start: string,
	delimiter: string,
	lineBreak: '\n' | '\r',
	isWhole: boolean,
): Try {
	const records: CsvRecord[] = [];
	const parser = new CsvRecords(delimiter, lineBreak, (cells, line) =>
		records.push({ cells, line }),
	);
	try {
		parser.push(start);
		if (isWhole || records.length === 0) parser.finish();
	} catch (error) {
		// With the wrong delimiter a quote may be anywhere.
		if (!(error instanceof UnclosedQuoteError)) throw error;
	}
	const counts = new Map<number, number>();
	for (const { cells } of records) {
		const width = filled(cells).length;
		// Records whose last cells are empty belong to the same table.
		const full = Math.max(width, cells.length > 1 ? cells.length : width);
		counts.set(full, (counts.get(full) ?? 0) + 1);
	}
	const [most] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
	const [width, count] = most ?? [1, 0];
	return {
		delimiter,
		records,
		width: widthOfTable(records, width),
		share: width > 1 ? count / records.length : 0,
		strayQuotes: records.flatMap(({ cells }) => cells).filter((cell) => cell.includes('"')).length,
	};
}

/** The cells that records of a width fill: a delimiter at the end of every line adds no column. */
function widthOfTable(records: readonly CsvRecord[], width: number): number {
	let most = 1;
	for (const { cells } of records)
		if (cells.length === width) most = Math.max(most, filled(cells).length);
	return most;
}

/** A record without the empty cells at its end. */
function filled(cells: readonly string[]): readonly string[] {
	let end = cells.length;
	while (end > 0 && cells[end - 1].trim() === '') end--;
	return cells.slice(0, end);
}

function isSep({ cells, line }: CsvRecord): boolean {
	return line === 1 && /^sep=/i.test(cells[0]);
}

/** Unique column names: a second "Total" becomes "Total 2", a column without a name "Column 3". */
function namesOf(cells: readonly string[]): Pick<CsvLayout, 'columns' | 'renamed'> {
	const columns: string[] = [];
	const renamed: string[] = [];
	const taken = new Set<string>();
	for (const [index, cell] of cells.entries()) {
		const given = cell.trim() === '__proto__' ? '' : cell.trim();
		const base = given === '' ? `Column ${index + 1}` : given;
		let name = base;
		for (let count = 2; taken.has(name); count++) name = `${base} ${count}`;
		if (name !== given) renamed.push(name);
		taken.add(name);
		columns.push(name);
	}
	return { columns, renamed };
}
