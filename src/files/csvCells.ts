import { isWellFormed } from '../values/isWellFormed';

/**
 * A value as a cell of CSV that keeps its type: texts are quoted, numbers and booleans are not, null is empty.
 *
 * Lists and objects are JSON text in quotes. A text that begins as JSON does, and one that UTF-8 can't hold, is written
 * as a JSON string in quotes, so that `readCell` returns the same text.
 *
 * @example writeCell('007') // '"007"'
 * @example writeCell({ a: 1 }) // '"{""a"":1}"'
 */
export function writeCell(value: unknown): string {
	if (typeof value === 'string') return quoted(needsJson(value) ? JSON.stringify(value) : value);
	if (value === null || value === undefined) return '';
	if (typeof value === 'boolean') return String(value);
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
	// Undefined for a function, and whatever `toJSON` returns for an object such as a date.
	const json = JSON.stringify(value) as string | undefined;
	if (json === undefined) return '';
	const isNested = json.startsWith('{') || json.startsWith('[');
	return isNested ? quoted(json) : writeCell(JSON.parse(json));
}

/**
 * The value of a cell; the opposite of `writeCell`.
 *
 * An unquoted cell is a number only if the number is written back as the same text: `007` stays a text, and an ID of
 * twenty digits keeps all of them.
 *
 * @param cell the content; of a quoted cell with the opening quote before it, as `CsvRecords` marks it
 * @example readCell('12.5') // 12.5
 * @example readCell('"12.5') // '12.5'
 */
export function readCell(cell: string): unknown {
	if (cell === '') return null;
	if (cell.startsWith('"')) {
		const text = cell.slice(1);
		return startsAsJson(text) ? parsedOr(text) : text;
	}
	if (cell === 'true') return true;
	if (cell === 'false') return false;
	const number = Number(cell);
	return Number.isFinite(number) && String(number) === cell ? number : cell;
}

function needsJson(text: string): boolean {
	return startsAsJson(text) || !isWellFormed(text);
}

function startsAsJson(text: string): boolean {
	const first = text.charCodeAt(0);
	return first === 34 || first === 91 || first === 123;
}

function parsedOr(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function quoted(text: string): string {
	return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}
