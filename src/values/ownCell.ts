import type { JsonRecord } from './jsonRecord';

/** Returns a row's own cell; a field name that is empty or inherited gives undefined. */
export function ownCell(row: JsonRecord, field: string): unknown {
	const cell = row[field];
	// Most fields that are missing are found so without the dearer question whose they are.
	return cell !== undefined && field !== '' && Object.hasOwn(row, field) ? cell : undefined;
}

/** Whether a row's own cell holds anything: no null and no empty text; a blank one is something. */
export function isFilled(row: JsonRecord, field: string): boolean {
	const cell = ownCell(row, field);
	return cell !== undefined && cell !== null && cell !== '';
}
