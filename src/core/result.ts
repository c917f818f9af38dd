import type { JsonRecord } from '../values/jsonRecord';
import type { Notice } from '../values/notice';

/** An output row, and the index of its input row. */
export interface OutputRow {
	readonly row: JsonRecord;
	readonly source: number;
	/** Index of its input, where that is not the first. */
	readonly input?: number;
}

/** An input row that can't be used, and why. */
export interface SetAsideRow {
	/** Index of the input row. */
	readonly source: number;
	/** The reason as a code, e.g. `missingCustomerId`. */
	readonly code: string;
	/** The reason as one sentence. */
	readonly explanation: string;
	/** The input row as it came. */
	readonly row: JsonRecord;
	/** Index of its input, where that is not the first. */
	readonly input?: number;
}

/** What every node for a whole base of customers returns, besides its own tables. */
export interface TablesResult {
	readonly setAside: SetAsideRow[];
	/** One record about the whole base; holds the fitted `model`. */
	readonly summary: JsonRecord;
	readonly notices: Notice[];
}

/** What every node that reads and returns customers returns besides their rows. */
export interface CustomerTotals extends TablesResult {
	/** The groups of the summary, one flat row each; undefined where the node has no groups. */
	readonly breakdown?: JsonRecord[];
}

/** What every node that reads and returns customers returns. */
export interface CustomersResult extends CustomerTotals {
	/** All customers, each once, by customer ID in code-unit order. */
	readonly customers: OutputRow[];
}
