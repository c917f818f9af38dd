import type { OrderField } from './orderFields';
import { orderFieldPaths } from './orderFields';
import { pageOf } from './graphqlPages';
import type { OrderSetAsideCode } from './setAsideReasons';
import {
	bigCommerceRefunds,
	type Refund,
	shopifyGraphqlRefunds,
	shopifyRefunds,
	stripeRefunds,
	wooCommerceRefunds,
} from './sourceRefunds';
import type { JsonRecord } from '../result';

/** What a status word means for an order. */
export type StatusMeaning = 'paid' | 'partiallyPaid' | 'refunded' | 'unpaid' | 'cancelled' | 'test';

export interface OrderPreset {
	/** What the panel calls the source. */
	readonly name: string;
	/** Where each field stands; of several paths the first with a value counts. */
	readonly paths: Partial<Record<OrderField, readonly string[]>>;
	/** Amounts that the source splits over several fields: what stands at all of these paths is added up. */
	readonly sums?: Partial<Record<OrderField, readonly string[]>>;
	/** Status words in lower case with `_` for blanks and hyphens. A word that is not here counts as paid, with a notice. */
	readonly statuses: Readonly<Record<string, StatusMeaning>>;
	/** Whether amounts come in whole minor units (cents) or in major units. */
	readonly amountUnit: 'major' | 'minor';
	/** What a date without an offset means. */
	readonly dateWithoutOffset: 'shop' | 'utc';
	/** Customer ids that stand for a guest. */
	readonly guestIds: readonly unknown[];
	/** An id as the source's other interfaces give it. */
	readonly plainId?: (id: unknown) => unknown;
	/** Whether rows may be pages of a GraphQL answer instead of orders. */
	readonly hasPages?: boolean;
	/** Refunds that the source lists inside the order. */
	readonly refunds?: (row: JsonRecord) => readonly Refund[];
	/** Whether the row says in its own way that it is a test, or not paid. */
	readonly statusOfRow?: (row: JsonRecord) => StatusMeaning | undefined;
	/** Why a row is set aside, where the source knows better than the sentence of the code. */
	readonly explain?: (row: JsonRecord, code: OrderSetAsideCode) => string | undefined;
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

/** BigCommerce's own statuses by number, the name as in its field `status`; a shop can rename them for people only. */
const bigCommerceStatuses = [
	['incomplete', 'unpaid'],
	['pending', 'unpaid'],
	['shipped', 'paid'],
	['partially_shipped', 'paid'],
	['refunded', 'refunded'],
	['cancelled', 'cancelled'],
	['declined', 'unpaid'],
	['awaiting_payment', 'unpaid'],
	['awaiting_pickup', 'paid'],
	['awaiting_shipment', 'paid'],
	['completed', 'paid'],
	['awaiting_fulfillment', 'paid'],
	['manual_verification_required', 'paid'],
	['disputed', 'paid'],
	['partially_refunded', 'paid'],
] as const satisfies ReadonlyArray<[string, StatusMeaning]>;

/** What a GraphQL query has to ask for: without all of these names the row is set aside, and that is the query's doing. */
const askedFor: Partial<Record<OrderSetAsideCode, readonly string[]>> = {
	missing_identity: ['customer', 'email'],
	missing_date: ['createdAt', 'processedAt'],
	missing_amount: ['totalPriceSet'],
};

/**
 * The sources that Compute RFM knows: one row each with its field paths and its status words.
 *
 * Shopify: Admin REST `Order`, and `Order` of the GraphQL Admin API. WooCommerce: REST v3 `orders`. Stripe: `Charge` and
 * `PaymentIntent`. BigCommerce: REST V2 `orders`.
 */
export const orderPresets = {
	custom: {
		name: 'Custom Fields',
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
		name: 'Shopify',
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
		plainId: withoutGid,
		refunds: shopifyRefunds,
		looksLike: (row) => 'total_price' in row && ('financial_status' in row || 'line_items' in row),
	},
	shopifyGraphql: {
		name: 'Shopify (GraphQL)',
		// Amounts in the shop's own currency; totals before returns, as refunds are deducted by their own dates.
		paths: {
			orderId: ['id', 'legacyResourceId', 'name'],
			orderDate: ['createdAt', 'processedAt'],
			amount: ['totalPriceSet.shopMoney.amount'],
			amountOutstanding: ['totalOutstandingSet.shopMoney.amount'],
			currency: ['totalPriceSet.shopMoney.currencyCode', 'currencyCode'],
			status: ['displayFinancialStatus'],
			isTest: ['test'],
			cancelledAt: ['cancelledAt'],
			updatedAt: ['updatedAt'],
			customerId: ['customer.id', 'customer.legacyResourceId'],
			email: ['email', 'customer.defaultEmailAddress.emailAddress', 'customer.email'],
			phone: [
				'phone',
				'customer.defaultPhoneNumber.phoneNumber',
				'customer.phone',
				'billingAddress.phone',
				'shippingAddress.phone',
			],
			firstName: ['customer.firstName', 'billingAddress.firstName'],
			lastName: ['customer.lastName', 'billingAddress.lastName'],
			emailConsent: [
				'customer.defaultEmailAddress.marketingState',
				'customer.emailMarketingConsent.marketingState',
				'customerAcceptsMarketing',
			],
			smsConsent: [
				'customer.defaultPhoneNumber.marketingState',
				'customer.smsMarketingConsent.marketingState',
			],
			discount: ['totalDiscountsSet.shopMoney.amount'],
			tax: ['totalTaxSet.shopMoney.amount'],
			shipping: ['totalShippingPriceSet.shopMoney.amount'],
			category: ['lineItems.nodes.product.productType', 'lineItems.edges.node.product.productType'],
			brand: ['lineItems.nodes.vendor', 'lineItems.edges.node.vendor'],
			product: ['lineItems.nodes.title', 'lineItems.edges.node.title'],
			region: ['shippingAddress.countryCodeV2', 'billingAddress.countryCodeV2'],
		},
		statuses: { ...commonStatuses, authorized: 'unpaid' },
		amountUnit: 'major',
		dateWithoutOffset: 'shop',
		guestIds: [],
		plainId: withoutGid,
		hasPages: true,
		refunds: shopifyGraphqlRefunds,
		explain: (row, code) => {
			if (Array.isArray(row.errors)) {
				return 'The item is an error of Shopify instead of orders, often because it was asked for too much at once: fetch again with smaller pages.';
			}
			const names: readonly string[] = askedFor[code] ?? [];
			if (names.length === 0 || names.some((name) => name in row)) return undefined;
			return `The order comes without ${names.join(' and ')}: ask for it in the GraphQL query.`;
		},
		looksLike: (row) =>
			'totalPriceSet' in row || 'displayFinancialStatus' in row || pageOf(row) !== undefined,
	},
	wooCommerce: {
		name: 'WooCommerce',
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
		refunds: wooCommerceRefunds,
		looksLike: (row) => 'date_created_gmt' in row && 'billing' in row,
	},
	bigCommerce: {
		name: 'BigCommerce',
		paths: {
			orderId: ['id'],
			orderDate: ['date_created'],
			amount: ['total_inc_tax'],
			// The currency the shopper pays in; `currency_code` is the one that prices were shown in.
			currency: ['default_currency_code', 'currency_code'],
			status: ['status_id', 'status'],
			updatedAt: ['date_modified'],
			customerId: ['customer_id'],
			email: ['billing_address.email'],
			phone: ['billing_address.phone'],
			firstName: ['billing_address.first_name'],
			lastName: ['billing_address.last_name'],
			// Its tax is in `total_tax` already.
			shipping: ['shipping_cost_ex_tax'],
			tax: ['total_tax'],
			brand: ['products.brand', 'consignments.shipping.line_items.brand'],
			product: ['products.name', 'consignments.shipping.line_items.name'],
			region: ['billing_address.country_iso2'],
		},
		sums: { discount: ['discount_amount', 'coupon_discount'] },
		statuses: {
			...commonStatuses,
			...Object.fromEntries<StatusMeaning>(
				bigCommerceStatuses.flatMap(([word, meaning], id) => [
					[word, meaning],
					[String(id), meaning],
				]),
			),
		},
		amountUnit: 'major',
		dateWithoutOffset: 'utc',
		guestIds: [0, '0'],
		refunds: bigCommerceRefunds,
		statusOfRow: (row) => {
			if (row.is_deleted === true) return 'cancelled';
			return row.payment_method === 'Test Payment Gateway' ? 'test' : undefined;
		},
		looksLike: (row) => 'total_inc_tax' in row && 'status_id' in row,
	},
	// Stripe keeps one name for a person, which is neither a first nor a last name.
	stripe: {
		name: 'Stripe',
		paths: {
			orderId: ['id'],
			orderDate: ['created'],
			amount: ['amount_captured', 'amount_received', 'amount'],
			currency: ['currency'],
			status: ['status'],
			customerId: ['customer.id', 'customer'],
			email: [
				'billing_details.email',
				'latest_charge.billing_details.email',
				'receipt_email',
				'latest_charge.receipt_email',
				'customer.email',
			],
			phone: ['billing_details.phone', 'latest_charge.billing_details.phone', 'customer.phone'],
			product: ['description'],
			region: ['billing_details.address.country', 'latest_charge.billing_details.address.country'],
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

/** The number of one of Shopify's global ids, which the REST API gives as the id; other ids as they are. */
function withoutGid(id: unknown): unknown {
	if (typeof id !== 'string' || !id.startsWith('gid://')) return id;
	return /^gid:\/\/shopify\/\w+\/([^/?]+)/.exec(id)?.[1] ?? id;
}
