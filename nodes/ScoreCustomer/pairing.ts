import type { INodeExecutionData } from 'n8n-workflow';

const inputIndexes = { Customers: 0, Events: 1 } as const;

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
