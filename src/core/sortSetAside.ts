import { canonicalJson } from './model/canonicalJson';
import type { SetAsideRow } from './result';

/** Set-aside rows by reason, then by canonical JSON of the row: the same rows come out in the same order, however they came in. */
export function sortSetAside(rows: readonly SetAsideRow[]): SetAsideRow[] {
	const keyed = rows.map((row) => ({ row, text: canonicalJson(row.row) }));
	keyed.sort((a, b) => compare(a.row.code, b.row.code) || compare(a.text, b.text));
	return keyed.map(({ row }) => row);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
