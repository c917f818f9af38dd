import { readOrderHistory } from '../customers/orderHistory';

/** What a customer bought in a number of days. */
export interface Purchases {
	readonly revenue: number;
	readonly orders: number;
}

/** What a customer bought before and after the assignment. */
export interface CustomerOutcome {
	/** Days 1 to N after the day of assignment. */
	readonly after: Purchases;
	/** Days −M to −1. */
	readonly before: Purchases;
	/** Days from the first order on or before the assignment; NaN without one. */
	readonly ageDays: number;
}

/** Amounts are added in ten-thousandths, so that sums are exact in every currency. */
const unitsPerAmount = 10_000;

/**
 * What a customer bought in the outcome window and in the period before the assignment.
 *
 * Orders on the day of assignment count for neither side: nobody knows which came first. Undefined where the order
 * history can't be read, or isn't there.
 *
 * @param day day number of the assignment
 */
export function customerOutcome(
	orderHistory: unknown,
	day: number,
	windowDays: number,
	prePeriodDays: number,
): CustomerOutcome | undefined {
	if (orderHistory === undefined) return undefined;
	const history = readOrderHistory(orderHistory);
	if (history === undefined) return undefined;
	const { days, amounts } = history;
	let units = 0;
	let orders = 0;
	let unitsBefore = 0;
	let ordersBefore = 0;
	for (let i = 0; i < days.length; i++) {
		const since = days[i] - day;
		if (since >= 1 && since <= windowDays) {
			units += Math.round(amounts[i] * unitsPerAmount);
			orders++;
		} else if (since <= -1 && since >= -prePeriodDays) {
			unitsBefore += Math.round(amounts[i] * unitsPerAmount);
			ordersBefore++;
		}
	}
	return {
		after: { revenue: units / unitsPerAmount, orders },
		before: { revenue: unitsBefore / unitsPerAmount, orders: ordersBefore },
		ageDays: days.length > 0 && days[0] <= day ? day - days[0] : NaN,
	};
}
