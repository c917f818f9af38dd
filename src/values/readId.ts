import type { JsonRecord } from './jsonRecord';

/**
 * An id as text, trimmed: a text that is not blank or a finite number; undefined for everything else.
 *
 * @example readId(' 17 ') // '17'
 */
export function readId(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim() || undefined;
	return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** The id that a row's own field holds. */
export function idIn(row: JsonRecord, field: string): string | undefined {
	const id = readId(row[field]);
	return id !== undefined && Object.hasOwn(row, field) ? id : undefined;
}
