import type { JsonRecord } from '../result';
import type { SampleShopOptions } from './options';
import type { OrderRow } from './sampleOrders';

/**
 * How an order looks in each layout, or undefined where that system has no such row.
 *
 * Only what Compute RFM's source of the same name reads, and what makes the row recognisable. Ids stay the sample
 * shop's own, so that events and customers fit orders of every layout.
 */
export const orderFormats = {
	plain: (order) => order,
	shopify: toShopify,
	wooCommerce: toWooCommerce,
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

/** A faulty amount stays as it is. */
function money(amount: number | string): string {
	return typeof amount === 'string' ? amount : amount.toFixed(2);
}

function cents(amount: number | string): number | string {
	return typeof amount === 'string' ? amount : Math.round(amount * 100);
}

function inUtc(iso: string): string {
	return new Date(Date.parse(iso)).toISOString().slice(0, 19);
}

function unixSeconds(iso: string): number {
	return Math.floor(Date.parse(iso) / 1000);
}
