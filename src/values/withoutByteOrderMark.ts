import type { JsonRecord } from './jsonRecord';

const mark = 0xfeff;

/**
 * Returns a row without the byte order mark that a CSV file may put before the name of its first column. n8n writes one
 * and, unless told otherwise, leaves it in the name when it reads the file.
 *
 * @example withoutByteOrderMark({ '\uFEFFcustomerId': '7' }) // { customerId: '7' }
 */
export function withoutByteOrderMark(row: JsonRecord): JsonRecord {
	for (const first in row) {
		if (first.charCodeAt(0) !== mark) return row;
		const entries = Object.entries(row);
		entries[0][0] = first.slice(1);
		return Object.fromEntries(entries);
	}
	return row;
}
