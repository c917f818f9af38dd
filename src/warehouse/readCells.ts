import { InvalidInputError } from '../values/invalidInputError';
import type { JsonRecord } from '../values/jsonRecord';
import { type ResultColumn, resultColumns } from './resultColumns';

/** The cells of one row of a statement's result. */
export interface ResultCells {
	/** A whole number; null for NULL. */
	integer(column: ResultColumn): number | null;
	/** A whole number that is never NULL. */
	count(column: ResultColumn): number;
	/** A text; null for NULL. */
	text(column: ResultColumn): string | null;
	/** How the customer changed since the last run; undefined where the rows are all customers. */
	readonly change: string | undefined;
}

/**
 * Returns the function that reads the rows of a statement as drivers return them: names in any case, numbers as texts.
 *
 * A row that lacks a column, or has an unexpected value in it, is an `InvalidInputError`: it isn't a row of the
 * statement.
 */
export function cellReader(): (row: JsonRecord) => ResultCells {
	let names = new Map<string, string>();
	const nameIn = (row: JsonRecord, column: string) => {
		const known = names.get(column);
		if (known !== undefined && Object.hasOwn(row, known)) return known;
		names = new Map(Object.keys(row).map((name) => [name.toLowerCase(), name]));
		return names.get(column);
	};
	const cellIn = (row: JsonRecord, column: ResultColumn): unknown => {
		const name = nameIn(row, column);
		if (name === undefined) throw wrong(column, undefined);
		return row[name] ?? null;
	};
	return (row) => {
		const integer = (column: ResultColumn): number | null => {
			const cell = cellIn(row, column);
			if (cell === null) return null;
			const number = wholeNumber(cell);
			if (number === undefined) throw wrong(column, cell);
			return number;
		};
		const change = row[nameIn(row, 'customer_id') === undefined ? '' : (names.get('change') ?? '')];
		return {
			change: typeof change === 'string' ? change : undefined,
			integer,
			count: (column) => integer(column) ?? fail(column),
			text: (column) => {
				const cell = cellIn(row, column);
				if (cell !== null && typeof cell !== 'string') throw wrong(column, cell);
				return cell as string | null;
			},
		};
	};
}

function fail(column: ResultColumn): never {
	throw wrong(column, null);
}

function wrong(column: ResultColumn, received: unknown): InvalidInputError {
	const kind = resultColumns[column][1] === 'integer' ? 'a whole number' : 'a text';
	return new InvalidInputError(
		'statement',
		`the rows that its statement returned as input, where "${column}" is ${kind}`,
		received,
	);
}

/** Databases return integers as numbers, as texts, and with a fraction of zero. */
function wholeNumber(cell: unknown): number | undefined {
	if (typeof cell === 'bigint') return Number(cell);
	const isText = typeof cell === 'string' && /^-?\d{1,16}(?:\.0+)?$/.test(cell);
	const number = isText ? Number(cell) : cell;
	return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}
