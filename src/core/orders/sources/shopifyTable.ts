import { commonStatuses } from './commonStatuses';
import { openQuestion } from './openQuestion';
import type { OrderPreset } from './orderPreset';

/** Rows of the table of orders that Fivetran fills from Shopify’s GraphQL API: money in columns by currency, no refunds. */
export const shopifyTable = {
	name: 'Shopify (Fivetran Table)',
	toldBy: [['total_price_set_shop_amount', 'display_financial_status']],
	paths: {
		orderId: ['id'],
		orderDate: ['processed_at', 'created_at'],
		amount: ['total_price_set_shop_amount'],
		currency: ['total_price_set_shop_currency_code', 'currency_code'],
		status: ['display_financial_status'],
		isTest: ['test'],
		cancelledAt: ['cancelled_at'],
		updatedAt: ['updated_at'],
		customerId: ['customer_id'],
		email: ['email'],
		phone: ['phone', 'billing_address_phone', 'shipping_address_phone'],
		firstName: ['billing_address_first_name'],
		lastName: ['billing_address_last_name'],
		emailConsent: ['customer_accepts_marketing'],
		discount: ['total_discounts_set_shop_amount'],
		tax: ['total_tax_set_shop_amount'],
		shipping: ['total_shipping_price_set_shop_amount'],
		region: ['shipping_address_country_code', 'billing_address_country_code'],
	},
	marker: 'total_price_set_shop_amount',
	statuses: { ...commonStatuses, authorized: 'unpaid' },
	amountUnit: 'major',
	dateWithoutOffset: 'utc',
	guestIds: [],
	openQuestions: (orders) =>
		openQuestion(
			'refundUnknown',
			orders.count(({ display_financial_status: status }) => status === 'PARTIALLY_REFUNDED'),
			'order',
			(count, are) =>
				`${count} ${are} partially refunded; the table has no amount, so they count in full. Join the transactions table, and use Custom Fields with the field Refund.`,
		),
} as const satisfies OrderPreset;
