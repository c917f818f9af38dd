import type { OrderHistories } from '../btyd/orderHistories';

/** The horizon, but at most a third of the longest history. */
export function heldBackDays(histories: OrderHistories, horizonDays: number): number {
	let longest = 0;
	for (let customer = 0; customer < histories.asOfDays.length; customer++) {
		if (histories.starts[customer] === histories.starts[customer + 1]) continue;
		const age = histories.asOfDays[customer] - histories.days[histories.starts[customer]];
		if (age > longest) longest = age;
	}
	return Math.min(Math.round(horizonDays), Math.floor(longest / 3));
}
