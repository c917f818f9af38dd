import { isRecord } from '../../../values/isRecord';
import type { JsonRecord } from '../../../values/jsonRecord';
import { isEmpty } from '../../../values/isEmpty';
import { commonStatuses } from './commonStatuses';
import { isOneOf, listOf } from './lists';
import type { OrderPreset, Refund } from './orderPreset';

/** `Charge` and `PaymentIntent` of Stripe. */
export const stripe = {
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
} as const satisfies OrderPreset;

/**
 * Dated refunds where the charge was fetched with them, else the refunded sum without a date. A payment intent has
 * neither itself, but its latest charge does where that was expanded.
 */
function stripeRefunds(row: JsonRecord): Refund[] {
	const list = isRecord(row.refunds) ? listOf(row.refunds.data) : [];
	if (list.length > 0) {
		return list
			.filter(({ status }) => isEmpty(status) || isOneOf(status, ['succeeded', 'pending']))
			.map((refund) => ({ amount: refund.amount, at: refund.created }));
	}
	if (!isEmpty(row.amount_refunded)) return [{ amount: row.amount_refunded, at: undefined }];
	// A charge has no latest charge, so this goes one step deep at most, whatever the row holds.
	const charge = row.object === 'charge' ? undefined : row.latest_charge;
	return isRecord(charge) ? stripeRefunds({ ...charge, latest_charge: undefined }) : [];
}
