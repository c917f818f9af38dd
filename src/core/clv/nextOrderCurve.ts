import type { OrderHistories } from '../btyd/orderHistories';

/** The chance that customers order again after their order number `orderNumber`. */
export interface NextOrderChance {
	/** 1 is the first order; the last entry includes all later ones. */
	readonly orderNumber: number;
	/** Within the requested days; shrunk towards the chances usual for shops. */
	readonly chance: number;
	/** Orders whose outcome is known: followed by another in time, or old enough. */
	readonly knownOrders: number;
}

const longestCurve = 15;
const priorOrders = 20;

/**
 * The chance of a next order within `days` days by order number, 1 to 15.
 *
 * Kaplan–Meier over the gaps, so that a recent order counts for as long as it was observed. Shrunk with the weight of
 * 20 orders to (3k+1)/(3k+8), usual for shops after order k. Orders are order days.
 */
export function nextOrderCurve(histories: OrderHistories, days: number): NextOrderChance[] {
	const { starts, days: orderDays, asOfDays } = histories;
	const gaps: number[][] = [];
	const censored: number[][] = [];
	for (let k = 0; k < longestCurve; k++) {
		gaps.push([]);
		censored.push([]);
	}
	for (let customer = 0; customer < asOfDays.length; customer++) {
		for (let order = starts[customer]; order < starts[customer + 1]; order++) {
			const k = Math.min(order - starts[customer], longestCurve - 1);
			if (order + 1 < starts[customer + 1]) gaps[k].push(orderDays[order + 1] - orderDays[order]);
			else censored[k].push(asOfDays[customer] - orderDays[order]);
		}
	}
	return gaps.map((known, index) => {
		const orderNumber = index + 1;
		const prior = (3 * orderNumber + 1) / (3 * orderNumber + 8);
		const knownOrders = known.length + censored[index].filter((age) => age >= days).length;
		const share = 1 - shareWithoutOrder(known, censored[index], days);
		return {
			orderNumber,
			chance: (share * knownOrders + prior * priorOrders) / (knownOrders + priorOrders),
			knownOrders,
		};
	});
}

/** Kaplan–Meier: the share that has not ordered again after `days` days. */
function shareWithoutOrder(gaps: number[], censored: number[], days: number): number {
	const ordered = gaps.sort((a, b) => a - b);
	const left = censored.sort((a, b) => a - b);
	let share = 1;
	let watched = ordered.length + left.length;
	let l = 0;
	for (let i = 0; i < ordered.length && ordered[i] <= days; ) {
		const gap = ordered[i];
		while (l < left.length && left[l] < gap) {
			l++;
			watched--;
		}
		let events = 0;
		for (; i < ordered.length && ordered[i] === gap; i++) events++;
		share *= 1 - events / watched;
		watched -= events;
	}
	return share;
}
