import type { JsonRecord } from '../values/jsonRecord';
import { canonicalJson } from '../values/canonicalJson';
import type { SetAsideRow } from './result';

/**
 * Set-aside rows by reason, then by their JSON: the same rows are output in the same order, whatever the order of the
 * input.
 */
export function sortSetAside(rows: readonly SetAsideRow[]): SetAsideRow[] {
	const keyed = rows.map((row) => ({ row, text: textOf(row.row) }));
	keyed.sort((a, b) => compare(a.row.code, b.row.code) || compare(a.text, b.text));
	return keyed.map(({ row }) => row);
}

/** The number of rows set aside for each reason. */
export function countByReason(setAside: readonly SetAsideRow[]): Record<string, number> {
	const counts = new Map<string, number>();
	for (const { code } of setAside) counts.set(code, (counts.get(code) ?? 0) + 1);
	return Object.fromEntries([...counts].sort(([a], [b]) => compare(a, b)));
}

/**
 * The row's own JSON, which is several times faster than canonical JSON; the latter for rows that have none (cycles,
 * big integers).
 */
function textOf(row: JsonRecord): string {
	try {
		return JSON.stringify(row);
	} catch {
		return canonicalJson(row);
	}
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
