import type { JsonRecord } from '../../values/jsonRecord';

const byteOrderMark = '\uFEFF';

/**
 * Rows without the byte order mark that CSV readers, n8n's own included, leave in front of the first column's name.
 *
 * Rows of one file have the same columns, so the first row with any decides whether the rest is looked at.
 */
export function withoutByteOrderMark(rows: readonly JsonRecord[]): readonly JsonRecord[] {
	const first = rows.find((row) => Object.keys(row).length > 0);
	return first === undefined || !hasMark(first) ? rows : rows.map(stripped);
}

function stripped(row: JsonRecord): JsonRecord {
	if (!hasMark(row)) return row;
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [
			name.startsWith(byteOrderMark) ? name.slice(1) : name,
			value,
		]),
	);
}

function hasMark(row: JsonRecord): boolean {
	return Object.keys(row).some((name) => name.startsWith(byteOrderMark));
}
