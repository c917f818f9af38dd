import type { JsonRecord } from '../../src/values/jsonRecord';
import type { Notice } from '../../src/values/notice';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readCustomerJson } from '../../src/core/customers/readCustomerJson';

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

/**
 * What an agent has to know besides the customers' own reasons.
 *
 * Asked about a few customers, it is told nothing about shares and sizes of a base that isn't there; that there is none
 * is said once, and only where the numbers rest on one.
 */
export function toolNotices(
	rows: readonly JsonRecord[],
	fitsBase: boolean,
	notices: readonly Notice[],
	rowsAre: 'customers' | 'orders' = 'customers',
): Notice[] {
	if (rows.length >= fewestForBase) return [...notices];
	const aboutCustomers = notices.filter(({ code }) => !aboutBase.has(code));
	if (!fitsBase) return aboutCustomers;
	const noBase: Notice = {
		code: 'noBase',
		message: rowsAre === 'orders' ? fewOrders(rows.length) : fewCustomers(rows.length),
		level: 'warning',
	};
	return [noBase, ...aboutCustomers];
}

function fewCustomers(count: number): string {
	const who = count === 1 ? 'One customer' : `${count} customers`;
	return `${who} came in, but this node compares customers to each other: save the "model" of a run over all customers, and choose it under Model: Saved Model.`;
}

function fewOrders(count: number): string {
	const what = count === 1 ? 'One order' : `${count} orders`;
	return `${what} came in, but this node learns from the orders of all customers: save the "model" of a run over all orders, and choose it under Model: Saved Model.`;
}

const fewestForBase = 10;

const aboutBase: ReadonlySet<string> = new Set([
	'smallBase',
	'degenerate',
	'whale',
	'topCustomer',
	'noPercentiles',
	'vipShareLow',
	'reengageShareHigh',
	'fixedThresholds',
	'tierEmptySmallN',
	'tierEmptyTies',
	'shortHistory',
	'lapseBacklog',
	'notEnoughData',
	'fewTested',
]);
