import type { JsonRecord } from '../../values/jsonRecord';
import type { OutputRow } from '../result';
import type { Customers } from './customers';

/** One walk over all customers, in the order of their IDs. */
export interface Pass {
	/** Reads or writes customer i, whose row is at hand. */
	readonly each: (i: number) => void;
	/** Of the pass that writes: the copy of a customer's row that the results are written into. */
	readonly copy?: (row: JsonRecord) => JsonRecord;
	/** Of the pass that writes: rows that are copied too though they are no customer's, one for every set of fields. */
	readonly further?: readonly JsonRecord[];
}

/**
 * A verb over customers whose rows need not be in memory together: it yields the passes that it needs, one after the
 * other, and returns its result.
 *
 * What a pass learns it keeps in columns. The last pass writes each customer's row and hands it on.
 */
export type Passes<Result> = Generator<Pass, Result, void>;

/** Where rows go: a list, or a file. */
export interface RowSink {
	push(row: OutputRow): unknown;
}

/** Lists or files by the name of an output. */
export type RowSinks<Name extends string> = Readonly<Record<Name, RowSink>>;

/** Runs a verb over customers whose rows are all at hand; returns its result with the rows of its outputs. */
export function collectPasses<Name extends string, Result extends object>(
	{ ids }: Customers,
	outputs: readonly Name[],
	start: (sinks: RowSinks<Name>) => Passes<Result>,
): Result & Record<Name, OutputRow[]> {
	const lists = Object.fromEntries(outputs.map((name) => [name, [] as OutputRow[]])) as Record<
		Name,
		OutputRow[]
	>;
	const passes = start(lists);
	for (;;) {
		const { done, value } = passes.next();
		if (done === true) return { ...value, ...lists };
		const { each } = value;
		for (let i = 0; i < ids.length; i++) each(i);
	}
}
