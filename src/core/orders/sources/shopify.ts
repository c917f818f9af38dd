import { isEmpty } from '../../../values/isEmpty';
import { isRecord } from '../../../values/isRecord';
import type { JsonRecord } from '../../../values/jsonRecord';
import { commonStatuses } from './commonStatuses';
import { chargedTotal, type ShopifyTotals, unsaidRefund } from './editedTotals';
import { ratioOf } from './exactAmounts';
import { isOneOf, listOf } from './lists';
import { openQuestion } from './openQuestion';
import type { OrderPreset, Refund } from './orderPreset';
import { withoutGid } from './withoutGid';

/**
 * `Order` of Shopify’s Admin REST API, as it is or as ELT tools flatten it: `customer_id` (Fivetran), `customer__id` (Stitch).
 */
export const shopify = {
	name: 'Shopify',
	toldBy: [
		['total_price', 'financial_status'],
		['total_price', 'line_items'],
	],
	paths: {
		orderId: ['id', 'admin_graphql_api_id', 'name'],
		// "The date that appears on your orders": for an imported order the day of the purchase, not of the import.
		orderDate: ['processed_at', 'created_at'],
		amount: ['total_price'],
		amountOutstanding: ['total_outstanding'],
		currency: ['currency'],
		status: ['financial_status'],
		isTest: ['test'],
		cancelledAt: ['cancelled_at'],
		updatedAt: ['updated_at'],
		customerId: ['customer.id', 'customer_id', 'customer__id'],
		email: ['email', 'contact_email', 'customer.email', 'customer__email'],
		phone: [
			'phone',
			'customer.phone',
			'billing_address.phone',
			'shipping_address.phone',
			'billing_address_phone',
			'shipping_address_phone',
			'billing_address__phone',
			'shipping_address__phone',
		],
		firstName: [
			'customer.first_name',
			'billing_address.first_name',
			'customer__first_name',
			'billing_address_first_name',
			'billing_address__first_name',
		],
		lastName: [
			'customer.last_name',
			'billing_address.last_name',
			'customer__last_name',
			'billing_address_last_name',
			'billing_address__last_name',
		],
		emailConsent: ['customer.email_marketing_consent.state', 'buyer_accepts_marketing'],
		smsConsent: ['customer.sms_marketing_consent.state'],
		discount: ['total_discounts'],
		tax: ['total_tax'],
		shipping: [
			'total_shipping_price_set.shop_money.amount',
			'total_shipping_price_set__shop_money__amount',
		],
		category: ['line_items.product_type'],
		brand: ['line_items.vendor'],
		product: ['line_items.title'],
		region: [
			'shipping_address.country_code',
			'billing_address.country_code',
			'shipping_address_country_code',
			'billing_address_country_code',
			'shipping_address__country_code',
			'billing_address__country_code',
		],
	},
	marker: 'created_at',
	values: {
		amount: (row) =>
			row.current_total_price === row.total_price ? row.total_price : chargedTotal(totalsOf(row)),
	},
	statuses: { ...commonStatuses, authorized: 'unpaid' },
	amountUnit: 'major',
	// The API writes offsets; warehouses store UTC without one.
	dateWithoutOffset: 'utc',
	idsPerCheckout: true,
	guestIds: [],
	plainId: withoutGid,
	refunds: shopifyRefunds,
	openQuestions: (orders) =>
		openQuestion(
			'refundUnknown',
			orders.count((row) => isRefundUnsaid(row) && unsaidRefund(totalsOf(row)).length === 0),
			'order',
			(count, are) =>
				`${count} ${are} partially refunded without an amount; counted in full. Fetch the orders with the field refunds, or current_total_price.`,
		),
} as const satisfies OrderPreset;

/** The successful refund transactions of a Shopify order (REST), each with its own date, in the shop's currency. */
function shopifyRefunds(row: JsonRecord): readonly Refund[] {
	const refunds = doneRefunds(row);
	return refunds.length === 0 && isRefundUnsaid(row) ? unsaidRefund(totalsOf(row)) : refunds;
}

function doneRefunds(row: JsonRecord): Refund[] {
	return listOf(row.refunds).flatMap((refund) =>
		listOf(refund.transactions)
			.filter(isRefundDone)
			.map((transaction) => ({
				amount: inShopMoney(transaction, row),
				at: transaction.processed_at ?? refund.processed_at ?? refund.created_at,
			})),
	);
}

/** Whether a transaction was a refund. */
export function isRefundDone({ kind, status }: JsonRecord): boolean {
	return isOneOf(kind, ['refund']) && (isEmpty(status) || isOneOf(status, ['success']));
}

/**
 * A transaction's amount in the order's currency. By default it is in the shopper's own (unless `in_shop_currency` was
 * requested), and is converted at the rate of the order's two totals.
 */
function inShopMoney({ amount, currency }: JsonRecord, row: JsonRecord): unknown {
	if (isEmpty(currency) || isEmpty(row.currency) || currency === row.currency) return amount;
	const set = isRecord(row.total_price_set) ? row.total_price_set : {};
	const [shop, presentment] = [set.shop_money, set.presentment_money].map((money) =>
		isRecord(money) ? money : {},
	);
	return presentment.currency_code === currency
		? ratioOf(amount, shop.amount, presentment.amount)
		: NaN;
}

function isRefundUnsaid(row: JsonRecord): boolean {
	return row.financial_status === 'partially_refunded' && doneRefunds(row).length === 0;
}

function totalsOf(row: JsonRecord): ShopifyTotals {
	return {
		total: row.total_price,
		current: row.current_total_price,
		outstanding: row.total_outstanding,
		status: row.financial_status,
		hasRefunds: () => doneRefunds(row).length > 0,
	};
}
