/** Why an order row can't be used: the sentences of the codes, in the order in which the first that fits is given. */
export const orderSetAsideReasons = {
	missingIdentity: 'The order has neither a customer ID nor an email.',
	missingDate: 'The order has no date.',
	unparseableDate: 'The date of the order can’t be read.',
	afterAsOf: 'The order is dated after the day everything is measured against.',
	missingAmount: 'The order has no amount.',
	unparseableAmount: 'The amount of the order can’t be read as a number.',
	noFxRate: 'The order is in a currency for which no exchange rate is given.',
	duplicateOrderId: 'Another version of the same order is used.',
	statusCancelled: 'The order was cancelled.',
	statusTest: 'The order is a test.',
	statusUnpaid: 'The order is not paid.',
	negativeAmount:
		'The amount is negative and there is no order id to tell which order was refunded.',
	orphanRefund: 'A refund of an order that is not among the orders used.',
} as const satisfies Record<string, string>;

export type OrderSetAsideCode = keyof typeof orderSetAsideReasons;

/** Sentences that say more than that of their code. */
export const fullerReasons = {
	onlyPhone:
		'The order has neither a customer ID nor an email, but a phone number: choose Phone under "Identify By" to identify customers by it.',
	twoWayDate:
		'The date can be read two ways, and the other dates don’t tell which: choose "Date Format" under Options.',
	unreadableRefund: 'The refund of the order can’t be read as a number.',
} as const satisfies Record<string, string>;
