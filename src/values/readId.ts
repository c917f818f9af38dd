import type { JsonRecord } from './jsonRecord';

/**
 * An id as text, trimmed: a text that is not blank or a finite number; undefined for everything else.
 *
 * @example readId(' 17 ') // '17'
 */
export function readId(value: unknown): string | undefined {
	if (typeof value === 'string') return hasPlainEnds(value) ? value : value.trim() || undefined;
	return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/**
 * Whether a text begins and ends with visible ASCII, as most ids do: trimming all of them would cost more than reading
 * them.
 */
function hasPlainEnds(text: string): boolean {
	return isVisible(text.charCodeAt(0)) && isVisible(text.charCodeAt(text.length - 1));
}

function isVisible(code: number): boolean {
	return code > 32 && code < 127;
}

/** The id that a row's own field holds. */
export function idIn(row: JsonRecord, field: string): string | undefined {
	const id = readId(row[field]);
	return id !== undefined && Object.hasOwn(row, field) ? id : undefined;
}
