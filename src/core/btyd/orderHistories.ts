import { enlarged } from '../../values/enlarged';
import type { OrderHistory } from '../customers/orderHistory';

/** All order days in flat lists: customer i has the entries `starts[i]` to `starts[i + 1]` − 1. */
export interface OrderHistories {
	readonly starts: Int32Array;
	/** Day numbers, ascending within a customer, each once. */
	readonly days: Int32Array;
	/** Spend on that day, all its orders together. */
	readonly amounts: Float64Array;
	/** The day up to which each customer was observed. */
	readonly asOfDays: Int32Array;
}

/** One customer's orders and the day up to which they were observed. */
export interface WatchedOrders {
	readonly history: OrderHistory;
	readonly asOfDay: number;
}

/**
 * Collects the orders of all customers in flat lists, by day: several orders on one day are one, and orders after the
 * customer's own `asOfDay` are excluded. A customer may have none.
 */
export class OrderCollector {
	private count = 0;
	private readonly starts: Int32Array;
	private readonly asOfDays: Int32Array;
	private days = new Int32Array(1024);
	private amounts = new Float64Array(1024);
	private orders = 0;

	/** @param most customers at most */
	constructor(most: number) {
		this.starts = new Int32Array(most + 1);
		this.asOfDays = new Int32Array(most);
	}

	/** Adds a customer; returns its position. */
	add({ history, asOfDay }: WatchedOrders): number {
		const customer = this.count++;
		const start = this.orders;
		this.asOfDays[customer] = asOfDay;
		this.makeRoom(start + history.days.length);
		const { days, amounts } = this;
		for (let order = 0; order < history.days.length; order++) {
			const day = history.days[order];
			if (day > asOfDay) break;
			if (this.orders > start && days[this.orders - 1] === day) {
				amounts[this.orders - 1] += history.amounts[order];
			} else {
				days[this.orders] = day;
				amounts[this.orders++] = history.amounts[order];
			}
		}
		this.starts[this.count] = this.orders;
		return customer;
	}

	/** The histories of the customers that were added. */
	finish(): OrderHistories {
		const { starts, days, amounts, asOfDays, count, orders } = this;
		return {
			starts: starts.slice(0, count + 1),
			days: days.slice(0, orders),
			amounts: amounts.slice(0, orders),
			asOfDays: asOfDays.slice(0, count),
		};
	}

	private makeRoom(orders: number): void {
		if (orders <= this.days.length) return;
		const size = Math.max(orders, 2 * this.days.length);
		this.days = enlarged(this.days, new Int32Array(size));
		this.amounts = enlarged(this.amounts, new Float64Array(size));
	}
}

/** The orders of customers that are all at hand. */
export function collectOrders(customers: readonly WatchedOrders[]): OrderHistories {
	const collector = new OrderCollector(customers.length);
	for (const customer of customers) collector.add(customer);
	return collector.finish();
}

/** The data that models are fitted on: one entry per customer who has ordered, times in days. */
export interface Observation {
	/** Positions of these customers in the order histories. */
	readonly customers: Int32Array;
	/** x: order days after the first. */
	readonly repeatTransactions: Float64Array;
	/** t_x: first order to last. */
	readonly ageAtLastOrder: Float64Array;
	/** T: first order to the end of observation. */
	readonly customerAge: Float64Array;
	/** Mean spend of the order days after the first; 0 without any. */
	readonly averageRepeatValue: Float64Array;
	/** Spend of all order days. */
	readonly totalSpend: Float64Array;
	/** Σ ln of the weeks between a customer's order days. */
	readonly sumOfLogGaps: number;
}

/** Models measure time in weeks, as the literature does. */
export const daysPerWeek = 7;

/** Days of a month, so that twelve are a year of 365.25. */
export const daysPerMonth = 365.25 / 12;

/** The same shop `days` days earlier: later orders are removed, and customers who came later have none. */
export function cutHistories(histories: OrderHistories, days: number): OrderHistories {
	const size = histories.asOfDays.length;
	const asOfDays = histories.asOfDays.map((day) => day - days);
	const starts = new Int32Array(size + 1);
	const keptDays: number[] = [];
	const keptAmounts: number[] = [];
	for (let customer = 0; customer < size; customer++) {
		for (let order = histories.starts[customer]; order < histories.starts[customer + 1]; order++) {
			if (histories.days[order] > asOfDays[customer]) break;
			keptDays.push(histories.days[order]);
			keptAmounts.push(histories.amounts[order]);
		}
		starts[customer + 1] = keptDays.length;
	}
	return {
		starts,
		days: Int32Array.from(keptDays),
		amounts: Float64Array.from(keptAmounts),
		asOfDays,
	};
}

/** Every `step`-th customer of a shop. */
export function everyNth(histories: OrderHistories, step: number): OrderHistories {
	const starts = [0];
	const asOfDays: number[] = [];
	const days: number[] = [];
	const amounts: number[] = [];
	for (let customer = 0; customer < histories.asOfDays.length; customer += step) {
		for (let order = histories.starts[customer]; order < histories.starts[customer + 1]; order++) {
			days.push(histories.days[order]);
			amounts.push(histories.amounts[order]);
		}
		starts.push(days.length);
		asOfDays.push(histories.asOfDays[customer]);
	}
	return {
		starts: Int32Array.from(starts),
		days: Int32Array.from(days),
		amounts: Float64Array.from(amounts),
		asOfDays: Int32Array.from(asOfDays),
	};
}

/**
 * Sums up all customers who have ordered.
 *
 * Monetary values are means over repeat order days, as in Fader and Hardie's note 025.
 */
export function observe(histories: OrderHistories): Observation {
	const { starts, days, amounts, asOfDays } = histories;
	const customers: number[] = [];
	for (let customer = 0; customer < asOfDays.length; customer++) {
		if (starts[customer] < starts[customer + 1]) customers.push(customer);
	}
	const size = customers.length;
	const repeatTransactions = new Float64Array(size);
	const ageAtLastOrder = new Float64Array(size);
	const customerAge = new Float64Array(size);
	const averageRepeatValue = new Float64Array(size);
	const totalSpend = new Float64Array(size);
	let sumOfLogGaps = 0;
	for (let place = 0; place < size; place++) {
		const customer = customers[place];
		const first = starts[customer];
		const last = starts[customer + 1] - 1;
		let repeatSpend = 0;
		for (let order = first + 1; order <= last; order++) {
			sumOfLogGaps += Math.log((days[order] - days[order - 1]) / daysPerWeek);
			repeatSpend += amounts[order];
		}
		repeatTransactions[place] = last - first;
		ageAtLastOrder[place] = days[last] - days[first];
		customerAge[place] = asOfDays[customer] - days[first];
		averageRepeatValue[place] = last > first ? repeatSpend / (last - first) : 0;
		totalSpend[place] = amounts[first] + repeatSpend;
	}
	return {
		customers: Int32Array.from(customers),
		repeatTransactions,
		ageAtLastOrder,
		customerAge,
		averageRepeatValue,
		totalSpend,
		sumOfLogGaps,
	};
}

/** Orders and spend of the given customers in the `days` days up to `daysBefore` days before the end. */
export function ordersWithin(
	histories: OrderHistories,
	customers: Int32Array,
	days: number,
	daysBefore = 0,
): { orders: Float64Array; spend: Float64Array } {
	const orders = new Float64Array(customers.length);
	const spend = new Float64Array(customers.length);
	for (let place = 0; place < customers.length; place++) {
		const customer = customers[place];
		const end = histories.asOfDays[customer] - daysBefore;
		for (
			let order = histories.starts[customer + 1] - 1;
			order >= histories.starts[customer];
			order--
		) {
			if (histories.days[order] <= end - days) break;
			if (histories.days[order] > end) continue;
			orders[place]++;
			spend[place] += histories.amounts[order];
		}
	}
	return { orders, spend };
}
