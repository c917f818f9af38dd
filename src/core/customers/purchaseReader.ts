import { walkOrderHistory } from './orderHistory';

/** Customers' purchases within a period, one entry per customer. */
export interface Purchases {
	/** First and last day of the period, counted from a customer's own day. */
	readonly from: number;
	readonly to: number;
	readonly revenue: Float64Array;
	readonly orders: Float64Array;
}

/** Amounts are added as ten-thousandths, so that sums are exact in every currency. */
const unitsPerAmount = 10_000;

/**
 * Returns the function that writes a customer's purchases into the columns of each period; it returns false where the
 * order history is missing or can't be read.
 */
export function purchaseReader(
	periods: readonly Purchases[],
): (place: number, orderHistory: unknown, ownDay: number) => boolean {
	let at = 0;
	let zeroDay = 0;
	const addOrder = (day: number, amount: number) => {
		for (let i = 0; i < periods.length; i++) {
			const { from, to, revenue, orders } = periods[i];
			if (day - zeroDay < from || day - zeroDay > to) continue;
			revenue[at] += Math.round(amount * unitsPerAmount);
			orders[at]++;
		}
	};
	return (place, orderHistory, ownDay) => {
		at = place;
		zeroDay = ownDay;
		for (let i = 0; i < periods.length; i++) periods[i].revenue[at] = periods[i].orders[at] = 0;
		if (orderHistory === undefined || !walkOrderHistory(orderHistory, addOrder)) return false;
		for (let i = 0; i < periods.length; i++) periods[i].revenue[at] /= unitsPerAmount;
		return true;
	};
}
