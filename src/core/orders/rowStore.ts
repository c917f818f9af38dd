import type { JsonRecord } from '../../values/jsonRecord';

/** Rows that a reader keeps, because what is settled later asks for fields of theirs. */
export interface RowStore {
	readonly length: number;
	/** The row at an index, with all that it had. */
	at(index: number): JsonRecord;
	/** Keeps further rows; returns the index of the first. */
	addAll(rows: readonly JsonRecord[]): number;
	/** Puts a row in the place of another. */
	set(index: number, row: JsonRecord): void;
}

/** Rows as they came: what the caller holds anyway. */
export class ObjectRows implements RowStore {
	private rows: JsonRecord[] = [];

	get length(): number {
		return this.rows.length;
	}

	at(index: number): JsonRecord {
		return this.rows[index];
	}

	addAll(rows: readonly JsonRecord[]): number {
		const start = this.rows.length;
		// A list that grows by a million rows one by one is copied many times over.
		if (start === 0) this.rows = rows.slice();
		else for (const row of rows) this.rows.push(row);
		return start;
	}

	set(index: number, row: JsonRecord): void {
		this.rows[index] = row;
	}
}

/** Some hundred rows, evenly over all: what a sample of them all would hold. */
export function someRows(rows: RowStore, count: number): JsonRecord[] {
	const step = Math.max(1, Math.floor(rows.length / count));
	const some: JsonRecord[] = [];
	for (let at = 0; at < rows.length; at += step) some.push(rows.at(at));
	return some;
}
