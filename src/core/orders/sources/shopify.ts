import type { JsonRecord } from '../../../values/jsonRecord';
import { isEmpty } from '../../../values/isEmpty';
import { commonStatuses } from './commonStatuses';
import { isOneOf, listOf } from './lists';
import type { OrderPreset, Refund } from './orderPreset';
import { withoutGid } from './withoutGid';

/** `Order` of Shopify’s Admin REST API. */
export const shopify = {
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
} as const satisfies OrderPreset;

/** The successful refund transactions of a Shopify order (REST), each with its own date. */
function shopifyRefunds(row: JsonRecord): Refund[] {
	return listOf(row.refunds).flatMap((refund) =>
		listOf(refund.transactions)
			.filter(isRefundDone)
			.map((transaction) => ({
				amount: transaction.amount,
				at: transaction.processed_at ?? refund.processed_at ?? refund.created_at,
			})),
	);
}

/** Whether a transaction gave money back. */
export function isRefundDone({ kind, status }: JsonRecord): boolean {
	return isOneOf(kind, ['refund']) && (isEmpty(status) || isOneOf(status, ['success']));
}
