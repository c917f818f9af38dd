import { enlarged } from '../../values/enlarged';
import type { StatusMeaning } from './presets';
import type { OrderSetAsideCode } from './setAsideReasons';

/** Numbers of the status meanings, for columns. */
export const statusCodes = {
	paid: 0,
	partiallyPaid: 1,
	refunded: 2,
	unpaid: 3,
	cancelled: 4,
	test: 5,
} as const satisfies Record<StatusMeaning, number>;

export const statusMeanings = Object.keys(statusCodes) as [StatusMeaning, ...StatusMeaning[]];

/** An order line without an amount of its own. */
export interface Continuation {
	readonly source: number;
	/** Number of the order id in `orderIds`. */
	readonly order: number;
	/** Why it is set aside if no other line creates an order. */
	readonly code: OrderSetAsideCode;
}

/**
 * The content of order rows, in columns: entry `k` of each belongs to the k-th readable row; entries from `count` on
 * are free.
 */
export class ReadableRows {
	count = 0;
	/** Index of the input row. */
	source = new Uint32Array(0);
	/** Number of the customer id in `Buyers.accountIds`, or -1 minus the number of the guest in `Buyers.guests`. */
	buyer = new Int32Array(0);
	/** Number of the order id in `orderIds`, for a refund row that of the order it gives money back on; -1 without one. */
	order = new Int32Array(0);
	/** Instant of the order, in ms since 1970. */
	instant = new Float64Array(0);
	/** Number of the currency in `MoneyReader.currencies`. */
	currency = new Uint32Array(0);
	/** Amount in minor units of the row's currency, after discounts, as charged. */
	amount = new Float64Array(0);
	discount = new Float64Array(0);
	/** Refunded by asOf. */
	refund = new Float64Array(0);
	/** By `statusCodes`. */
	status = new Uint8Array(0);

	/** Makes room for this many more rows. */
	makeRoom(more: number): void {
		const needed = this.count + more;
		if (needed <= this.source.length) return;
		const size = Math.max(needed, Math.ceil(this.source.length * 1.5));
		this.source = enlarged(this.source, new Uint32Array(size));
		this.buyer = enlarged(this.buyer, new Int32Array(size));
		this.order = enlarged(this.order, new Int32Array(size));
		this.instant = enlarged(this.instant, new Float64Array(size));
		this.currency = enlarged(this.currency, new Uint32Array(size));
		this.amount = enlarged(this.amount, new Float64Array(size));
		this.discount = enlarged(this.discount, new Float64Array(size));
		this.refund = enlarged(this.refund, new Float64Array(size));
		this.status = enlarged(this.status, new Uint8Array(size));
	}
}
