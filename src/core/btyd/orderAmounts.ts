import type { OrderHistories } from './orderHistories';

/** The order days that an order's value is estimated from: all of them, or those after the first as in the papers. */
export const orderValueSources = ['allOrders', 'repeatOrders'] as const;

export type OrderValueSource = (typeof orderValueSources)[number];

/** What is known about customers' order values, one entry per customer. */
export interface OrderAmounts {
	/** Counted order days; 0 where their mean isn't positive and so has no information. */
	readonly counts: Float64Array;
	readonly means: Float64Array;
}

/**
 * Counts and means of customers' spend on their order days.
 *
 * @param customers positions in the order histories
 * @param highestAmount larger amounts count as this one
 */
export function orderAmounts(
	{ starts, amounts }: OrderHistories,
	customers: Int32Array,
	source: OrderValueSource,
	highestAmount = Infinity,
): OrderAmounts {
	const counts = new Float64Array(customers.length);
	const means = new Float64Array(customers.length);
	const skipped = source === 'allOrders' ? 0 : 1;
	for (let place = 0; place < customers.length; place++) {
		const first = starts[customers[place]] + skipped;
		const end = starts[customers[place] + 1];
		let sum = 0;
		for (let order = first; order < end; order++) sum += Math.min(amounts[order], highestAmount);
		if (!(sum > 0)) continue;
		counts[place] = end - first;
		means[place] = sum / (end - first);
	}
	return { counts, means };
}
