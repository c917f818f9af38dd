import type { JsonRecord } from './jsonRecord';

/** Returns a row's own cell; a field name that is empty or inherited gives undefined. */
export function ownCell(row: JsonRecord, field: string): unknown {
	return field !== '' && Object.hasOwn(row, field) ? row[field] : undefined;
}
