/** Where the rows and the money of the input went. Money is in minor units of the base currency. */
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
	partialAmountsUnknown: number;
	promotionsLeftOut: number;
}

/** The tally of an input of which nothing was settled yet. */
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
		partialAmountsUnknown: 0,
		promotionsLeftOut: 0,
	};
}
