import { isRecord } from '../isRecord';
import { isEmpty } from './readPath';
import type { JsonRecord } from '../result';

/** Money given back on an order; `at` is undefined where the source gives no date, and it then counts at once. */
export interface Refund {
	readonly amount: unknown;
	readonly at: unknown;
}

/** The successful refund transactions of a Shopify order (REST), each with its own date. */
export function shopifyRefunds(row: JsonRecord): Refund[] {
	return listOf(row.refunds).flatMap((refund) =>
		listOf(refund.transactions)
			.filter(isRefundDone)
			.map((transaction) => ({
				amount: transaction.amount,
				at: transaction.processed_at ?? refund.processed_at ?? refund.created_at,
			})),
	);
}

/**
 * What a Shopify order (GraphQL) says was refunded, as exactly as the query asked: successful transactions with their
 * dates, else refunds with theirs, else the refunded total without a date.
 */
export function shopifyGraphqlRefunds(row: JsonRecord): Refund[] {
	const refunds = nodesOf(row.refunds).flatMap((refund): Refund[] => {
		const at = refund.processedAt ?? refund.createdAt;
		const transactions = nodesOf(refund.transactions);
		if (transactions.length === 0) return [{ amount: shopAmount(refund.totalRefundedSet), at }];
		return transactions.filter(isRefundDone).map((transaction) => ({
			amount: shopAmount(transaction.amountSet),
			at: transaction.processedAt ?? transaction.createdAt ?? at,
		}));
	});
	const readable = refunds.filter(({ amount }) => !isEmpty(amount));
	if (readable.length > 0) return readable;
	const total = shopAmount(row.totalRefundedSet);
	return isEmpty(total) ? [] : [{ amount: total, at: undefined }];
}

/** The refunds of a WooCommerce order, which have no dates. */
export function wooCommerceRefunds(row: JsonRecord): Refund[] {
	return listOf(row.refunds).map((refund) => ({ amount: refund.total, at: undefined }));
}

/**
 * The refunds of a BigCommerce order: those of the V3 API where they were put into the order as `refunds`, each with its
 * date, else the refunded amount of the V2 order, which has none. A refund whose payments were all declined is none.
 */
export function bigCommerceRefunds(row: JsonRecord): Refund[] {
	const refunds = listOf(row.refunds);
	if (refunds.length === 0) {
		return isEmpty(row.refunded_amount) ? [] : [{ amount: row.refunded_amount, at: undefined }];
	}
	const isDeclined = (payment: JsonRecord) => payment.is_declined === true;
	return refunds
		.filter(({ payments }) => listOf(payments).length === 0 || !listOf(payments).every(isDeclined))
		.map((refund) => ({ amount: refund.total_amount, at: refund.created }));
}

/**
 * Dated refunds where the charge was fetched with them, else the refunded sum without a date. A payment intent has
 * neither itself, but its latest charge does where that was expanded.
 */
export function stripeRefunds(row: JsonRecord): Refund[] {
	const list = isRecord(row.refunds) ? listOf(row.refunds.data) : [];
	if (list.length > 0) {
		return list
			.filter(({ status }) => isEmpty(status) || isOneOf(status, ['succeeded', 'pending']))
			.map((refund) => ({ amount: refund.amount, at: refund.created }));
	}
	if (!isEmpty(row.amount_refunded)) return [{ amount: row.amount_refunded, at: undefined }];
	// A charge has no latest charge, so this goes one step deep at most, whatever the row holds.
	const charge = row.object === 'charge' ? undefined : row.latest_charge;
	return isRecord(charge) ? stripeRefunds({ ...charge, latest_charge: undefined }) : [];
}

function isRefundDone({ kind, status }: JsonRecord): boolean {
	return isOneOf(kind, ['refund']) && (isEmpty(status) || isOneOf(status, ['success']));
}

/** The shop-currency amount of a MoneyBag. */
function shopAmount(set: unknown): unknown {
	return isRecord(set) && isRecord(set.shopMoney) ? set.shopMoney.amount : undefined;
}

/** The members of a GraphQL list or connection: as they stand, under `nodes`, or as the `node` of each of the `edges`. */
export function nodesOf(value: unknown): JsonRecord[] {
	if (!isRecord(value)) return listOf(value);
	if (Array.isArray(value.nodes)) return listOf(value.nodes);
	return listOf(value.edges).flatMap(({ node }) => (isRecord(node) ? [node] : []));
}

function listOf(value: unknown): JsonRecord[] {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isOneOf(value: unknown, words: readonly string[]): boolean {
	return typeof value === 'string' && words.includes(value.toLowerCase());
}
