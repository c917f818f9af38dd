/** Orders settled to one per order id, in columns: entry `i` of each belongs to order `i`. Money is in minor units of the base currency. */
export interface Orders {
	readonly count: number;
	/** Number of the customer in `OrderBook.customerIds`. */
	readonly customer: Int32Array;
	/** Index of an input row of the order. */
	readonly source: Uint32Array;
	/** Further lines: entry `row` is the next input row of the same order, or -1. Undefined where rows are orders. */
	readonly nextLine: Int32Array | undefined;
	readonly instant: Float64Array;
	/** Amount as far as it was paid, before refunds; 0 for a promotion that is left out. */
	readonly gross: Float64Array;
	readonly discount: Float64Array;
	/** What was given back by asOf, at most the order. */
	readonly refund: Float64Array;
	/** What the order is worth on the monetary basis. */
	readonly value: Float64Array;
	/** 1 where the order counts for recency, frequency and monetary value. */
	readonly isCounted: Uint8Array;
}

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

/** All orders of an input, and whose they are. */
export interface OrderBook {
	/** Customer ids by number; entries without an order are not customers. */
	readonly customerIds: readonly string[];
	readonly orders: Orders;
	/** ISO 4217 code of the base currency; empty where no row names one and none is given. */
	readonly currency: string;
	/** Digits of the base currency's minor unit. */
	readonly digits: number;
	readonly tally: OrderTally;
}
