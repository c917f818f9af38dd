import type { Outcomes } from './outcomes';

/** How a metric is compared. */
interface Metric {
	/** Its name at the beginning of a sentence. */
	readonly name: string;
	/** `mean`: Welch's test; `share`: yes or no for each customer, so Newcombe's interval. */
	readonly kind: 'mean' | 'share';
	/** The value of each customer. */
	readonly values: (outcomes: Outcomes) => Float64Array;
	/** The same in the period before the assignment. */
	readonly before: (outcomes: Outcomes) => Float64Array;
}

/** The metrics that are compared between the groups. */
export const metrics = {
	revenue: {
		name: 'Revenue per customer',
		kind: 'mean',
		values: ({ revenue }) => revenue,
		before: ({ revenueBefore }) => revenueBefore,
	},
	conversion: {
		name: 'Share of customers who ordered',
		kind: 'share',
		values: ({ orders }) => anyOf(orders),
		before: ({ ordersBefore }) => anyOf(ordersBefore),
	},
	orders: {
		name: 'Orders per customer',
		kind: 'mean',
		values: ({ orders }) => orders,
		before: ({ ordersBefore }) => ordersBefore,
	},
	margin: {
		name: 'Margin per customer',
		kind: 'mean',
		values: ({ revenue, marginPercent }) => percentOf(revenue, marginPercent),
		before: ({ revenueBefore, marginPercent }) => percentOf(revenueBefore, marginPercent),
	},
} as const satisfies Record<string, Metric>;

export type MetricCode = keyof typeof metrics;

export const metricCodes = Object.keys(metrics) as MetricCode[];

function anyOf(counts: Float64Array): Float64Array {
	return counts.map((count) => (count > 0 ? 1 : 0));
}

function percentOf(amounts: Float64Array, percents: Float64Array): Float64Array {
	return amounts.map((amount, i) => (amount * percents[i]) / 100);
}
