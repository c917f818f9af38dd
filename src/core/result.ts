import type { JsonRecord } from '../values/jsonRecord';
import type { Notice } from '../values/notice';

/** A row that goes out, and the index of the input row it stands for. */
export interface OutputRow {
	readonly row: JsonRecord;
	readonly source: number;
	/** Index of the input it came on, where that is not the first. */
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
	/** Index of the input it came on, where that is not the first. */
	readonly input?: number;
}

/** What every node that looks at a whole base of customers returns, besides tables of its own. */
export interface TablesResult {
	readonly setAside: SetAsideRow[];
	/** One record about the whole base; carries the fitted `model`. */
	readonly summary: JsonRecord;
	readonly notices: Notice[];
}

/** What every node that takes customers and gives customers returns. */
export interface CustomersResult extends TablesResult {
	/** All customers, each once, by customer id in code-unit order. */
	readonly customers: OutputRow[];
	/** The groups of the summary, one flat row each; undefined where the node puts customers into none. */
	readonly breakdown?: JsonRecord[];
}
