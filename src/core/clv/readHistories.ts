import type { CustomerTable } from '../customers/customerTable';
import { ordersUpTo, type OrderHistory } from '../customers/orderHistory';
import type { SetAsideRow } from '../result';
import { type Observation, OrderCollector, type OrderHistories } from '../btyd/orderHistories';

/** The customers whose orders can be read, and the rows that can't. */
export interface ReadHistories {
	/** Position of each customer of the table in the histories; −1 where its row is set aside. */
	readonly positions: Int32Array;
	/** By position: orders counted one by one, also when several fell on one day. */
	readonly orderCounts: number[];
	readonly histories: OrderHistories;
	readonly setAside: SetAsideRow[];
}

interface OrderFieldNames {
	readonly asOf: string;
	readonly orderHistory: string;
}

/**
 * The place of each customer of the table in an observation of the histories; −1 where it has no orders, or its row is
 * set aside.
 */
export function placesIn(
	{ positions, orderCounts }: ReadHistories,
	{ customers }: Pick<Observation, 'customers'>,
): Int32Array {
	const placeOf = new Int32Array(orderCounts.length).fill(-1);
	customers.forEach((position, place) => (placeOf[position] = place));
	return positions.map((position) => (position < 0 ? -1 : placeOf[position]));
}

/** Reads the order histories of customers up to the day that each is measured against. */
export class HistoryReader {
	private readonly positions: Int32Array;
	private readonly orderCounts: number[] = [];
	private readonly collector: OrderCollector;
	private readonly setAside: SetAsideRow[];

	constructor(
		private readonly table: CustomerTable,
		private readonly names: OrderFieldNames,
	) {
		this.positions = new Int32Array(table.ids.length).fill(-1);
		this.collector = new OrderCollector(table.ids.length);
		this.setAside = [...table.setAside];
	}

	/** Reads customer i; returns whether its orders can be used. */
	read(i: number): boolean {
		const { table, names } = this;
		const history = table.history(i) ?? unreadable;
		const fault = faultOf(table, i, history, names);
		if (fault !== undefined) {
			this.setAside.push({ source: table.sources[i], row: table.row(i), ...fault });
			return false;
		}
		const asOfDay = table.asOfDay(i);
		this.orderCounts.push(ordersUpTo(history, asOfDay));
		this.positions[i] = this.collector.add({ history, asOfDay });
		return true;
	}

	/** The histories of all customers, once each was read. */
	finish(): ReadHistories {
		const { positions, orderCounts, setAside } = this;
		return { positions, orderCounts, histories: this.collector.finish(), setAside };
	}
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
