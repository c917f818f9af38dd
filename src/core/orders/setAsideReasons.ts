/** Why an order row can't be used: the sentences of the codes, in the order in which the first that applies is used. */
export const orderSetAsideReasons = {
	missingIdentity: 'The order has neither a customer ID nor an email.',
	missingDate: 'The order has no date.',
	unparseableDate: 'The order date can’t be read.',
	afterAsOf: 'The order is dated after As Of.',
	missingAmount: 'The order has no amount.',
	unparseableAmount: 'The order amount can’t be read as a number.',
	noFxRate: 'There is no exchange rate for the currency of the order.',
	duplicateOrderId: 'Another version of this order was used.',
	statusCancelled: 'The order was canceled.',
	statusTest: 'The order is a test order.',
	statusUnpaid: 'The order is not paid.',
	negativeAmount:
		'The amount is negative, and there is no order ID to tell which order it refunds.',
	orphanRefund: 'The row refunds an order that was not used.',
	raggedRow: 'The line of the file has more or fewer cells than there are columns.',
	totalRow: 'The last line of the file adds up the lines above it.',
	unreadableLine: 'This part of the file is not a JSON object.',
} as const satisfies Record<string, string>;

export type OrderSetAsideCode = keyof typeof orderSetAsideReasons;

/** More specific sentences than those of the codes. */
export const fullerReasons = {
	onlyPhone:
		'The order has neither a customer ID nor an email, but a phone number: choose Phone under "Identify By" to identify customers by it.',
	twoWayDate:
		'The date is ambiguous, and the other dates don’t settle it: choose "Date Format" under Options.',
	unreadableRefund: 'The refund amount can’t be read as a number.',
} as const satisfies Record<string, string>;
