import { z } from 'zod';
import { outputFields } from '../customers/resultFields';
import { orderOptions } from '../orders/options';

const thresholds = z
	.string()
	.trim()
	.regex(/^(\s*-?\d+(\.\d+)?\s*(,|$))*$/, 'numbers separated by commas, such as 30, 90, 180, 365')
	.default('');

/** One group of a custom segment table: a rectangle of recency and frequency scores on a scale of five. */
const segmentRule = z.object({
	segment: z.string().trim().min(1).default(''),
	recencyFrom: z.number().int().min(1).max(5).default(1),
	recencyTo: z.number().int().min(1).max(5).default(5),
	frequencyFrom: z.number().int().min(1).max(5).default(1),
	frequencyTo: z.number().int().min(1).max(5).default(5),
});

export type SegmentRule = z.output<typeof segmentRule>;

/** All options of Compute RFM: how orders are read, and how customers are scored. */
export const rfmOptions = orderOptions.extend({
	/** Whether cut points come from this input or from a saved model. */
	use: z.enum(['fit', 'savedModel']).default('fit'),
	/** The `model` of an earlier run's summary: JSON text or an object. */
	savedModel: z.unknown().default(''),
	/** How many scores there are: 1 is the worst, `bins` the best. */
	bins: z.number().int().min(3).max(10).default(5),
	/**
	 * How each score is cut: by quantiles, by the given thresholds, or (frequency, five bins) by order counts 1, 2, 3, 4,
	 * 5+.
	 */
	recencyMethod: z.enum(['quantiles', 'thresholds']).default('quantiles'),
	frequencyMethod: z.enum(['orderCounts', 'quantiles', 'thresholds']).default('orderCounts'),
	monetaryMethod: z.enum(['quantiles', 'thresholds']).default('quantiles'),
	/** Most days since the last order for each score from the best down: bins − 1 ascending numbers. */
	recencyThresholds: thresholds,
	/** Fewest orders for each score from 2 up: bins − 1 ascending numbers. */
	frequencyThresholds: thresholds,
	/** Least money for each score from 2 up: bins − 1 ascending numbers in major units. */
	monetaryThresholds: thresholds,
	recencyWeight: z.number().min(0).max(100).default(1),
	frequencyWeight: z.number().min(0).max(100).default(1),
	monetaryWeight: z.number().min(0).max(100).default(1),
	segmentMap: z.enum(['standard', 'sixGroups', 'reveal', 'own']).default('standard'),
	/** Custom segments; together they cover each of the 25 cells exactly once. */
	segments: z.array(segmentRule).default([]),
	/** W of the frequency trend: orders of the last W days against the W days before. */
	trendDays: z.number().int().min(1).max(3650).default(180),
	/** Whether each customer is paired to all of its orders instead of one. */
	pairAllOrders: z.boolean().default(false),
	outputFields,
});

export type RfmOptions = z.output<typeof rfmOptions>;
