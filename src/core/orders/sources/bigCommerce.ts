import type { JsonRecord } from '../../../values/jsonRecord';
import { isEmpty } from '../../../values/isEmpty';
import { readId } from '../../../values/readId';
import { isYes } from '../../../values/yesOrNo';
import { commonStatuses } from './commonStatuses';
import { listOf } from './lists';
import { openQuestion } from './openQuestion';
import type { OrderPreset, Refund, StatusMeaning } from './orderPreset';

/** BigCommerce's own statuses by number, named as in its field `status`; a shop can only rename them for display. */
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

/** `Order` of BigCommerce’s V2 API. */
export const bigCommerce = {
	name: 'BigCommerce',
	toldBy: [['total_inc_tax', 'status_id']],
	paths: {
		orderId: ['id'],
		orderDate: ['date_created'],
		amount: ['total_inc_tax'],
		// The currency in which the shopper pays; `currency_code` is the one in which prices were shown.
		currency: ['default_currency_code', 'currency_code'],
		status: ['status_id', 'status'],
		updatedAt: ['date_modified'],
		customerId: ['customer_id'],
		email: ['billing_address.email'],
		phone: ['billing_address.phone'],
		firstName: ['billing_address.first_name'],
		lastName: ['billing_address.last_name'],
		// Its tax is already in `total_tax`.
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
		if (isYes(row.is_deleted)) return 'cancelled';
		return row.payment_method === 'Test Payment Gateway' ? 'test' : undefined;
	},
	openQuestions: (orders) =>
		openQuestion(
			'disputeOpen',
			orders.count(({ status_id: id }) => readId(id) === '13'),
			'order',
			(count, are) =>
				`${count} ${are} disputed with an unknown outcome; the money counts as kept. Record a lost dispute as a refund in BigCommerce to deduct it.`,
		),
} as const satisfies OrderPreset;

/**
 * The refunds of a BigCommerce order: those of the V3 API where they were added to the order as `refunds`, each with
 * its date, else the refunded amount of the V2 order, which has none. A refund whose payments were all declined doesn't
 * count.
 */
function bigCommerceRefunds(row: JsonRecord): Refund[] {
	const refunds = listOf(row.refunds);
	if (refunds.length === 0) {
		return isEmpty(row.refunded_amount) ? [] : [{ amount: row.refunded_amount, at: undefined }];
	}
	const isDeclined = (payment: JsonRecord) => payment.is_declined === true;
	return refunds
		.filter(({ payments }) => listOf(payments).length === 0 || !listOf(payments).every(isDeclined))
		.map((refund) => ({ amount: refund.total_amount, at: refund.created }));
}
