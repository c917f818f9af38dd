import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ScoredRow } from '../../src/core/score/scoreCustomers';

const inputIndexes = { Customers: 0, Events: 1 } as const;

/** Scored people as items, each paired to its row: a customer on input 1, or a visitor's event on input 2. */
export function customerOrVisitorItems(rows: readonly ScoredRow[]): INodeExecutionData[] {
	return rows.map(({ row, source, isVisitor }) => ({
		json: row as IDataObject,
		pairedItem: isVisitor ? { item: source, input: inputIndexes.Events } : { item: source },
	}));
}

/** Set-aside items with the input they came from, in `setAsideInput` and in their pairing. */
export function fromInput(
	items: readonly INodeExecutionData[],
	input: keyof typeof inputIndexes,
): INodeExecutionData[] {
	return items.map(({ json, pairedItem }) => ({
		json: { ...json, setAsideInput: input },
		pairedItem:
			typeof pairedItem === 'object' && 'item' in pairedItem
				? { item: pairedItem.item, input: inputIndexes[input] }
				: pairedItem,
	}));
}
