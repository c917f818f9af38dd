import { daysBetween, type CustomerTable } from '../customers/customerTable';
import { ordersUpTo, type OrderHistory } from '../customers/orderHistory';

/** What scoring knows about a customer's orders on one day. */
export interface CustomerFacts {
	readonly history: OrderHistory;
	/** How many orders of the history, from the first, are not after the day. */
	readonly orderCount: number;
	/** The values that `field` rules see under these names instead of the row's own fields; NaN where not known. */
	readonly orderCountLifetime: number;
	readonly daysSinceLastOrder: number;
	readonly customerAgeDays: number;
}

/** The facts of a visitor, who is known only from events. */
export const factsOfVisitor: CustomerFacts = {
	history: { days: [], amounts: [] },
	orderCount: 0,
	orderCountLifetime: 0,
	daysSinceLastOrder: NaN,
	customerAgeDays: NaN,
};

/**
 * The orders of customer i on a day; undefined where the order history can't be read.
 *
 * Without a history the fields of Compute RFM are used.
 */
export function readCustomerFacts(
	table: CustomerTable,
	i: number,
	day: number,
): CustomerFacts | undefined {
	const history = table.history(i);
	if (history === undefined) return undefined;
	const orderCount = ordersUpTo(history, day);
	const given = table.givenDaysSinceLastOrder(i);
	const counted = given >= 0 ? given : daysBetween(table.lastOrderDay(i, day, history), day);
	return {
		history,
		orderCount,
		orderCountLifetime: history.days.length > 0 ? orderCount : orderCountOf(table, i, counted),
		daysSinceLastOrder: counted === Infinity ? NaN : counted,
		customerAgeDays: notNegative(table.customerAgeDays(i, day)),
	};
}

/** A customer with a last order but no count has ordered once. */
function orderCountOf(table: CustomerTable, i: number, daysSinceLastOrder: number): number {
	const count = notNegative(table.orderCount(i));
	return Number.isNaN(count) ? (Number.isNaN(daysSinceLastOrder) ? 0 : 1) : count;
}

function notNegative(number: number): number {
	return number >= 0 ? number : NaN;
}
