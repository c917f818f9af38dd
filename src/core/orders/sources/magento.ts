import { isEmpty } from '../../../values/isEmpty';
import type { JsonRecord } from '../../../values/jsonRecord';
import { commonStatuses } from './commonStatuses';
import { listOf } from './lists';
import type { OrderPreset } from './orderPreset';

/**
 * `Order` of Magento and Adobe Commerce: REST, or rows of the table `sales_order`.
 *
 * Money is that of the website's base currency (`base_…`), in which orders of all store views can be added up; where an
 * order has none, that of the order itself, including its currency.
 */
export const magento = {
	name: 'Magento / Adobe Commerce',
	toldBy: [
		['increment_id', 'base_grand_total'],
		['increment_id', 'grand_total'],
	],
	paths: {
		orderId: ['entity_id', 'increment_id'],
		orderDate: ['created_at'],
		amount: ['base_grand_total', 'grand_total'],
		currency: ['base_currency_code', 'order_currency_code'],
		// A shop renames and adds statuses; states stay the same.
		status: ['state', 'status'],
		updatedAt: ['updated_at'],
		customerId: ['customer_id'],
		email: ['customer_email', 'billing_address.email'],
		phone: ['billing_address.telephone'],
		firstName: ['customer_firstname', 'billing_address.firstname'],
		lastName: ['customer_lastname', 'billing_address.lastname'],
		discount: ['base_discount_amount', 'discount_amount'],
		tax: ['base_tax_amount', 'tax_amount'],
		shipping: ['base_shipping_amount', 'shipping_amount'],
		product: ['items.name'],
		region: ['billing_address.country_id'],
	},
	values: {
		amount: (row) => money(row, 'grand_total'),
		currency: (row) => (isInBase(row) ? row.base_currency_code : row.order_currency_code),
		discount: (row) => money(row, 'discount_amount'),
		tax: (row) => money(row, 'tax_amount'),
		shipping: (row) => money(row, 'shipping_amount'),
		product: productsOf,
	},
	marker: 'increment_id',
	statuses: {
		...commonStatuses,
		new: 'unpaid',
		pending_payment: 'unpaid',
		pending_paypal: 'unpaid',
		payment_review: 'unpaid',
		fraud: 'unpaid',
		holded: 'unpaid',
		paypal_reversed: 'refunded',
		paypal_canceled_reversal: 'paid',
		processing: 'paid',
		complete: 'paid',
		// A closed order's credit memos have refunded everything.
		closed: 'refunded',
	},
	amountUnit: 'major',
	dateWithoutOffset: 'utc',
	guestIds: [0, '0'],
	refunds: (row) => {
		const amount = money(row, 'total_refunded');
		return isEmpty(amount) ? [] : [{ amount, at: undefined }];
	},
} as const satisfies OrderPreset;

/** The products of an order: a configured one, or a bundle, is listed once more by each of its parts. */
function productsOf({ items }: JsonRecord): unknown[] {
	return listOf(items)
		.filter(({ parent_item_id: parent }) => isEmpty(parent))
		.map(({ name }) => name);
}

function isInBase(row: JsonRecord): boolean {
	return !isEmpty(row.base_grand_total);
}

function money(row: JsonRecord, field: string): unknown {
	return row[isInBase(row) ? `base_${field}` : field];
}
