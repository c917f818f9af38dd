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
 * Empty for an empty or missing field; undefined for a text that is not an order history.
 *
 * @example readOrderHistory('1970-01-02:9.5;1970-01-03:20') // { days: [1, 2], amounts: [9.5, 20] }
 */
export function readOrderHistory(text: unknown): OrderHistory | undefined {
	if (text === undefined || text === null || text === '') return none;
	const days: number[] = [];
	const amounts: number[] = [];
	const isHistory = walkOrderHistory(text, (day, amount) => {
		days.push(day);
		amounts.push(amount);
	});
	return isHistory ? { days, amounts } : undefined;
}

/**
 * Calls `visit` with the day number and the amount of each order of the field `orderHistory`, oldest first, without
 * building lists.
 *
 * @returns false for a text that is not an order history; the orders before its fault were visited
 */
export function walkOrderHistory(
	text: unknown,
	visit: (day: number, amount: number) => void,
): boolean {
	if (text === undefined || text === null) return true;
	if (typeof text !== 'string') return false;
	let start = 0;
	let last = -Infinity;
	while (start < text.length) {
		let end = text.indexOf(';', start);
		if (end < 0) end = text.length;
		const day = dayOfDate(text, start);
		if (day === undefined || day < last) return false;
		if (text.charCodeAt(start + 10) !== colon || end <= start + 11) return false;
		const amount = amountBetween(text, start + 11, end);
		if (!Number.isFinite(amount)) return false;
		visit(day, amount);
		last = day;
		start = end + 1;
	}
	return true;
}

const [zero, dot, colon, minus] = [48, 46, 58, 45];
const exactDigits = 15;
const powersOfTen = Array.from({ length: exactDigits + 1 }, (_, exponent) => 10 ** exponent);

/**
 * The number in a part of a text, as `Number` reads it.
 *
 * Up to 15 digits are a whole number that a double holds exactly, and so is the power of ten it is divided by: one
 * division rounds as `Number` does, without creating a text for each amount.
 */
function amountBetween(text: string, start: number, end: number): number {
	const isNegative = text.charCodeAt(start) === minus;
	let whole = 0;
	let digits = 0;
	let decimals = -1;
	for (let i = isNegative ? start + 1 : start; i < end; i++) {
		const code = text.charCodeAt(i);
		const digit = code - zero;
		if (digit >= 0 && digit <= 9) {
			whole = whole * 10 + digit;
			digits++;
			if (decimals >= 0) decimals++;
		} else if (code === dot && decimals < 0) decimals = 0;
		else return Number(text.slice(start, end));
	}
	if (digits === 0 || digits > exactDigits) return Number(text.slice(start, end));
	const amount = decimals > 0 ? whole / powersOfTen[decimals] : whole;
	return isNegative ? -amount : amount;
}

/** How many orders of a history are not after a day; they come first. */
export function ordersUpTo({ days }: OrderHistory, day: number): number {
	let orders = days.length;
	while (orders > 0 && days[orders - 1] > day) orders--;
	return orders;
}
