import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readCustomerJson } from '../../src/core/customers/readCustomerJson';
import type { JsonRecord, Notice } from '../../src/core/result';

/**
 * Whether an agent calls the node as its tool: n8n gives such nodes a type of their own, ending in "Tool".
 *
 * The agent then sees output 1 and nothing else: no other output, no hint.
 */
export function isToolCall(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * The customers of the parameter "Customer (JSON)"; undefined where it is not set and the items count.
 *
 * It is set once it holds a text or an expression, also one that comes out as nothing: that is an error, and never a
 * reason to take other data.
 */
export function customersOfPanel(
	context: IExecuteFunctions,
	panel: JsonRecord,
): JsonRecord[] | undefined {
	if (!Object.hasOwn(panel, 'customerJson')) return undefined;
	const written = context.getNode().parameters.customerJson;
	return written === undefined || written === '' ? undefined : readCustomerJson(panel.customerJson);
}

/** What an agent is told of a run: the customers, then those that can't be used with the reason, then what to know. */
export function toolOutputs(
	outputs: INodeExecutionData[][],
	notices: readonly Notice[],
): INodeExecutionData[][] {
	const [customers, ...others] = outputs;
	const setAside = outputs[outputs.length - 2];
	const told = notices.map(({ message }) => ({
		json: { notice: message },
		pairedItem: { item: 0 },
	}));
	return [[...customers, ...setAside, ...told], ...others];
}

/** Says that a customer was compared with almost nobody; nothing where a base came in. */
export function loneCustomerNotices(rows: readonly JsonRecord[]): Notice[] {
	if (rows.length >= fewestForBase) return [];
	const who = rows.length === 1 ? 'One customer' : `${rows.length} customers`;
	return [
		{
			code: 'noBase',
			message: `${who} came, and this node compares customers with each other: save the "model" of a run over all customers, and choose it under Use: Saved Model.`,
			level: 'warning',
		},
	];
}

const fewestForBase = 10;
