import type { JsonRecord } from '../../values/jsonRecord';

/** Rows that a reader keeps, because later steps need fields of theirs. */
export interface RowStore {
	readonly length: number;
	/** The row at an index, with all its fields. */
	at(index: number): JsonRecord;
	/** One field of the row at an index, by its name: nothing else of the row need be read. */
	value(index: number, name: string): unknown;
	/** Adds rows; returns the index of the first. */
	addAll(rows: readonly JsonRecord[]): number;
	/** Replaces a row. */
	set(index: number, row: JsonRecord): void;
	/** Whether a row may have a field of this name; false where none has. */
	mayHave(name: string): boolean;
}

/** Rows as the caller's own objects. */
export class ObjectRows implements RowStore {
	private rows: JsonRecord[] = [];

	get length(): number {
		return this.rows.length;
	}

	at(index: number): JsonRecord {
		return this.rows[index];
	}

	value(index: number, name: string): unknown {
		return this.rows[index][name];
	}

	addAll(rows: readonly JsonRecord[]): number {
		const start = this.rows.length;
		// A list that grows by a million rows one by one would be copied many times.
		if (start === 0) this.rows = rows.slice();
		else for (const row of rows) this.rows.push(row);
		return start;
	}

	set(index: number, row: JsonRecord): void {
		this.rows[index] = row;
	}

	mayHave(): boolean {
		return true;
	}
}

/** A few hundred rows, evenly spread over all. */
export function someRows(rows: RowStore, count: number): JsonRecord[] {
	const step = Math.max(1, Math.floor(rows.length / count));
	const some: JsonRecord[] = [];
	for (let at = 0; at < rows.length; at += step) some.push(rows.at(at));
	return some;
}
