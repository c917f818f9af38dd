import { sortedOrder } from '../customers/sortedOrder';
import { arrangeOrders, type OrderBook, type Orders } from './orderBook';
import type { ShopCalendar } from '../../values/shopCalendar';

/** Customers, numbered in the order in which the rows first name them, and which orders are theirs. */
export interface CustomerOrders {
	readonly ids: readonly string[];
	/** The customers in code-unit order of their ids. */
	readonly byId: Uint32Array;
	/** The orders of customer `c` are `starts[c]` to `starts[c + 1] − 1`, oldest first. */
	readonly starts: Uint32Array;
	/** The shop's calendar day of each order, as a day number. */
	readonly day: Int32Array;
}

/**
 * Sorts the orders of a book by customer and instant.
 *
 * A customer's orders then lie side by side in every column, and the customers about as their rows lie in memory: in
 * the order of the ids, each field of each order would be a cache miss.
 *
 * Orders of one customer at one instant are sorted by value, gross and discount, so that the order of the input changes
 * nothing.
 */
export function groupByCustomer(book: OrderBook, calendar: ShopCalendar): CustomerOrders {
	const { orders, customerIds } = book;
	const counts = new Uint32Array(customerIds.length);
	for (let i = 0; i < orders.count; i++) counts[orders.customer[i]]++;
	const ids = customerIds.filter((_, number) => counts[number] > 0);
	const starts = new Uint32Array(ids.length + 1);
	const next = new Uint32Array(customerIds.length);
	let c = 0;
	for (let number = 0; number < counts.length; number++) {
		if (counts[number] === 0) continue;
		next[number] = starts[c];
		starts[c + 1] = starts[c] + counts[number];
		c++;
	}
	const sequence = new Uint32Array(orders.count);
	for (let i = 0; i < orders.count; i++) sequence[next[orders.customer[i]]++] = i;
	for (c = 0; c < ids.length; c++) sortRun(sequence, starts[c], starts[c + 1], orders);
	arrangeOrders(orders, sequence);
	const day = Int32Array.from(orders.instant, (instant) => calendar.dayOf(instant));
	return { ids, byId: sortedOrder(ids), starts, day };
}

const longRun = 32;

function sortRun(sequence: Uint32Array, start: number, end: number, orders: Orders): void {
	if (end - start > longRun) {
		sequence.subarray(start, end).sort((a, b) => compare(a, b, orders));
		return;
	}
	for (let i = start + 1; i < end; i++) {
		const current = sequence[i];
		let place = i;
		while (place > start && compare(sequence[place - 1], current, orders) > 0) {
			sequence[place] = sequence[place - 1];
			place--;
		}
		sequence[place] = current;
	}
}

function compare(a: number, b: number, orders: Orders): number {
	const { instant, value, gross, discount } = orders;
	return (
		instant[a] - instant[b] ||
		value[a] - value[b] ||
		gross[a] - gross[b] ||
		discount[a] - discount[b]
	);
}
