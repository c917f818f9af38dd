import type { JsonRecord } from '../../values/jsonRecord';
import type { SetAsideRow } from '../result';
import { readCustomers } from './readCustomers';

/** What a run knows of its customers besides their rows. */
export interface CustomerList {
	/** Ids in code-unit order, each once. */
	readonly ids: readonly string[];
	/** `sources[i]` is the index of the input row of `ids[i]`. */
	readonly sources: readonly number[];
	readonly setAside: readonly SetAsideRow[];
	/** The first input row, customer or not; undefined without rows. */
	readonly firstRow: JsonRecord | undefined;
	/** Number of input rows. */
	readonly rowCount: number;
	/** Whether any customer has a field of this name. */
	hasField(name: string): boolean;
}

/**
 * The customers of a run by ID, of whose rows all or only a few are at hand.
 *
 * Rows that came as items are all at hand. Rows of a file are shown in portions, in the order of IDs, once for every
 * pass: `row(i)` may then be called only for the customers shown.
 */
export class Customers implements CustomerList {
	readonly ids: readonly string[];
	readonly sources: readonly number[];
	readonly setAside: readonly SetAsideRow[];
	readonly firstRow: JsonRecord | undefined;
	readonly rowCount: number;
	private shown: readonly JsonRecord[] = [];
	/** The customer whose row comes first in `shown`. */
	private start = 0;

	private constructor(private readonly list: CustomerList) {
		this.ids = list.ids;
		this.sources = list.sources;
		this.setAside = list.setAside;
		this.firstRow = list.firstRow;
		this.rowCount = list.rowCount;
	}

	/** The customers of rows that are all at hand. */
	static ofRows(rows: readonly JsonRecord[], idField: string): Customers {
		const { rows: own, ...read } = readCustomers(rows, idField);
		const hasField = (name: string) => own.some((row) => Object.hasOwn(row, name));
		const all = new Customers({ ...read, firstRow: rows[0], rowCount: rows.length, hasField });
		all.shown = own;
		return all;
	}

	/** Customers whose rows are shown later. */
	static listed(list: CustomerList): Customers {
		return new Customers(list);
	}

	/** Replaces the rows at hand by those of the customers from `start` on. */
	show(start: number, rows: readonly JsonRecord[]): void {
		this.start = start;
		this.shown = rows;
	}

	/** The row of a customer who is shown. */
	row(i: number): JsonRecord {
		return this.shown[i - this.start];
	}

	hasField(name: string): boolean {
		return this.list.hasField(name);
	}
}
