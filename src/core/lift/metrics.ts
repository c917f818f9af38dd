import type { Outcomes } from './outcomes';

/** How a metric is compared. */
interface Metric {
	/** What a person calls it, at the beginning of a sentence. */
	readonly name: string;
	/** `mean`: Welch's test; `share`: yes or no for each customer, so Newcombe's interval. */
	readonly kind: 'mean' | 'share';
	readonly value: (outcomes: Outcomes, i: number) => number;
	/** The same in the period before the assignment. */
	readonly before: (outcomes: Outcomes, i: number) => number;
}

/** What is compared between the groups, customer by customer. */
export const metrics = {
	revenue: {
		name: 'Revenue per customer',
		kind: 'mean',
		value: ({ revenue }, i) => revenue[i],
		before: ({ revenueBefore }, i) => revenueBefore[i],
	},
	conversion: {
		name: 'Share of customers who ordered',
		kind: 'share',
		value: ({ orders }, i) => (orders[i] > 0 ? 1 : 0),
		before: ({ ordersBefore }, i) => (ordersBefore[i] > 0 ? 1 : 0),
	},
	orders: {
		name: 'Orders per customer',
		kind: 'mean',
		value: ({ orders }, i) => orders[i],
		before: ({ ordersBefore }, i) => ordersBefore[i],
	},
	margin: {
		name: 'Margin per customer',
		kind: 'mean',
		value: ({ revenue, marginPercent }, i) => (revenue[i] * marginPercent[i]) / 100,
		before: ({ revenueBefore, marginPercent }, i) => (revenueBefore[i] * marginPercent[i]) / 100,
	},
} as const satisfies Record<string, Metric>;

export type MetricCode = keyof typeof metrics;

export const metricCodes = Object.keys(metrics) as MetricCode[];
