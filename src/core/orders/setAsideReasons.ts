/** Why an order row can't be used: the sentences of the codes, in the order in which the first that fits is given. */
export const orderSetAsideReasons = {
	missing_identity: 'The order has neither a customer id nor an email.',
	missing_date: 'The order has no date.',
	unparseable_date: 'The date of the order can’t be read.',
	after_as_of: 'The order is dated after the day everything is measured against.',
	missing_amount: 'The order has no amount.',
	unparseable_amount: 'The amount of the order can’t be read as a number.',
	no_fx_rate: 'The order is in a currency for which no exchange rate is given.',
	duplicate_order_id: 'Another version of the same order is used.',
	status_cancelled: 'The order was cancelled.',
	status_test: 'The order is a test.',
	status_unpaid: 'The order is not paid.',
	negative_amount:
		'The amount is negative and there is no order id to tell which order was refunded.',
	orphan_refund: 'A refund of an order that is not among the orders used.',
} as const satisfies Record<string, string>;

export type OrderSetAsideCode = keyof typeof orderSetAsideReasons;
