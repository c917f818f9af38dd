import type { CustomerTable } from '../customers/customerTable';
import { ordersUpTo, type OrderHistory } from '../customers/orderHistory';
import type { SetAsideRow } from '../result';
import { collectOrders, type OrderHistories, type WatchedOrders } from '../btyd/orderHistories';

/** The customers whose orders can be read, and the rows that can't. */
export interface ReadHistories {
	/** `sources[i]` is the input row of customer i; in the order of customer IDs. */
	readonly sources: number[];
	/** Orders counted one by one, also when several fell on one day. */
	readonly orderCounts: number[];
	readonly histories: OrderHistories;
	readonly setAside: SetAsideRow[];
}

interface OrderFieldNames {
	readonly asOf: string;
	readonly orderHistory: string;
}

/** Reads the order history of all customers up to the day that each is measured against. */
export function readHistories(table: CustomerTable, names: OrderFieldNames): ReadHistories {
	const setAside = [...table.setAside];
	const sources: number[] = [];
	const orderCounts: number[] = [];
	const watched: WatchedOrders[] = [];
	for (const [i, source] of table.sources.entries()) {
		const history = table.history(i) ?? unreadable;
		const asOfDay = table.asOfDay(i);
		const fault = faultOf(table, i, history, names);
		if (fault !== undefined) {
			setAside.push({ source, row: table.row(i), ...fault });
			continue;
		}
		sources.push(source);
		orderCounts.push(ordersUpTo(history, asOfDay));
		watched.push({ history, asOfDay });
	}
	return { sources, orderCounts, histories: collectOrders(watched), setAside };
}

const unreadable: OrderHistory = { days: [], amounts: [] };

type Fault = Pick<SetAsideRow, 'code' | 'explanation'>;

/** Why the orders of customer i can't be used; undefined where they can. */
function faultOf(
	table: CustomerTable,
	i: number,
	history: OrderHistory,
	names: OrderFieldNames,
): Fault | undefined {
	if (history === unreadable) {
		return {
			code: 'unreadableOrderHistory',
			explanation: `"${names.orderHistory}" is not a list such as 2026-01-31:49.90;2026-02-14:20, oldest first.`,
		};
	}
	if (history.days.length === 0 && isExpectedToHaveOrders(table, i, names)) {
		return {
			code: 'missingOrderHistory',
			explanation: `"${names.orderHistory}" is missing. Compute RFM writes it: keep it in every node on the way.`,
		};
	}
	if (Number.isNaN(table.asOfDay(i))) {
		return {
			code: 'missingAsOf',
			explanation: `"${names.asOf}" has no date to measure against.`,
		};
	}
	return undefined;
}

/** A customer without orders has an `orderCount` of 0. */
function isExpectedToHaveOrders(
	table: CustomerTable,
	i: number,
	{ orderHistory }: OrderFieldNames,
): boolean {
	const count = table.orderCount(i);
	if (table.row(i)[orderHistory] === '') return count > 0;
	return !(count === 0);
}
