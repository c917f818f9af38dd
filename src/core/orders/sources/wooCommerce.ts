import type { JsonRecord } from '../../../values/jsonRecord';
import { commonStatuses } from './commonStatuses';
import { listOf } from './lists';
import type { OrderPreset, Refund } from './orderPreset';

/** `Order` of WooCommerce’s REST API v3. */
export const wooCommerce = {
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
} as const satisfies OrderPreset;

/** The refunds of a WooCommerce order, which have no dates. */
function wooCommerceRefunds(row: JsonRecord): Refund[] {
	return listOf(row.refunds).map((refund) => ({ amount: refund.total, at: undefined }));
}
