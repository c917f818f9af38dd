import type { JsonRecord } from './jsonRecord';
import { ownCell } from './ownCell';

/** A row's own cell as trimmed text, for ids and codes; "" for anything but text, a finite number or a boolean. */
export function cellText(row: JsonRecord, field: string): string {
	const cell = ownCell(row, field);
	if (typeof cell === 'string') return cell.trim();
	if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
	return typeof cell === 'boolean' ? String(cell) : '';
}

/** The group that a cell names: its text, with TRUE and FALSE, as spreadsheets write booleans, in lower case. */
export function groupText(row: JsonRecord, field: string): string {
	const text = cellText(row, field);
	return text === 'TRUE' || text === 'FALSE' ? text.toLowerCase() : text;
}
