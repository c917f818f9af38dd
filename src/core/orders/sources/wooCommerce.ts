import { readId } from '../../../values/readId';
import type { JsonRecord } from '../../../values/jsonRecord';
import { commonStatuses } from './commonStatuses';
import { isOneOf, listOf } from './lists';
import type { OrderPreset, Refund, StatusMeaning } from './orderPreset';

const wooCommerceStatuses = {
	...commonStatuses,
	completed: 'paid',
	processing: 'paid',
	on_hold: 'unpaid',
	checkout_draft: 'unpaid',
	auto_draft: 'unpaid',
	trash: 'cancelled',
} as const satisfies Record<string, StatusMeaning>;

/** `Order` of WooCommerce’s REST API v3. */
export const wooCommerce = {
	name: 'WooCommerce',
	toldBy: [['date_created_gmt', 'billing']],
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
	statuses: wooCommerceStatuses,
	amountUnit: 'major',
	dateWithoutOffset: 'utc',
	guestIds: [0, '0'],
	refunds: wooCommerceRefunds,
} as const satisfies OrderPreset;

/** The refunds of a WooCommerce order, which have no dates. */
function wooCommerceRefunds(row: JsonRecord): Refund[] {
	return listOf(row.refunds).map((refund) => ({ amount: refund.total, at: undefined }));
}

/** Rows of WooCommerce's table `wc_orders` (High-Performance Order Storage): orders, and refunds as rows of their own. */
export const wooCommerceTable = {
	name: 'WooCommerce (Database)',
	toldBy: [['total_amount', 'date_created_gmt', 'billing_email']],
	paths: {
		orderId: ['id'],
		orderDate: ['date_created_gmt'],
		amount: ['total_amount'],
		currency: ['currency'],
		status: ['status'],
		updatedAt: ['date_updated_gmt'],
		customerId: ['customer_id'],
		email: ['billing_email'],
		tax: ['tax_amount'],
	},
	statuses: {
		...wooCommerceStatuses,
		...Object.fromEntries<StatusMeaning>(
			Object.entries(wooCommerceStatuses).map(([word, meaning]) => [`wc_${word}`, meaning]),
		),
	},
	amountUnit: 'major',
	dateWithoutOffset: 'utc',
	guestIds: [0, '0'],
	family: {
		parentOf: (row) => (row.type === 'shop_order_refund' ? readId(row.parent_order_id) : undefined),
		idOf: ({ id }) => readId(id),
		// An order with the status refunded is already fully refunded.
		refundRow: (order, part) =>
			isOneOf(order.status, ['wc-refunded'])
				? undefined
				: {
						...part,
						id: order.id,
						type: 'refund of the order',
						status: 'wc-completed',
						currency: part.currency ?? order.currency,
						customer_id: order.customer_id,
						billing_email: order.billing_email,
					},
		withLines: (order) => order,
		orphan: 'The row refunds an order that is not among the rows.',
	},
	explain: (row) =>
		typeof row.type === 'string' && !/order/.test(row.type)
			? `The row is a WooCommerce ${row.type}, not an order.`
			: undefined,
} as const satisfies OrderPreset;
