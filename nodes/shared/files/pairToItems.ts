import type { INodeExecutionData, IPairedItemData } from 'n8n-workflow';

/** The index of the item that contains a row; undefined where each row is an item. */
export type ItemOfRow = ((row: number) => number) | undefined;

/** Replaces paired row numbers with the items that contain the rows, each item once. */
export function pairToItems(
	outputs: ReadonlyArray<readonly INodeExecutionData[]>,
	itemOf: readonly ItemOfRow[],
): void {
	const paired = (pair: IPairedItemData | number): IPairedItemData => {
		const { item, input = 0, ...rest } = typeof pair === 'number' ? { item: pair } : pair;
		const index = itemOf[input]?.(item) ?? item;
		return { ...rest, item: index, ...(input > 0 && { input }) };
	};
	for (const items of outputs) {
		for (const item of items) {
			const { pairedItem, binary } = item;
			// A file stands for all items already.
			if (binary !== undefined) continue;
			if (Array.isArray(pairedItem)) {
				const pairs = pairedItem.map(paired);
				item.pairedItem = [
					...new Map(pairs.map((pair) => [`${pair.input ?? 0} ${pair.item}`, pair])).values(),
				];
			} else if (pairedItem !== undefined) item.pairedItem = paired(pairedItem);
		}
	}
}
