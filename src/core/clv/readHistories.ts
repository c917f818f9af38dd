import type { JsonRecord } from '../../values/jsonRecord';
import { dayOfDate } from '../../values/days';
import { readNumber } from '../../values/readNumber';
import { readOrderHistory } from '../customers/orderHistory';
import { readCustomers } from '../customers/readCustomers';
import type { SetAsideRow } from '../result';
import type { ClvOptions } from './options';
import { collectOrders, type OrderHistories, type WatchedOrders } from '../btyd/orderHistories';

/** The customers whose orders can be read, and the rows that can't. */
export interface ReadHistories {
	/** `sources[i]` is the input row of customer i; in the order of customer ids. */
	readonly sources: number[];
	/** Orders counted one by one, also when several fell on one day. */
	readonly orderCounts: number[];
	readonly histories: OrderHistories;
	readonly setAside: SetAsideRow[];
}

type OrderFieldNames = Omit<ClvOptions['fieldNames'], 'spendBand'>;

/** Reads `orderHistory` and `asOf` of all customers; the written date of `asOf` is the shop's day. */
export function readHistories(
	rows: readonly JsonRecord[],
	{ asOf, fieldNames }: { readonly asOf: string; readonly fieldNames: OrderFieldNames },
): ReadHistories {
	const customers = readCustomers(rows, fieldNames.customerId);
	const common = asOf === '' ? undefined : dayOfDate(asOf);
	const setAside = [...customers.setAside];
	const sources: number[] = [];
	const orderCounts: number[] = [];
	const watched: WatchedOrders[] = [];
	for (const source of customers.sources) {
		const row = rows[source];
		const history = readOrderHistory(row[fieldNames.orderHistory]);
		const asOfDay = common ?? dayOfDate(row[fieldNames.asOf]);
		if (history === undefined) {
			setAside.push({
				source,
				code: 'unreadableOrderHistory',
				explanation: `"${fieldNames.orderHistory}" is not a list such as 2026-01-31:49.90;2026-02-14:20, oldest first.`,
				row,
			});
			continue;
		}
		if (history.days.length === 0 && isExpectedToHaveOrders(row, fieldNames)) {
			setAside.push({
				source,
				code: 'missingOrderHistory',
				explanation: `"${fieldNames.orderHistory}" is missing. Compute RFM writes it: keep it in every node on the way.`,
				row,
			});
			continue;
		}
		if (asOfDay === undefined) {
			setAside.push({
				source,
				code: 'missingAsOf',
				explanation: `"${fieldNames.asOf}" has no date to measure against.`,
				row,
			});
			continue;
		}
		sources.push(source);
		orderCounts.push(history.days.filter((day) => day <= asOfDay).length);
		watched.push({ history, asOfDay });
	}
	return { sources, orderCounts, histories: collectOrders(watched), setAside };
}

/** A customer without orders says so: `orderCount` is 0. */
function isExpectedToHaveOrders(
	row: JsonRecord,
	{ orderCount, orderHistory }: OrderFieldNames,
): boolean {
	const count = readNumber(row[orderCount]);
	if (row[orderHistory] === '') return count > 0;
	return !(count === 0);
}
