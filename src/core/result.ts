/** One row as it travels between nodes: flat JSON. Own keys only; `__proto__` is a key like any other. */
export type JsonRecord = Record<string, unknown>;

/** A row that goes out, and the index of the input row it stands for. */
export interface OutputRow {
	readonly row: JsonRecord;
	readonly source: number;
}

/** An input row that can't be used, and why. */
export interface SetAsideRow {
	/** Index of the input row. */
	readonly source: number;
	/** The reason as a code, e.g. `missing_customer_id`. */
	readonly code: string;
	/** The reason as one sentence. */
	readonly explanation: string;
	/** The input row as it came. */
	readonly row: JsonRecord;
}

/** Something about the whole run that its user should know. */
export interface Notice {
	readonly code: string;
	readonly message: string;
	readonly level: 'info' | 'warning';
}

/** What every node that takes customers and gives customers returns. */
export interface CustomersResult {
	/** All customers, each once, by customer id in code-unit order. */
	readonly customers: OutputRow[];
	readonly setAside: SetAsideRow[];
	/** One record about the whole base; carries the fitted `model`. */
	readonly summary: JsonRecord;
	readonly notices: Notice[];
}
