/** What happened to the rows and the money of the input. Money is in minor units of the base currency. */
export interface OrderTally {
	rowsIn: number;
	rowsUsed: number;
	/** Signed amounts of all rows that could be read and converted; = amountUsed + amountSetAside. */
	amountIn: number;
	amountUsed: number;
	amountSetAside: number;
	/** Amounts that could not be converted, by currency, in its minor units. */
	amountWithoutRate: Map<string, number>;
	/** Σ amounts of orders used; = counted + notCounted + refundsDeducted + otherDeductions. */
	charged: number;
	counted: number;
	/** Orders that don't count: fully refunded, free, or promotional. */
	notCounted: number;
	refundsDeducted: number;
	/** Tax, shipping and cost of goods, and the part of partially paid orders that is still owed. */
	otherDeductions: number;
	ordersNotCounted: number;
	overRefunded: number;
	conflictingDuplicates: number;
	/** Orders with several rows of one date, none of them newer, which may therefore be lines. */
	ordersLikeLines: number;
	/** Orders with several lines, and those of them whose lines all have the same amount. */
	ordersOfLines: number;
	ordersOfEqualLines: number;
	/** Order IDs that several people use. */
	sharedOrderIds: number;
	/** Refund rows without their order, and their money: positive; set aside, or deducted from earlier orders. */
	orphanRefunds: number;
	orphanRefundAmount: number;
	earlierRefunds: number;
	earlierRefundAmount: number;
	/** Customer IDs that were joined because they share an email, and the customers that result. */
	joinedIds: number;
	joinedCustomers: number;
	partialAmountsUnknown: number;
	promotionsLeftOut: number;
	/** Status words of counted rows that are in no table. */
	unknownStatuses: string[];
	/** The number of counted rows in which an optional amount could not be read, by field. */
	unreadableAmounts: Map<string, number>;
}

/** The tally of an input before anything is settled. */
export function emptyTally(rowsIn: number): OrderTally {
	return {
		rowsIn,
		rowsUsed: 0,
		amountIn: 0,
		amountUsed: 0,
		amountSetAside: 0,
		amountWithoutRate: new Map(),
		charged: 0,
		counted: 0,
		notCounted: 0,
		refundsDeducted: 0,
		otherDeductions: 0,
		ordersNotCounted: 0,
		overRefunded: 0,
		conflictingDuplicates: 0,
		ordersLikeLines: 0,
		ordersOfLines: 0,
		ordersOfEqualLines: 0,
		sharedOrderIds: 0,
		orphanRefunds: 0,
		orphanRefundAmount: 0,
		earlierRefunds: 0,
		earlierRefundAmount: 0,
		joinedIds: 0,
		joinedCustomers: 0,
		partialAmountsUnknown: 0,
		promotionsLeftOut: 0,
		unknownStatuses: [],
		unreadableAmounts: new Map(),
	};
}
