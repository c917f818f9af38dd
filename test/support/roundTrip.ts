import { read, utils, write } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { parseInstant } from '../../src/values/parseInstant';
import { ShopCalendar } from '../../src/values/shopCalendar';

type Trip = (rows: readonly JsonRecord[], timeZone: string) => JsonRecord[];

/**
 * Ways of storing rows and reading them again, by the store.
 *
 * Files are written and read with the libraries that n8n's Convert to File and Extract From File use, with the options
 * those nodes set.
 */
export const roundTrips = {
	'a CSV file': (rows) =>
		parse(writeFile(rows, 'csv'), { columns: true, skip_empty_lines: true }).map((row) =>
			keepCells(row as JsonRecord, (cell) => cell !== ''),
		),
	'an XLSX file': (rows) => {
		const book = read(writeFile(rows, 'xlsx'));
		return utils.sheet_to_json<JsonRecord>(book.Sheets[book.SheetNames[0]]);
	},
	'a spreadsheet that takes dates for dates': (rows) => changeCells(rows, sheetCell),
	'a data table with columns of dates': (rows) =>
		changeColumns(rows, (cells) => (cells.every(isDateText) ? moment : same)),
	'a data table without columns of dates': (rows) => changeCells(rows, same),
	'columns of Postgres': (rows) =>
		changeColumns(rows, (cells) =>
			cells.every((cell) => typeof cell === 'number')
				? String
				: cells.every(isDateText)
					? (cell) => (isDateAlone(cell) ? cell : moment(cell).toISOString())
					: same,
		),
	'columns of dates that Postgres hands on as local midnights': (rows, timeZone) => {
		const calendar = new ShopCalendar(timeZone);
		return changeCells(rows, (cell) =>
			isDateAlone(cell) ? new Date(parseInstant(cell, calendar)) : cell,
		);
	},
	'a table of texts': (rows) => changeCells(rows, (cell) => String(cell ?? '')),
	'a Google sheet that writes booleans in capitals': (rows) =>
		changeCells(rows, (cell) => (typeof cell === 'boolean' ? String(cell).toUpperCase() : cell)),
	'a store that loses the order of rows and columns': (rows) =>
		[...rows].reverse().map((row) => Object.fromEntries(Object.entries(row).reverse())),
	'a store that only appends': (rows) => [...rows.map(older), ...rows, ...rows.map(older)],
} as const satisfies Record<string, Trip>;

export type RoundTrip = keyof typeof roundTrips;

/** A row of the customer that an earlier run stored, with other content. */
function older(row: JsonRecord): JsonRecord {
	return { ...row, asOf: '2020-01-01', tier: 'zzz', winBackState: 'waiting', monetaryLast365: 9e9 };
}

function writeFile(rows: readonly JsonRecord[], bookType: 'csv' | 'xlsx'): Buffer {
	const sheet = utils.json_to_sheet([...rows]);
	const book = { SheetNames: ['Sheet'], Sheets: { Sheet: sheet } };
	return write(book, { bookType, bookSST: false, type: 'buffer' }) as Buffer;
}

function same(cell: unknown): unknown {
	return cell;
}

function moment(cell: unknown): Date {
	return new Date(String(cell));
}

function isDateText(cell: unknown): cell is string {
	return typeof cell === 'string' && /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(cell);
}

function isDateAlone(cell: unknown): cell is string {
	return isDateText(cell) && cell.length === 10;
}

const sheetDayOf1970 = 25_569;

/** A date without a time as a spreadsheet day; spreadsheets leave a text with an offset alone. */
function sheetCell(cell: unknown): unknown {
	return isDateAlone(cell) ? Date.parse(cell) / 86_400_000 + sheetDayOf1970 : cell;
}

function changeCells(
	rows: readonly JsonRecord[],
	change: (cell: unknown) => unknown,
): JsonRecord[] {
	return changeColumns(rows, () => change);
}

/** Rows whose columns are each converted according to their filled cells; empty cells stay empty. */
function changeColumns(
	rows: readonly JsonRecord[],
	changeOf: (cells: readonly unknown[]) => (cell: unknown) => unknown,
): JsonRecord[] {
	const isFilled = (cell: unknown) => cell !== null && cell !== undefined;
	const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const changes = fields.map((field) => {
		const cells = rows.map((row) => row[field]).filter(isFilled);
		return [field, cells.length === 0 ? same : changeOf(cells)] as const;
	});
	return rows.map((row) =>
		Object.fromEntries(
			changes.map(([field, change]) => {
				const cell = row[field] ?? null;
				return [field, cell === null && change !== String ? null : change(cell)];
			}),
		),
	);
}

function keepCells(row: JsonRecord, isKept: (cell: unknown) => boolean): JsonRecord {
	return Object.fromEntries(Object.entries(row).filter(([, cell]) => isKept(cell)));
}
