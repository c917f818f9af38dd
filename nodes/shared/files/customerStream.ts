import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { type CustomerList, Customers } from '../../../src/core/customers/customers';
import { rowWithoutId } from '../../../src/core/customers/readCustomers';
import type { SetAsideRow } from '../../../src/core/result';
import type { JsonRecord } from '../../../src/values/jsonRecord';
import { idIn } from '../../../src/values/readId';
import { lastNotAbove } from '../../../src/values/lastNotAbove';
import { rowPortions } from './rowsOfItems';
import { RunWatch } from './runWatch';
import { RowShapes } from './rowShapes';

/** Customers that are shown portion by portion, as often as a verb asks for them. */
export interface CustomerWalk {
	readonly customers: Customers;
	/** One row for every set of fields that customers have. */
	readonly samples: readonly JsonRecord[];
	/** Shows the next customers, and yields the index after the last of them. */
	portions(): AsyncIterable<number>;
}

/** The customers of files, whose rows are read anew for every pass. */
export interface CustomerStream extends CustomerWalk {
	/** Rows that tell all of the input: one for every set of fields, and two with different values where there are. */
	readonly telling: readonly JsonRecord[];
	/** The index of the item that contains a row. */
	readonly itemOf: (row: number) => number;
}

/** How rows are read: the field with the customer's ID, and what is cleaned in each row. */
export interface RowReading {
	readonly idField: string;
	readonly clean: (row: JsonRecord) => JsonRecord;
}

/**
 * Reads the IDs of all rows, so that the rows can be read again in the order of the IDs; undefined where they are not in
 * that order, or one customer has several rows: such rows have to be in memory together.
 *
 * Files that nodes of this package wrote are in that order.
 */
export async function customerStream(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	reading: RowReading,
): Promise<CustomerStream | undefined> {
	const found = new FoundCustomers(reading);
	const watch = new RunWatch(context, 'rows read');
	for await (const { item, rows } of rowPortions(context, items)) {
		if (!found.add(item, rows)) return undefined;
		await watch.look(found.rowCount);
	}
	const customers = Customers.listed(found);
	return {
		customers,
		samples: found.samples(),
		telling: found.telling(),
		itemOf: (row) => lastNotAbove(found.starts, row),
		portions: () => portionsOf(context, items, reading, customers),
	};
}

/** Shows customers whose rows are at hand, in portions small enough to write files beside. */
export function walkOf(customers: Customers): CustomerWalk {
	const shapes = new RowShapes();
	for (let i = 0; i < customers.ids.length; i++) shapes.add(customers.row(i));
	const portions = async function* () {
		for (let end = rowsAtOnce; end < customers.ids.length; end += rowsAtOnce) yield end;
		yield customers.ids.length;
	};
	return { customers, samples: shapes.samples, portions };
}

const rowsAtOnce = 200;

/** What one reading of all rows tells. */
class FoundCustomers implements CustomerList {
	readonly ids: string[] = [];
	readonly sources: number[] = [];
	readonly setAside: SetAsideRow[] = [];
	readonly starts: number[] = [];
	firstRow: JsonRecord | undefined;
	rowCount = 0;
	private readonly shapes = new RowShapes();
	/** A row whose scores differ from the first one's. */
	private different: JsonRecord | undefined;

	constructor(private readonly reading: RowReading) {}

	/** Adds rows of an item; returns false where an ID is not after the one before. */
	add(item: number, rows: readonly JsonRecord[]): boolean {
		const { ids, sources, reading } = this;
		while (this.starts.length <= item) this.starts.push(this.rowCount);
		for (const given of rows) {
			const row = reading.clean(given);
			const source = this.rowCount++;
			this.firstRow ??= row;
			if (row.monetaryScore !== this.firstRow.monetaryScore) this.different ??= row;
			const id = idIn(row, reading.idField);
			if (id === undefined) {
				this.setAside.push(rowWithoutId(row, source, reading.idField));
				continue;
			}
			if (ids.length > 0 && ids[ids.length - 1] >= id) return false;
			ids.push(id);
			sources.push(source);
			this.shapes.add(row);
		}
		return true;
	}

	hasField(name: string): boolean {
		return this.shapes.samples.some((row) => Object.hasOwn(row, name));
	}

	samples(): readonly JsonRecord[] {
		return this.shapes.samples;
	}

	telling(): readonly JsonRecord[] {
		const first = [this.firstRow, this.different].filter((row) => row !== undefined);
		return [...first, ...this.shapes.samples, ...this.setAside.map(({ row }) => row)];
	}
}

async function* portionsOf(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	{ idField, clean }: RowReading,
	customers: Customers,
): AsyncGenerator<number> {
	let start = 0;
	for await (const { rows } of rowPortions(context, items)) {
		const shown: JsonRecord[] = [];
		for (const given of rows) {
			const id = idIn(given, idField);
			if (id === undefined) continue;
			if (id !== customers.ids[start + shown.length]) throw changedFile(context);
			shown.push(clean(given));
		}
		if (shown.length === 0) continue;
		customers.show(start, shown);
		start += shown.length;
		yield start;
	}
	if (start !== customers.ids.length) throw changedFile(context);
}

function changedFile(context: IExecuteFunctions): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		'The file with the customers changed while it was read',
		{
			description: 'Nothing was computed. Run the node again.',
		},
	);
}
