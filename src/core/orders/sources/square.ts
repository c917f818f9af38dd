import { isEmpty } from '../../../values/isEmpty';
import { isRecord } from '../../../values/isRecord';
import type { JsonRecord } from '../../../values/jsonRecord';
import { commonStatuses } from './commonStatuses';
import { sizeOf } from './exactAmounts';
import { isOneOf, listOf } from './lists';
import { openQuestion } from './openQuestion';
import type { OrderFamily, OrderPreset, Refund } from './orderPreset';

/** A return is a separate order that names the order whose items came back. */
const returnOrders: OrderFamily = {
	parentOf: (row) => {
		const returns = listOf(row.returns);
		const isReturnOnly = returns.length > 0 && listOf(row.line_items).length === 0;
		const parent = isReturnOnly ? returns[0].source_order_id : undefined;
		return typeof parent === 'string' && parent !== '' ? parent : undefined;
	},
	idOf: ({ id }) => (typeof id === 'string' ? id : undefined),
	refundRow: (order, part) => {
		const { return_amounts: returned } = part;
		const amount = isRecord(returned) ? amountOf(returned.total_money) : undefined;
		// An order that lists its refunds itself already includes it.
		if (isEmpty(amount) || listOf(order.refunds).length > 0) return undefined;
		return {
			id: order.id,
			customer_id: order.customer_id,
			location_id: part.location_id,
			created_at: part.created_at,
			state: 'COMPLETED',
			total_money: {
				...(isRecord(order.total_money) ? order.total_money : undefined),
				amount: -sizeOf(amount),
			},
		};
	},
	withLines: (order) => order,
	orphan: 'The row returns items of an order that is not among the rows.',
};

/** `Order` and `Payment` of Square: money as objects of an amount in the smallest unit and a currency. */
export const square = {
	name: 'Square',
	toldBy: [
		['total_money', 'location_id'],
		['amount_money', 'location_id'],
		['returns', 'location_id'],
	],
	paths: {
		orderId: ['id'],
		orderDate: ['created_at'],
		amount: ['total_money.amount', 'amount_money.amount'],
		currency: ['total_money.currency', 'amount_money.currency'],
		status: ['state', 'status'],
		updatedAt: ['updated_at'],
		customerId: ['customer_id'],
		email: ['buyer_email_address'],
		discount: ['total_discount_money.amount'],
		tax: ['total_tax_money.amount'],
		product: ['line_items.name'],
		region: ['billing_address.country', 'shipping_address.country'],
	},
	marker: 'location_id',
	statuses: {
		...commonStatuses,
		completed: 'paid',
		open: 'unpaid',
		// Authorized, not captured.
		approved: 'unpaid',
	},
	amountUnit: 'minor',
	dateWithoutOffset: 'utc',
	guestIds: [],
	family: returnOrders,
	refunds: squareRefunds,
	// An order stays open until it is handed over, paid or not.
	statusOfRow: (row) =>
		isOneOf(row.state, ['open']) && listOf(row.tenders).length > 0 ? 'paid' : undefined,
	openQuestions: (orders) => {
		const payments = orders.count((row) => 'amount_money' in row);
		if (payments === 0 || payments === orders.length) return [];
		return openQuestion(
			'sameMoneyTwice',
			payments,
			'item',
			(count, are) =>
				`${count} ${are} payments and the others orders. A paid order is then counted twice: keep one kind.`,
		);
	},
} as const satisfies OrderPreset;

/** The refunds: of a payment the sum without dates, of an order its own refunds, or what an exchange took back. */
function squareRefunds(row: JsonRecord): Refund[] {
	const sum = amountOf(row.refunded_money);
	if (!isEmpty(sum)) return [{ amount: sum, at: undefined }];
	const own = listOf(row.refunds)
		.filter(
			({ status }) => isEmpty(status) || isOneOf(status, ['approved', 'completed', 'pending']),
		)
		.map((refund) => ({ amount: amountOf(refund.amount_money), at: refund.created_at }));
	if (own.length > 0) return own;
	const { return_amounts: returned } = row;
	const amount = isRecord(returned) ? amountOf(returned.total_money) : undefined;
	return isEmpty(amount) ? [] : [{ amount, at: undefined }];
}

function amountOf(money: unknown): unknown {
	return isRecord(money) ? money.amount : undefined;
}
