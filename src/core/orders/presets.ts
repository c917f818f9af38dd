import type { OrderField } from './orderFields';
import { orderFieldPaths } from './orderFields';
import { isEmpty } from './readPath';
import type { JsonRecord } from '../result';

/** What a status word means for an order. */
export type StatusMeaning = 'paid' | 'partiallyPaid' | 'refunded' | 'unpaid' | 'cancelled' | 'test';

/** Money given back on an order; `at` is undefined where the source gives no date, and it then counts at once. */
export interface Refund {
	readonly amount: unknown;
	readonly at: unknown;
}

export interface OrderPreset {
	/** Where each field stands; of several paths the first with a value counts. */
	readonly paths: Partial<Record<OrderField, readonly string[]>>;
	/** Status words in lower case with `_` for blanks and hyphens. A word that is not here counts as paid, with a notice. */
	readonly statuses: Readonly<Record<string, StatusMeaning>>;
	/** Whether amounts come in whole minor units (cents) or in major units. */
	readonly amountUnit: 'major' | 'minor';
	/** What a date without an offset means. */
	readonly dateWithoutOffset: 'shop' | 'utc';
	/** Customer ids that stand for a guest. */
	readonly guestIds: readonly unknown[];
	/** Refunds that the source lists inside the order. */
	readonly refunds?: (row: JsonRecord) => readonly Refund[];
	/** Whether the row says in its own way that it is a test, or not paid. */
	readonly statusOfRow?: (row: JsonRecord) => StatusMeaning | undefined;
	/** Whether a row looks as if it came from this source, for advice when another one is chosen. */
	readonly looksLike: (row: JsonRecord) => boolean;
}

const commonStatuses = {
	paid: 'paid',
	partially_paid: 'partiallyPaid',
	refunded: 'refunded',
	partially_refunded: 'paid',
	pending: 'unpaid',
	unpaid: 'unpaid',
	failed: 'unpaid',
	expired: 'unpaid',
	draft: 'unpaid',
	cancelled: 'cancelled',
	canceled: 'cancelled',
	voided: 'cancelled',
	void: 'cancelled',
	test: 'test',
} as const satisfies Record<string, StatusMeaning>;

/**
 * The sources that Compute RFM knows: one row each with its field paths and its status words.
 *
 * Shopify: Admin REST `Order`. WooCommerce: REST v3 `orders`. Stripe: `Charge` and `PaymentIntent`.
 */
export const orderPresets = {
	custom: {
		paths: Object.fromEntries(
			Object.entries(orderFieldPaths).map(([field, path]) => [field, [path]]),
		) as Record<OrderField, string[]>,
		statuses: {
			...commonStatuses,
			completed: 'paid',
			complete: 'paid',
			processing: 'paid',
			shipped: 'paid',
			delivered: 'paid',
			fulfilled: 'paid',
			closed: 'paid',
			succeeded: 'paid',
			authorized: 'unpaid',
			on_hold: 'unpaid',
			open: 'unpaid',
			abandoned: 'unpaid',
			declined: 'unpaid',
			awaiting_payment: 'unpaid',
			deleted: 'cancelled',
			trash: 'cancelled',
		},
		amountUnit: 'major',
		dateWithoutOffset: 'shop',
		guestIds: [],
		looksLike: () => false,
	},
	shopify: {
		paths: {
			orderId: ['id', 'admin_graphql_api_id', 'name'],
			orderDate: ['created_at', 'processed_at'],
			amount: ['total_price'],
			amountOutstanding: ['total_outstanding'],
			currency: ['currency'],
			status: ['financial_status'],
			isTest: ['test'],
			cancelledAt: ['cancelled_at'],
			updatedAt: ['updated_at'],
			customerId: ['customer.id'],
			email: ['email', 'contact_email', 'customer.email'],
			phone: ['phone', 'customer.phone', 'billing_address.phone', 'shipping_address.phone'],
			firstName: ['customer.first_name', 'billing_address.first_name'],
			lastName: ['customer.last_name', 'billing_address.last_name'],
			emailConsent: ['customer.email_marketing_consent.state', 'buyer_accepts_marketing'],
			smsConsent: ['customer.sms_marketing_consent.state'],
			discount: ['total_discounts'],
			tax: ['total_tax'],
			shipping: ['total_shipping_price_set.shop_money.amount'],
			category: ['line_items.product_type'],
			brand: ['line_items.vendor'],
			product: ['line_items.title'],
			region: ['shipping_address.country_code', 'billing_address.country_code'],
		},
		statuses: { ...commonStatuses, authorized: 'unpaid' },
		amountUnit: 'major',
		dateWithoutOffset: 'shop',
		guestIds: [],
		refunds: shopifyRefunds,
		looksLike: (row) => 'total_price' in row && ('financial_status' in row || 'line_items' in row),
	},
	wooCommerce: {
		paths: {
			orderId: ['id', 'number'],
			orderDate: ['date_created_gmt'],
			amount: ['total'],
			currency: ['currency'],
			status: ['status'],
			updatedAt: ['date_modified_gmt'],
			customerId: ['customer_id'],
			email: ['billing.email'],
			phone: ['billing.phone'],
			firstName: ['billing.first_name'],
			lastName: ['billing.last_name'],
			discount: ['discount_total'],
			tax: ['total_tax'],
			shipping: ['shipping_total'],
			product: ['line_items.name'],
			region: ['shipping.country', 'billing.country'],
		},
		statuses: {
			...commonStatuses,
			completed: 'paid',
			processing: 'paid',
			on_hold: 'unpaid',
			checkout_draft: 'unpaid',
			auto_draft: 'unpaid',
			trash: 'cancelled',
		},
		amountUnit: 'major',
		dateWithoutOffset: 'utc',
		guestIds: [0, '0'],
		refunds: (row) =>
			listOf(row, 'refunds').map((refund) => ({ amount: refund.total, at: undefined })),
		looksLike: (row) => 'date_created_gmt' in row && 'billing' in row,
	},
	// Stripe keeps one name for a person, which is neither a first nor a last name.
	stripe: {
		paths: {
			orderId: ['id'],
			orderDate: ['created'],
			amount: ['amount_captured', 'amount_received', 'amount'],
			currency: ['currency'],
			status: ['status'],
			customerId: ['customer.id', 'customer'],
			email: ['billing_details.email', 'receipt_email', 'customer.email'],
			phone: ['billing_details.phone', 'customer.phone'],
			product: ['description'],
			region: ['billing_details.address.country'],
		},
		statuses: {
			...commonStatuses,
			succeeded: 'paid',
			processing: 'unpaid',
			incomplete: 'unpaid',
			requires_payment_method: 'unpaid',
			requires_confirmation: 'unpaid',
			requires_action: 'unpaid',
			requires_capture: 'unpaid',
		},
		amountUnit: 'minor',
		dateWithoutOffset: 'utc',
		guestIds: [],
		refunds: stripeRefunds,
		statusOfRow: (row) => {
			if (row.livemode === false) return 'test';
			return row.captured === false ? 'unpaid' : undefined;
		},
		looksLike: (row) =>
			(row.object === 'charge' || row.object === 'payment_intent') && 'created' in row,
	},
} as const satisfies Record<string, OrderPreset>;

export type OrderSource = keyof typeof orderPresets;

export const orderSources = Object.keys(orderPresets) as [OrderSource, ...OrderSource[]];

/** The successful refund transactions of a Shopify order, each with its own date. */
function shopifyRefunds(row: JsonRecord): Refund[] {
	return listOf(row, 'refunds').flatMap((refund) =>
		listOf(refund, 'transactions')
			.filter((transaction) => isOneOf(transaction.kind, ['refund']))
			.filter((transaction) => isEmpty(transaction.status) || transaction.status === 'success')
			.map((transaction) => ({
				amount: transaction.amount,
				at: transaction.processed_at ?? refund.processed_at ?? refund.created_at,
			})),
	);
}

/** Dated refunds where the charge was fetched with them, else the refunded sum without a date. */
function stripeRefunds(row: JsonRecord): Refund[] {
	const list = isRecord(row.refunds) ? listOf(row.refunds, 'data') : [];
	if (list.length > 0) {
		return list
			.filter(
				(refund) => isEmpty(refund.status) || isOneOf(refund.status, ['succeeded', 'pending']),
			)
			.map((refund) => ({ amount: refund.amount, at: refund.created }));
	}
	return isEmpty(row.amount_refunded) ? [] : [{ amount: row.amount_refunded, at: undefined }];
}

function listOf(row: JsonRecord, name: string): JsonRecord[] {
	const value = row[name];
	return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOneOf(value: unknown, words: readonly string[]): boolean {
	return typeof value === 'string' && words.includes(value.toLowerCase());
}
