import type { IDataObject, INodeExecutionData, IPairedItemData } from 'n8n-workflow';
import type { CustomersResult, OutputRow, SetAsideRow, TablesResult } from '../../src/core/result';
import type { JsonRecord } from '../../src/values/jsonRecord';
import type { Notice } from '../../src/values/notice';

/** The outputs of a node's work, and its notices. */
export interface NodeRun {
	/** One entry per output, in the order of the panel's `outputs`, up to the summary. */
	readonly outputs: INodeExecutionData[][];
	/** The groups of the summary, on an output after it; undefined where the node has none. */
	readonly breakdown?: INodeExecutionData[] | undefined;
	readonly notices: readonly Notice[];
}

/**
 * The outputs of a node that returns customers: all of them, then its selections and tables, rows set aside, the
 * summary, and its groups.
 *
 * @param result with `sources` where a customer comes from several input items
 * @param selections members of the result that hold copies of some customers, in the order of their outputs
 * @param tables members of the result whose rows are about all customers together
 */
export function customerRun<Selection extends string = never, Table extends string = never>(
	result: CustomersResult &
		Readonly<Record<NoInfer<Selection>, readonly OutputRow[]>> &
		Readonly<Record<NoInfer<Table>, readonly JsonRecord[]>> & {
			readonly sources?: ReadonlyArray<readonly number[]> | undefined;
		},
	selections: readonly Selection[] = [],
	tables: readonly Table[] = [],
): NodeRun {
	return {
		outputs: [
			customerItems(result.customers, result.sources),
			...selections.map((selection) => customerItems(result[selection])),
			...tables.map((table) => tableItems(result[table])),
			setAsideItems(result.setAside),
			summaryItems(result.summary),
		],
		breakdown: result.breakdown && tableItems(result.breakdown),
		notices: result.notices,
	};
}

/**
 * The outputs of a node that returns tables about all customers: the tables, rows set aside, and the summary.
 *
 * @param tables members of the result, in the order of their outputs
 */
export function tableRun<Table extends string>(
	result: TablesResult & Readonly<Record<NoInfer<Table>, readonly JsonRecord[]>>,
	tables: readonly Table[],
): NodeRun {
	return {
		outputs: [
			...tables.map((table) => tableItems(result[table])),
			setAsideItems(result.setAside),
			summaryItems(result.summary),
		],
		notices: result.notices,
	};
}

/** Customers, or copies of them, as items paired to their input item, or to all of them. */
export function customerItems(
	rows: readonly OutputRow[],
	sources?: ReadonlyArray<readonly number[]>,
): INodeExecutionData[] {
	return rows.map(({ row, source, input }, index) => ({
		json: row as IDataObject,
		pairedItem: sources ? sources[index].map((item) => ({ item })) : pairedTo(source, input),
	}));
}

function pairedTo(item: number, input: number | undefined): IPairedItemData {
	return input === undefined ? { item } : { item, input };
}

/** Set-aside rows as items: the reason as `setAsideReason` and `setAsideExplanation`, then the row as it came. */
export function setAsideItems(rows: readonly SetAsideRow[]): INodeExecutionData[] {
	return rows.map(({ row, code, explanation, source, input }) => {
		const why = { setAsideReason: code, setAsideExplanation: explanation };
		return {
			json: { ...why, ...row, ...why } as IDataObject,
			pairedItem: pairedTo(source, input),
		};
	});
}

/** Rows about all customers together; paired to the first item, since they come from no single item. */
export function tableItems(rows: readonly JsonRecord[]): INodeExecutionData[] {
	return rows.map((row) => ({ json: row as IDataObject, pairedItem: { item: 0 } }));
}

/** The one item about all customers. */
export function summaryItems(summary: JsonRecord): INodeExecutionData[] {
	return tableItems([summary]);
}
