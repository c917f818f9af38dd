import { isRecord } from '../../../values/isRecord';
import type { JsonRecord } from '../../../values/jsonRecord';
import { nodesOf } from './lists';

/** The content of an item that is not an order. */
export interface Unwrapped {
	readonly orders: readonly JsonRecord[];
	/** Whether the item says that another page follows; undefined where it does not say. */
	readonly hasMore: boolean | undefined;
}

/**
 * Names under which shops' answers and n8n's own nodes wrap orders, the outer ones first: `body` of a webhook or a full
 * response, `data` and `payload` of an answer or an event, `object` of an event, then the orders themselves.
 */
const wrapperNames = [
	'body',
	'payload',
	'data',
	'object',
	'orders',
	'Orders',
	'order',
	'payments',
	'payment',
	'receipts',
	'results',
	'node',
] as const;

/** Names of a list that an order has too; they contain orders only beside one of these. */
const pagedLists = { items: ['search_criteria', 'total_count'] } as const;

const deepest = 5;

/**
 * The orders inside an item that is not an order: a page of an answer, `{ order }`, a webhook's body, an event, a
 * GraphQL connection, JSON text, or one order per line; undefined where the item contains none.
 *
 * An error response has no orders and is passed on unchanged, to be reported.
 *
 * @param isOrder whether a row is itself an order; its content is then not unwrapped
 *
 * @example unwrapOrders({ orders: [{ id: 1 }, { id: 2 }] }, () => false)?.orders.length // 2
 */
export function unwrapOrders(
	item: JsonRecord,
	isOrder: (row: JsonRecord) => boolean,
): Unwrapped | undefined {
	return Array.isArray(item.errors) && !isRecord(item.data) ? undefined : inside(item, isOrder, 1);
}

function inside(
	item: JsonRecord,
	isOrder: (row: JsonRecord) => boolean,
	depth: number,
): Unwrapped | undefined {
	if (depth > deepest || isOrder(item)) return undefined;
	for (const name of wrapperNames) {
		const found = Object.hasOwn(item, name) ? membersOf(item[name], isOrder, depth) : undefined;
		if (found === undefined) continue;
		const { created } = item;
		const isEvent = item.object === 'event' && typeof created === 'number';
		return {
			// Of several events about one charge the latest is the most complete.
			orders: isEvent
				? found.orders.map((order) => ({ ...order, updated: created }))
				: found.orders,
			hasMore: typeof item.has_more === 'boolean' ? item.has_more : found.hasMore,
		};
	}
	for (const [name, besides] of Object.entries(pagedLists)) {
		if (besides.some((other) => Object.hasOwn(item, other)))
			return membersOf(item[name], isOrder, depth);
	}
	return undefined;
}

function membersOf(
	value: unknown,
	isOrder: (row: JsonRecord) => boolean,
	depth: number,
): Unwrapped | undefined {
	if (typeof value === 'string') {
		const parsed = parseRows(value);
		return parsed === undefined ? undefined : membersOf(parsed, isOrder, depth);
	}
	if (Array.isArray(value)) {
		const records = value.filter(isRecord);
		return value.length > 0 && records.length === 0
			? undefined
			: { orders: records, hasMore: undefined };
	}
	if (!isRecord(value)) return undefined;
	if (Array.isArray(value.nodes) || Array.isArray(value.edges)) {
		const hasMore = isRecord(value.pageInfo) ? value.pageInfo.hasNextPage : undefined;
		return {
			orders: nodesOf(value),
			hasMore: typeof hasMore === 'boolean' ? hasMore : undefined,
		};
	}
	return inside(value, isOrder, depth + 1) ?? { orders: [value], hasMore: undefined };
}

/** JSON text as a value; text with one JSON object per line as the list of them; undefined for other text. */
function parseRows(text: string): unknown {
	const start = text.trimStart().charAt(0);
	if (start !== '{' && start !== '[') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return parseLines(text);
	}
}

function parseLines(text: string): unknown {
	const lines = text.split('\n').filter((line) => line.trim() !== '');
	try {
		return lines.map((line): unknown => JSON.parse(line));
	} catch {
		return undefined;
	}
}
