import { sortedOrder } from '../customers/sortedOrder';
import type { OrderBook, Orders } from './orderBook';
import type { ShopCalendar } from '../../values/shopCalendar';

/** Orders grouped by customer. */
export interface CustomerOrders {
	/** Customer ids in code-unit order. */
	readonly ids: readonly string[];
	/** The orders of customer `c` are `sequence[starts[c]]` to `sequence[starts[c + 1] − 1]`, oldest first. */
	readonly starts: Uint32Array;
	readonly sequence: Uint32Array;
	/** The shop's calendar day of each order, as a day number, by order. */
	readonly day: Int32Array;
}

/**
 * Groups orders by customer, customers by ID, orders by instant.
 *
 * Orders of one customer at one instant are sorted by value, gross and discount, so that the order of the input changes
 * nothing.
 */
export function groupByCustomer(book: OrderBook, calendar: ShopCalendar): CustomerOrders {
	const { orders } = book;
	const counts = new Uint32Array(book.customerIds.length);
	const day = new Int32Array(orders.count);
	for (let i = 0; i < orders.count; i++) {
		counts[orders.customer[i]]++;
		day[i] = calendar.dayOf(orders.instant[i]);
	}
	const present = new Uint32Array(counts.length);
	const unsorted: string[] = [];
	for (let number = 0; number < counts.length; number++) {
		if (counts[number] === 0) continue;
		present[unsorted.length] = number;
		unsorted.push(book.customerIds[number]);
	}
	const order = sortedOrder(unsorted);

	const starts = new Uint32Array(unsorted.length + 1);
	const next = new Uint32Array(book.customerIds.length);
	for (let c = 0; c < unsorted.length; c++) {
		const number = present[order[c]];
		next[number] = starts[c];
		starts[c + 1] = starts[c] + counts[number];
	}
	const sequence = new Uint32Array(orders.count);
	for (let i = 0; i < orders.count; i++) sequence[next[orders.customer[i]]++] = i;
	for (let c = 0; c < unsorted.length; c++) sortRun(sequence, starts[c], starts[c + 1], orders);
	const ids: string[] = [];
	for (const place of order) ids.push(unsorted[place]);
	return { ids, starts, sequence, day };
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
