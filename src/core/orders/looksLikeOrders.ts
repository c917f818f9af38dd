import type { JsonRecord } from '../../values/jsonRecord';
import { orderFieldPaths } from './orderFields';
import { orderPresets } from './presets';
import { recogniseSource } from './sources/recogniseSource';

/** Orders where customers were expected. */
export interface FoundOrders {
	/** The shop system of the orders; undefined where only their columns show that they are orders. */
	readonly shop: string | undefined;
	/** The fields that show it. */
	readonly fields: readonly string[];
}

/** Fields that only customers have: Compute RFM and the nodes after it write them. */
const customerFields = [
	'orderHistory',
	'daysSinceLastOrder',
	'orderCount',
	'orderCountLifetime',
	'lastOrderAt',
	'monetaryTotal',
	'rfmSegment',
	'valueScore',
	'predictedClv',
	'tier',
	'churnRisk',
	'suppressedChannels',
	'winBackKey',
] as const;

const looked = 20;

/**
 * The kind of orders that the rows are; undefined where they are customers, or anything unknown.
 *
 * One customer among the first rows is enough to count as customers. Columns that could also be those of a contact
 * list, such as a date, a total and an email, count as orders only together with an order number.
 */
export function looksLikeOrders(rows: readonly JsonRecord[]): FoundOrders | undefined {
	if (rows.length === 0 || rows.slice(0, looked).some(isCustomer)) return undefined;
	const { source, told, guessed } = recogniseSource(rows);
	if (told.length > 0) {
		return { shop: orderPresets[source].name, fields: told.map((field) => field.split('=')[0]) };
	}
	if (guessed === undefined) {
		const { orderDate, amount } = orderFieldPaths;
		const isPlain = rows.some((row) => Object.hasOwn(row, orderDate) && Object.hasOwn(row, amount));
		return isPlain ? { shop: undefined, fields: [orderDate, amount] } : undefined;
	}
	const { orderId, orderDate, amount } = guessed;
	if (orderId === undefined || orderId.toLowerCase() === 'id') return undefined;
	return { shop: undefined, fields: [orderId, orderDate, amount].flatMap((name) => name ?? []) };
}

function isCustomer(row: JsonRecord): boolean {
	return customerFields.some((field) => Object.hasOwn(row, field));
}
