import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';

/**
 * The error that names the first item whose fields can't be read; undefined where all can.
 *
 * JSON can always be read. Another node of the same process may pass an object that throws when it is read.
 */
export function unreadableItem(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): NodeOperationError | undefined {
	const itemIndex = items.findIndex(({ json }) => !canBeRead(json, new Set()));
	if (itemIndex < 0) return undefined;
	return new NodeOperationError(
		context.getNode(),
		`Item ${itemIndex} has a field that can't be read`,
		{
			description:
				'The field is not plain data but an object that can’t be read. Make the previous node output plain fields only.',
			itemIndex,
		},
	);
}

function canBeRead(value: unknown, seen: Set<object>): boolean {
	if (typeof value !== 'object' || value === null || seen.has(value)) return true;
	seen.add(value);
	try {
		if ('toJSON' in value && typeof value.toJSON === 'function') value.toJSON();
		if ('getTime' in value && typeof value.getTime === 'function') value.getTime();
		return Object.values(value).every((member) => canBeRead(member, seen));
	} catch {
		return false;
	}
}
