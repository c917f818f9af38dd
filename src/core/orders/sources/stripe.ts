import { isEmpty } from '../../../values/isEmpty';
import { isRecord } from '../../../values/isRecord';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { isNo, isYes } from '../../../values/yesOrNo';
import { commonStatuses } from './commonStatuses';
import { isOneOf, listOf } from './lists';
import { openQuestion } from './openQuestion';
import type { OrderPreset, OrdersRead, Refund } from './orderPreset';

/** Status words of Stripe's payments, invoices and checkout sessions. */
export const stripeStatuses = {
	...commonStatuses,
	succeeded: 'paid',
	complete: 'paid',
	no_payment_required: 'paid',
	open: 'unpaid',
	uncollectible: 'unpaid',
	processing: 'unpaid',
	incomplete: 'unpaid',
	requires_payment_method: 'unpaid',
	requires_confirmation: 'unpaid',
	requires_action: 'unpaid',
	requires_capture: 'unpaid',
} as const satisfies OrderPreset['statuses'];

/**
 * `Charge`, `PaymentIntent`, `Invoice` and checkout `Session` of Stripe, as they are or as ELT tools flatten them.
 *
 * Stripe has one name per person, which is neither a first nor a last name.
 */
export const stripe = {
	name: 'Stripe',
	toldBy: [
		['object=charge', 'created'],
		['object=payment_intent', 'created'],
		['object=invoice', 'created'],
		['object=checkout.session', 'created'],
		['livemode', 'created', 'amount_refunded', 'captured'],
		['livemode', 'created', 'amount_received'],
		['livemode', 'amount_paid', 'amount_remaining'],
	],
	paths: {
		orderId: ['id'],
		orderDate: ['status_transitions.paid_at', 'created'],
		amount: ['amount_captured', 'amount_received', 'amount_total', 'amount_paid', 'amount'],
		currency: ['currency'],
		status: ['payment_status', 'status'],
		updatedAt: ['updated'],
		customerId: ['customer.id', 'customer', 'customer_id'],
		email: [
			'billing_details.email',
			'latest_charge.billing_details.email',
			'customer_details.email',
			'customer_email',
			'receipt_email',
			'latest_charge.receipt_email',
			'customer.email',
			'billing_detail_email',
		],
		phone: [
			'billing_details.phone',
			'latest_charge.billing_details.phone',
			'customer_details.phone',
			'customer_phone',
			'customer.phone',
		],
		discount: ['total_details.amount_discount', 'total_discount_amounts.amount'],
		// What was sold, before the memo of an invoice or the text of a charge.
		product: ['line_items.data.description', 'lines.data.description', 'description'],
		region: [
			'billing_details.address.country',
			'latest_charge.billing_details.address.country',
			'customer_details.address.country',
			'customer_address.country',
		],
	},
	// An event about a charge has its own date.
	marker: 'currency',
	statuses: stripeStatuses,
	amountUnit: 'minor',
	dateWithoutOffset: 'utc',
	idsPerCheckout: true,
	guestIds: [],
	refunds: stripeRefunds,
	statusOfRow: (row) => {
		if (isNo(row.livemode)) return 'test';
		return isNo(row.captured) ? 'unpaid' : undefined;
	},
	openQuestions: (orders) => [
		...openQuestion(
			'disputeOpen',
			orders.count(isDisputeOpen),
			'charge',
			(count, are) =>
				`${count} ${are} disputed with an unknown outcome; the money counts as kept. Fetch charges with the dispute expanded (expand[]=data.dispute) to deduct lost disputes.`,
		),
		...openQuestion(
			'refundUnknown',
			orders.count(isRefundUnknown),
			'payment',
			(count) =>
				`${count} came without the charge that shows refunds, so nothing was deducted. Fetch charges instead, or expand latest_charge.`,
		),
		...sameMoneyTwice(orders),
	],
} as const satisfies OrderPreset;

/**
 * Dated refunds where the charge was fetched with them, else the refunded sum without a date, and lost disputes.
 * Payment intents, sessions and invoices have neither, but their expanded charge does; an invoice has the credit notes
 * issued after it was paid.
 */
function stripeRefunds(row: JsonRecord): readonly Refund[] {
	const charge = chargeOf(row);
	if (charge !== row) {
		if (charge !== undefined) return chargeRefunds(charge);
		const credited = row.post_payment_credit_notes_amount;
		return isEmpty(credited) ? [] : [{ amount: credited, at: undefined }];
	}
	return chargeRefunds(row);
}

function chargeRefunds(charge: JsonRecord): readonly Refund[] {
	const list = isRecord(charge.refunds) ? listOf(charge.refunds.data) : listOf(charge.refunds);
	const lost = lostDispute(charge);
	if (list.length > 0) {
		return list
			.filter(({ status }) => isEmpty(status) || isOneOf(status, ['succeeded', 'pending']))
			.map((refund): Refund => ({ amount: refund.amount, at: refund.created }))
			.concat(lost);
	}
	return isEmpty(charge.amount_refunded)
		? lost
		: [{ amount: charge.amount_refunded, at: undefined }, ...lost];
}

/** A lost dispute took the money on the day it was opened. */
function lostDispute({ dispute }: JsonRecord): Refund[] {
	if (!isRecord(dispute) || !isOneOf(dispute.status, ['lost'])) return [];
	return [{ amount: dispute.amount, at: dispute.created }];
}

/** The charge that a row is, or that is expanded in it; undefined where it only names one. */
function chargeOf(row: JsonRecord): JsonRecord | undefined {
	const isCharge = row.object === 'charge' || 'amount_refunded' in row;
	if (isCharge) return row;
	const intent = isRecord(row.payment_intent) ? row.payment_intent : row;
	// Until 2022 a payment intent listed its charges; all but the last one had failed.
	const listed = isRecord(intent.charges) ? listOf(intent.charges.data) : [];
	const charge = listed.find(({ status }) => status === 'succeeded');
	return [intent.latest_charge, row.charge, charge].find(isRecord);
}

/** Statuses of a dispute in which the money is with the shop, or comes back. */
const keptMoney = ['lost', 'won', 'warning_closed', 'prevented'];

function isDisputeOpen(row: JsonRecord): boolean {
	const charge = chargeOf(row);
	if (charge === undefined || !isYes(charge.disputed)) return false;
	const { dispute } = charge;
	return !(isRecord(dispute) && isOneOf(dispute.status, keptMoney));
}

/** Whether a payment only names a charge; an invoice may have been paid without one. */
function isRefundUnknown(row: JsonRecord): boolean {
	const isIntent = 'amount_received' in row;
	const names = [row.latest_charge, row.payment_intent, row.charge];
	return (
		chargeOf(row) === undefined && (isIntent || names.some((name) => typeof name === 'string'))
	);
}

/** A warning where objects of several kinds came in: each of them is the same payment again. */
function sameMoneyTwice(orders: OrdersRead): Notice[] {
	const kinds = [...orders.distinct(({ object }) => object)]
		.filter((kind) => typeof kind === 'string')
		.sort();
	if (kinds.length < 2) return [];
	return [
		{
			code: 'sameMoneyTwice',
			message: `The items are ${kinds.join(' and ')} objects. The same payment can appear in several of them and is then counted more than once: keep only one kind, preferably charges.`,
			level: 'warning',
		},
	];
}
