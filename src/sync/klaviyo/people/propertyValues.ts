import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { ownCell } from '../../../values/ownCell';
import { counted, firstFew } from '../../../values/wording';

/** How text columns of numbers are sent: CSV files and spreadsheets often return numbers as text. */
export const numberTexts = ['number', 'text'] as const;

/** Reads the cells that become properties, by the same rules for all rows of a run. */
export interface PropertyValues {
	/** The value of a row's field as JSON can hold it; undefined where it has none. */
	readonly of: (row: JsonRecord, field: string) => unknown;
	readonly notices: readonly Notice[];
}

/**
 * A reader of the fields that become properties of profiles and events.
 *
 * A column in which every cell is a number, some of them as text, is a column of numbers: segments compare numbers, and
 * never match `"0.73"`. A column with any other text, a number with leading zeros or more digits than a number can hold
 * stays text, as ZIP codes and IDs are. NaN and Infinity are skipped and counted.
 */
export function propertyValues(
	rows: readonly JsonRecord[],
	fields: readonly string[],
	texts: (typeof numberTexts)[number],
): PropertyValues {
	const numeric = new Set<string>();
	let notNumbers = 0;
	for (const field of fields) {
		let textCount = 0;
		let isNumeric = true;
		for (const row of rows) {
			const cell = ownCell(row, field);
			if (typeof cell === 'number') {
				if (!Number.isFinite(cell)) notNumbers++;
			} else if (typeof cell === 'string' && isNumberText(cell)) textCount++;
			else if (!isEmpty(cell)) isNumeric = false;
		}
		if (texts === 'number' && isNumeric && textCount > 0) numeric.add(field);
	}
	return {
		of: (row, field) => {
			const cell = ownCell(row, field);
			return numeric.has(field) && typeof cell === 'string' && cell !== ''
				? Number(cell)
				: propertyValue(cell);
		},
		notices: [...textNotices([...numeric]), ...notNumberNotices(notNumbers)],
	};
}

const plainNumber = /^-?(0|[1-9]\d*)(\.\d+)?$/;
/** Numbers with more digits lose some of them: such a text is an ID. */
const mostDigits = 15;

function isNumberText(text: string): boolean {
	return text.length <= mostDigits + 2 && plainNumber.test(text) && digitsOf(text) <= mostDigits;
}

const digitsOf = (text: string) => text.replace(/\D/g, '').length;

function textNotices(fields: readonly string[]): Notice[] {
	if (fields.length === 0) return [];
	const names = firstFew(fields.map((field) => `"${field}"`));
	return [
		{
			code: 'numbersFromText',
			message: `${names} ${fields.length === 1 ? 'holds' : 'hold'} numbers as text: sent as numbers, so that segments can compare them. Set "Numbers as Text" to keep them as text.`,
			level: 'info',
		},
	];
}

function notNumberNotices(count: number): Notice[] {
	if (count === 0) return [];
	return [
		{
			code: 'notANumber',
			message: `${counted(count, 'value is', 'values are')} not a number (NaN or Infinity) and skipped: the property keeps its value. Check the step that computes them.`,
			level: 'warning',
		},
	];
}

/** Whether a cell or property is empty. A value that JSON can't hold is not, and stays as it is. */
export function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/**
 * A cell as JSON can hold it: zero and false are values; empty text, null, NaN, Infinity and what JSON can't hold are
 * not. Dates become ISO texts.
 */
function propertyValue(cell: unknown): unknown {
	if (isEmpty(cell)) return undefined;
	if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined;
	if (typeof cell === 'string' || typeof cell === 'boolean') return cell;
	if (typeof cell !== 'object') return typeof cell === 'bigint' ? cell.toString() : undefined;
	try {
		return (JSON.parse(JSON.stringify(cell)) as unknown) ?? undefined;
	} catch {
		return undefined;
	}
}
