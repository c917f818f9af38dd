import type { Orders } from '../orders/orderBook';
import type { CustomerOrders } from '../orders/customerOrders';

/** Periods, in days of age, in which orders are counted. */
export interface Spans {
	/** Day number of asOf. */
	readonly asOfDay: number;
	/** Orders of a smaller age are in the window; Infinity for all. */
	readonly windowDays: number;
	/** W of the frequency trend. */
	readonly trendDays: number;
}

/**
 * Totals of one customer's orders. Money is in minor units.
 *
 * One instance is reused for every customer: a million small objects would cost more than the sums.
 */
export class OrderTotals {
	/** First and last counted order, or -1. */
	first = -1;
	last = -1;
	count = 0;
	countLast365 = 0;
	countWindow = 0;
	fullPriceWindow = 0;
	/** Calendar days with a counted order. */
	orderDays = 0;
	monetary = 0;
	monetaryLast365 = 0;
	monetaryWindow = 0;
	grossWindow = 0;
	refundWindow = 0;
	discountWindow = 0;
	recentOrders = 0;
	ordersBefore = 0;
	isFirstDiscounted = false;

	constructor(
		private readonly orders: Orders,
		private readonly grouped: CustomerOrders,
		private readonly spans: Spans,
	) {}

	/** Adds up the orders of customer `c`. */
	fill(c: number): void {
		const { starts } = this.grouped;
		this.clear();
		for (let order = starts[c]; order < starts[c + 1]; order++) {
			this.addAny(order);
			if (this.orders.isCounted[order] === 1) this.addCounted(order);
		}
	}

	private clear(): void {
		this.first = -1;
		this.last = -1;
		this.count = 0;
		this.countLast365 = 0;
		this.countWindow = 0;
		this.fullPriceWindow = 0;
		this.orderDays = 0;
		this.monetary = 0;
		this.monetaryLast365 = 0;
		this.monetaryWindow = 0;
		this.grossWindow = 0;
		this.refundWindow = 0;
		this.discountWindow = 0;
		this.recentOrders = 0;
		this.ordersBefore = 0;
		this.isFirstDiscounted = false;
	}

	/** Refunds and discounts are shares of all orders, including those that were fully refunded. */
	private addAny(order: number): void {
		if (this.ageOf(order) >= this.spans.windowDays) return;
		this.grossWindow += this.orders.gross[order];
		this.refundWindow += this.orders.refund[order];
		this.discountWindow += this.orders.discount[order];
	}

	private addCounted(order: number): void {
		const { orders, spans } = this;
		const { day } = this.grouped;
		const age = this.ageOf(order);
		const value = orders.value[order];
		if (this.first < 0) this.first = order;
		if (orders.instant[order] === orders.instant[this.first] && orders.discount[order] > 0) {
			this.isFirstDiscounted = true;
		}
		if (this.last < 0 || day[order] !== day[this.last]) this.orderDays++;
		this.last = order;
		this.count++;
		this.monetary += value;
		if (age < spans.trendDays) this.recentOrders++;
		else if (age < 2 * spans.trendDays) this.ordersBefore++;
		if (age < 365) {
			this.countLast365++;
			this.monetaryLast365 += value;
		}
		if (age < spans.windowDays) {
			this.countWindow++;
			this.monetaryWindow += value;
			if (orders.discount[order] === 0) this.fullPriceWindow++;
		}
	}

	private ageOf(order: number): number {
		return this.spans.asOfDay - this.grouped.day[order];
	}
}
