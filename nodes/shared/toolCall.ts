import type { JsonRecord } from '../../src/values/jsonRecord';
import type { Notice } from '../../src/values/notice';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readCustomerJson } from '../../src/core/customers/readCustomerJson';

/**
 * Whether an agent calls the node as its tool: n8n gives such nodes a type of their own, ending in "Tool".
 *
 * The agent then receives only output 1: no other output, no hint.
 */
export function isToolCall(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * The customers of the parameter "Customer (JSON)"; undefined where it is not set and the items count.
 *
 * It is set once it holds a text or an expression. An expression that comes out empty is an error, and never a reason
 * to use other data.
 */
export function customersOfPanel(
	context: IExecuteFunctions,
	panel: JsonRecord,
): JsonRecord[] | undefined {
	if (!Object.hasOwn(panel, 'customerJson')) return undefined;
	const written = context.getNode().parameters.customerJson;
	return written === undefined || written === '' ? undefined : readCustomerJson(panel.customerJson);
}

/** The output for an agent: the customers, then those that can't be used with the reason, then notices. */
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
 * The notices that an agent needs besides the customers' own reasons.
 *
 * For a few customers, notices about shares and sizes of a base make no sense: one notice says that there is no base,
 * and only where the numbers depend on one.
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
