import type { OrderTally } from './orderTally';

/**
 * Orders settled to one per order ID, in columns: entry `i` of each belongs to order `i`. Money is in minor units of
 * the base currency.
 */
export interface Orders {
	readonly count: number;
	/** Number of the customer in `OrderBook.customerIds`. */
	readonly customer: Int32Array;
	/** Index of an input row of the order. */
	readonly source: Uint32Array;
	/** Further lines: entry `row` is the next input row of the same order, or -1. Undefined where rows are orders. */
	readonly nextLine: Int32Array | undefined;
	readonly instant: Float64Array;
	/** Amount as far as it was paid, before refunds; 0 for an excluded promotion. */
	readonly gross: Float64Array;
	readonly discount: Float64Array;
	/** Refunded by asOf, at most the whole order. */
	readonly refund: Float64Array;
	/** The value of the order on the monetary basis. */
	readonly value: Float64Array;
	/** 1 where the order counts for recency, frequency and monetary value. */
	readonly isCounted: Uint8Array;
}

/** All orders of an input, and their customers. */
export interface OrderBook {
	/** Customer IDs by number; entries without an order are not customers. */
	readonly customerIds: readonly string[];
	readonly orders: Orders;
	/** ISO 4217 code of the base currency; empty where no row names one and none is given. */
	readonly currency: string;
	/** Digits of the base currency's minor unit. */
	readonly digits: number;
	readonly tally: OrderTally;
}

/** Columns for up to `capacity` orders; with a `lineCapacity` for orders of several rows each. */
export function emptyOrders(capacity: number, lineCapacity: number | undefined): Orders {
	return {
		count: 0,
		customer: new Int32Array(capacity),
		source: new Uint32Array(capacity),
		nextLine: lineCapacity === undefined ? undefined : new Int32Array(lineCapacity).fill(-1),
		instant: new Float64Array(capacity),
		gross: new Float64Array(capacity),
		discount: new Float64Array(capacity),
		refund: new Float64Array(capacity),
		value: new Float64Array(capacity),
		isCounted: new Uint8Array(capacity),
	};
}

/** The first `count` orders of columns with room for more. */
export function firstOrders(orders: Orders, count: number): Orders {
	return {
		count,
		customer: orders.customer.subarray(0, count),
		source: orders.source.subarray(0, count),
		nextLine: orders.nextLine,
		instant: orders.instant.subarray(0, count),
		gross: orders.gross.subarray(0, count),
		discount: orders.discount.subarray(0, count),
		refund: orders.refund.subarray(0, count),
		value: orders.value.subarray(0, count),
		isCounted: orders.isCounted.subarray(0, count),
	};
}

/** Puts orders in another order: order `at` is then the one that was `sequence[at]`. */
export function arrangeOrders(orders: Orders, sequence: Uint32Array): void {
	const { customer, source, instant, gross, discount, refund, value, isCounted } = orders;
	for (const column of [customer, source, instant, gross, discount, refund, value, isCounted]) {
		const before = column.slice();
		for (let at = 0; at < sequence.length; at++) column[at] = before[sequence[at]];
	}
}
