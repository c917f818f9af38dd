import type { OrderHistories } from './orderHistories';

/** Which order days tell what a customer's orders are worth: all of them, or those after the first as in the papers. */
export const orderValueSources = ['allOrders', 'repeatOrders'] as const;

export type OrderValueSource = (typeof orderValueSources)[number];

/** What is known of customers' order values, one place per customer. */
export interface OrderAmounts {
	/** Order days that count; 0 where their mean isn't positive, so that it says nothing. */
	readonly counts: Float64Array;
	readonly means: Float64Array;
}

/**
 * Counts and means of what customers spent on their order days.
 *
 * @param customers places in the order histories
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
