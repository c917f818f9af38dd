import { dayOfDate } from '../../values/days';

/** The orders of one customer, oldest first. */
export interface OrderHistory {
	/** Day numbers (days since 1970-01-01), ascending; several orders on one day are several entries. */
	readonly days: number[];
	/** `amounts[i]` in major units of the base currency belongs to `days[i]`. */
	readonly amounts: number[];
}

const none: OrderHistory = { days: [], amounts: [] };

/**
 * The orders of the field `orderHistory`: `YYYY-MM-DD:amount;…`, oldest first.
 *
 * Empty for an empty or missing field; undefined for a text that is no order history.
 *
 * @example readOrderHistory('1970-01-02:9.5;1970-01-03:20') // { days: [1, 2], amounts: [9.5, 20] }
 */
export function readOrderHistory(text: unknown): OrderHistory | undefined {
	if (text === undefined || text === null || text === '') return none;
	if (typeof text !== 'string') return undefined;
	const days: number[] = [];
	const amounts: number[] = [];
	let start = 0;
	while (start < text.length) {
		let end = text.indexOf(';', start);
		if (end < 0) end = text.length;
		const day = dayOfDate(text.slice(start, start + 10));
		const amount = Number(text.slice(start + 11, end));
		const isOrder = day !== undefined && text[start + 10] === ':' && end > start + 11;
		if (!isOrder || !Number.isFinite(amount)) return undefined;
		if (days.length > 0 && days[days.length - 1] > day) return undefined;
		days.push(day);
		amounts.push(amount);
		start = end + 1;
	}
	return { days, amounts };
}

/** How many orders of a history are not after a day: they are its first. */
export function ordersUpTo({ days }: OrderHistory, day: number): number {
	let orders = days.length;
	while (orders > 0 && days[orders - 1] > day) orders--;
	return orders;
}
