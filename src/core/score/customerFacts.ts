import type { JsonRecord } from '../../values/jsonRecord';
import { dayOfDate } from '../../values/days';
import { readOrderHistory, type OrderHistory } from '../customers/orderHistory';
import { readNumber } from '../../values/readNumber';

/** What scoring knows about a customer's orders, as of one day. */
export interface CustomerFacts {
	readonly history: OrderHistory;
	/** Only the first so many orders of the history are not after the day. */
	readonly orderCount: number;
	/** What `field` rules see under these names instead of the row's own fields; undefined: not known. */
	readonly orderCountLifetime: number;
	readonly daysSinceLastOrder: number | undefined;
	readonly customerAgeDays: number | undefined;
}

/** The fields that facts are read from. */
export interface FactFields {
	readonly orderHistory: string;
	readonly orderCountLifetime: string;
	readonly daysSinceLastOrder: string;
	readonly lastOrderAt: string;
	readonly firstOrderAt: string;
	readonly customerAgeDays: string;
}

/**
 * Reads a customer's orders as of a day; undefined where the order history is no order history.
 *
 * Without a history the fields of Compute RFM stand in. `daysSinceLastOrder` is used as given unless the customer is
 * measured against another day than its own; then it and the age are counted again, and later orders are left out.
 *
 * @param isOwnDay whether `day` is the day that the row's own numbers were measured against
 */
export function readCustomerFacts(
	row: JsonRecord,
	fields: FactFields,
	day: number,
	isOwnDay: boolean,
): CustomerFacts | undefined {
	const history = readOrderHistory(row[fields.orderHistory]);
	if (history === undefined) return undefined;
	let orderCount = history.days.length;
	while (orderCount > 0 && history.days[orderCount - 1] > day) orderCount--;

	const lastDay =
		orderCount > 0 ? history.days[orderCount - 1] : dayOfDate(row[fields.lastOrderAt]);
	const firstDay = orderCount > 0 ? history.days[0] : dayOfDate(row[fields.firstOrderAt]);
	const givenSilence = isOwnDay ? nonNegative(row[fields.daysSinceLastOrder]) : undefined;
	const givenAge = isOwnDay ? nonNegative(row[fields.customerAgeDays]) : undefined;
	const daysSinceLastOrder = givenSilence ?? daysBetween(lastDay, day);
	return {
		history,
		orderCount,
		orderCountLifetime:
			history.days.length > 0
				? orderCount
				: (nonNegative(row[fields.orderCountLifetime]) ??
					(daysSinceLastOrder === undefined ? 0 : 1)),
		daysSinceLastOrder,
		customerAgeDays: daysBetween(firstDay, day) ?? givenAge,
	};
}

function daysBetween(from: number | undefined, to: number): number | undefined {
	return from === undefined || from > to ? undefined : to - from;
}

function nonNegative(value: unknown): number | undefined {
	const number = readNumber(value);
	return number >= 0 ? number : undefined;
}
