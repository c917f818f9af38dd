import type { OrderHistories } from '../btyd/orderHistories';

/** Days from the earliest first order to the end of observation, of the customer observed the longest. */
export function historyDays({ starts, days, asOfDays }: OrderHistories): number {
	let longest = 0;
	for (let customer = 0; customer < asOfDays.length; customer++) {
		if (starts[customer] === starts[customer + 1]) continue;
		longest = Math.max(longest, asOfDays[customer] - days[starts[customer]]);
	}
	return longest;
}

/** The horizon, but at most a third of the longest history. */
export function heldBackDays(histories: OrderHistories, horizonDays: number): number {
	return Math.min(Math.round(horizonDays), Math.floor(historyDays(histories) / 3));
}

const mostPasts = 4;
/** Pasts closer to each other than this give nearly the same result. */
const leastStepDays = 28;

/**
 * How many days before the end the held-back days end, for up to four pasts of the same length: 0 first, evenly spaced,
 * the earliest with a third of the history before it.
 */
export function pastsBefore(history: number, days: number): number[] {
	const room = Math.floor((2 * history) / 3) - days;
	const step = Math.min(days, Math.floor(room / (mostPasts - 1)));
	if (step >= leastStepDays) return Array.from({ length: mostPasts }, (_, i) => i * step);
	return room >= leastStepDays ? [0, room] : [0];
}
