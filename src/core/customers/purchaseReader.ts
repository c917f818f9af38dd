import { walkOrderHistory } from './orderHistory';

/** What customers bought within some days, one entry a customer. */
export interface Purchases {
	/** First and last of these days, counted from a customer's own day. */
	readonly from: number;
	readonly to: number;
	readonly revenue: Float64Array;
	readonly orders: Float64Array;
}

/** Amounts are added in ten-thousandths, so that sums are exact in every currency. */
const unitsPerAmount = 10_000;

/**
 * Makes the function that writes what a customer bought into its place of each period; it returns false where the order
 * history can't be read, or isn't there.
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
