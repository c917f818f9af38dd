import type { JsonRecord } from '../../values/jsonRecord';
import type { SampleShopOptions } from './options';
import type { OrderRow } from './orderRow';

/**
 * An order in each layout, or undefined where that system has no such row.
 *
 * Contains only what Compute RFM's source of the same name reads, and what makes the row recognizable. IDs stay the
 * sample shop's own, so that events and customers match orders of every layout.
 */
export const orderFormats = {
	plain: (order) => order,
	shopify: toShopify,
	shopifyGraphql: toShopifyGraphql,
	wooCommerce: toWooCommerce,
	bigCommerce: toBigCommerce,
	stripe: toStripe,
} as const satisfies Record<
	SampleShopOptions['orderFormat'],
	(order: OrderRow) => JsonRecord | undefined
>;

/** `Order` of Shopify's Admin REST API. */
function toShopify(order: OrderRow): JsonRecord {
	const consent = (isGiven: boolean) => ({ state: isGiven ? 'subscribed' : 'unsubscribed' });
	const customer = order.customerId && {
		id: order.customerId,
		email: order.email,
		phone: order.phone,
		first_name: order.firstName,
		last_name: order.lastName,
		email_marketing_consent: consent(order.emailConsent),
		sms_marketing_consent: consent(order.smsConsent),
	};
	const refund = {
		created_at: order.refundedAt,
		transactions: [
			{
				kind: 'refund',
				status: 'success',
				amount: money(order.refund),
				currency: order.currency,
				processed_at: order.refundedAt,
			},
		],
	};
	return {
		id: order.orderId,
		created_at: order.orderDate,
		processed_at: order.orderDate,
		updated_at: order.updatedAt,
		cancelled_at: null,
		email: order.email,
		phone: order.phone,
		currency: order.currency,
		total_price: money(order.amount),
		total_discounts: money(order.discount),
		total_tax: money(order.tax),
		total_shipping_price_set: {
			shop_money: { amount: money(order.shipping), currency_code: order.currency },
		},
		financial_status: order.status,
		test: order.isTest,
		buyer_accepts_marketing: order.emailConsent,
		customer,
		billing_address: { first_name: order.firstName, last_name: order.lastName },
		shipping_address: { country_code: order.region },
		line_items: [
			{
				title: order.product,
				vendor: order.brand,
				product_type: order.category,
				quantity: 1,
			},
		],
		refunds: order.refundedAt === null ? [] : [refund],
	};
}

/** `Order` of Shopify's GraphQL Admin API, with the query of Compute RFM's page. */
function toShopifyGraphql(order: OrderRow): JsonRecord {
	const set = (amount: number | string) => ({
		shopMoney: { amount: money(amount), currencyCode: order.currency },
	});
	const consent = (isGiven: boolean) => (isGiven ? 'SUBSCRIBED' : 'UNSUBSCRIBED');
	const customer = order.customerId && {
		id: `gid://shopify/Customer/${order.customerId}`,
		firstName: order.firstName,
		lastName: order.lastName,
		defaultEmailAddress: order.email && {
			emailAddress: order.email,
			marketingState: consent(order.emailConsent),
		},
		defaultPhoneNumber: {
			phoneNumber: order.phone,
			marketingState: consent(order.smsConsent),
		},
	};
	const refund = { createdAt: order.refundedAt, totalRefundedSet: set(order.refund) };
	const product = {
		title: order.product,
		vendor: order.brand,
		product: { productType: order.category },
	};
	return {
		id: `gid://shopify/Order/${order.orderId}`,
		createdAt: order.orderDate,
		updatedAt: order.updatedAt,
		cancelledAt: null,
		test: order.isTest,
		displayFinancialStatus: order.status.toUpperCase(),
		email: order.email,
		phone: order.phone,
		customerAcceptsMarketing: order.emailConsent,
		totalPriceSet: set(order.amount),
		totalDiscountsSet: set(order.discount),
		totalTaxSet: set(order.tax),
		totalShippingPriceSet: set(order.shipping),
		totalRefundedSet: set(order.refund),
		customer,
		billingAddress: { firstName: order.firstName, lastName: order.lastName },
		shippingAddress: { countryCodeV2: order.region },
		lineItems: { nodes: [product] },
		refunds: order.refundedAt === null ? [] : [refund],
	};
}

/** `Order` of WooCommerce's REST API v3, which has no test orders. */
function toWooCommerce(order: OrderRow): JsonRecord | undefined {
	if (order.isTest) return undefined;
	return {
		id: order.orderId,
		number: order.orderId,
		status: order.status === 'refunded' ? 'refunded' : 'completed',
		currency: order.currency,
		date_created: order.orderDate.slice(0, 19),
		date_created_gmt: inUtc(order.orderDate),
		date_modified_gmt: inUtc(order.updatedAt),
		total: money(order.amount),
		discount_total: money(order.discount),
		total_tax: money(order.tax),
		shipping_total: money(order.shipping),
		customer_id: order.customerId ?? 0,
		billing: {
			email: order.email ?? '',
			phone: order.phone,
			first_name: order.firstName,
			last_name: order.lastName,
			country: order.region,
		},
		line_items: [{ name: order.product, quantity: 1 }],
		refunds: order.refund === 0 ? [] : [{ reason: '', total: `-${money(order.refund)}` }],
	};
}

/** `Order` of BigCommerce's V2 API: dates as emails write them, refunds as one sum. */
function toBigCommerce(order: OrderRow): JsonRecord {
	const [statusId, status] = bigCommerceStatuses[order.status];
	return {
		id: order.orderId,
		customer_id: order.customerId ?? 0,
		date_created: inRfc2822(order.orderDate),
		date_modified: inRfc2822(order.updatedAt),
		status_id: statusId,
		status,
		total_inc_tax: fourDigits(order.amount),
		total_tax: fourDigits(order.tax),
		shipping_cost_ex_tax: fourDigits(order.shipping),
		discount_amount: fourDigits(order.discount),
		coupon_discount: fourDigits(0),
		refunded_amount: fourDigits(order.refund),
		currency_code: order.currency,
		default_currency_code: order.currency,
		payment_method: order.isTest ? 'Test Payment Gateway' : 'Credit Card',
		is_deleted: false,
		billing_address: {
			first_name: order.firstName,
			last_name: order.lastName,
			email: order.email ?? '',
			phone: order.phone,
			country_iso2: order.region,
		},
		products: [{ name: order.product, brand: order.brand, quantity: 1 }],
	};
}

const bigCommerceStatuses = {
	paid: [10, 'Completed'],
	partially_refunded: [14, 'Partially Refunded'],
	refunded: [4, 'Refunded'],
} as const satisfies Record<OrderRow['status'], readonly [number, string]>;

/** `Charge` of Stripe: amounts in cents, times in seconds since 1970. */
function toStripe(order: OrderRow): JsonRecord {
	const refund = {
		object: 'refund',
		status: 'succeeded',
		amount: cents(order.refund),
		created: order.refundedAt && unixSeconds(order.refundedAt),
	};
	return {
		id: `ch_${order.orderId}`,
		object: 'charge',
		amount: cents(order.amount),
		amount_captured: cents(order.amount),
		amount_refunded: cents(order.refund),
		currency: order.currency.toLowerCase(),
		created: unixSeconds(order.orderDate),
		captured: true,
		paid: true,
		status: 'succeeded',
		refunded: order.status === 'refunded',
		livemode: !order.isTest,
		customer: order.customerId,
		receipt_email: order.email,
		description: order.product,
		billing_details: {
			name: `${order.firstName} ${order.lastName}`,
			email: order.email,
			phone: order.phone,
			address: { country: order.region },
		},
		refunds: { object: 'list', data: order.refundedAt === null ? [] : [refund] },
	};
}

/** A faulty amount is left unchanged. */
function money(amount: number | string): string {
	return typeof amount === 'string' ? amount : amount.toFixed(2);
}

/** BigCommerce writes amounts with four digits. */
function fourDigits(amount: number | string): string {
	return typeof amount === 'string' ? amount : amount.toFixed(4);
}

function cents(amount: number | string): number | string {
	return typeof amount === 'string' ? amount : Math.round(amount * 100);
}

function inUtc(iso: string): string {
	return new Date(Date.parse(iso)).toISOString().slice(0, 19);
}

function inRfc2822(iso: string): string {
	return new Date(Date.parse(iso)).toUTCString().replace('GMT', '+0000');
}

function unixSeconds(iso: string): number {
	return Math.floor(Date.parse(iso) / 1000);
}
