import { CsvRecords, UnclosedQuoteError } from './csvRecords';

/** How a CSV file is written, as its beginning shows. */
export interface CsvLayout {
	readonly delimiter: string;
	readonly lineBreak: '\n' | '\r';
	/** Line of the column names, from 1. */
	readonly headerLine: number;
	/** Column names as the rows have them: trimmed, each once, none empty. */
	readonly columns: readonly string[];
	/** Names that more than one column has, or none. */
	readonly renamed: readonly string[];
}

const delimiters = [',', ';', '\t', '|'];

/** Lines above the column names that reports have at most. */
const longestPreamble = 40;

/** The share of a table's columns that a record has to fill to be their names: a title fills one or two. */
const shareOfNames = 0.7;

/**
 * How a CSV file is written: its delimiter, where its column names stand, and what they are.
 *
 * `sep=;` on the first line, as spreadsheets write it, names the delimiter. Otherwise it is the one that makes the most
 * records of one width; of several the one that leaves the fewest quotes inside cells, then the one that makes the widest. Column names are the first record about as wide as
 * the records are, so that titles and dates above them are passed over.
 *
 * @param start the beginning of the file
 * @param isWhole whether that is all of it
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
	/** The width that most records have, and how many of them have it; a single column is no table. */
	readonly width: number;
	readonly share: number;
	/** Cells with a quote inside: a wrong delimiter cuts quoted cells in pieces. */
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
		// With the wrong delimiter a quote may stand anywhere.
		if (!(error instanceof UnclosedQuoteError)) throw error;
	}
	const counts = new Map<number, number>();
	for (const { cells } of records) {
		const width = filled(cells).length;
		// Records that leave their last cells empty are of the same table.
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

/** The cells that records of a width fill: a delimiter at the end of every line makes no column. */
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

/** Names of columns, each once: a second "Total" becomes "Total 2", a column without a name "Column 3". */
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
