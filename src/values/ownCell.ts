import type { JsonRecord } from './jsonRecord';

/** Returns a row's own cell; undefined for a field name that is empty or inherited. */
export function ownCell(row: JsonRecord, field: string): unknown {
	const cell = row[field];
	// Most missing fields are found here, without the slower check for ownership.
	return cell !== undefined && field !== '' && Object.hasOwn(row, field) ? cell : undefined;
}

/** Whether a row's own cell is neither null nor an empty text; a blank text counts as filled. */
export function isFilled(row: JsonRecord, field: string): boolean {
	const cell = ownCell(row, field);
	return cell !== undefined && cell !== null && cell !== '';
}
