import { z } from 'zod';
import { dayOfDate } from '../../values/days';

const fieldName = (name: string) => z.string().min(1).default(name);
const optionalField = (name: string) => z.string().default(name);
const percent = z.number().min(0).max(100);
const date = z
	.string()
	.refine((text) => text === '' || dayOfDate(text) !== undefined, {
		message: 'a date such as 2026-01-31, or nothing',
	})
	.default('');

/** The metrics that Measure Lift compares and can decide by. */
const primaryMetrics = ['revenue', 'conversion', 'orders', 'margin'] as const;

/** All options of Measure Lift, with bounds and defaults. */
export const liftOptions = z.object({
	primaryMetric: z.enum(primaryMetrics).default('revenue'),
	/** Days after the assignment whose orders count: 1 to this. */
	windowDays: z.number().int().min(1).max(3650).default(28),
	/** Intended share of customers in the control group; 0: not known, so the sizes are not tested. */
	controlShare: z.number().min(0).max(99.99).default(10),
	/** Without rows on input Assignments: the day everybody was assigned. */
	start: date,
	/** Names of fields, separated by commas. */
	breakdownBy: z.string().default(''),
	/** Of revenue; for incremental margin. */
	marginPercent: percent.default(50),

	alwaysValid: z.boolean().default(true),
	cuped: z.boolean().default(true),
	prePeriodDays: z.number().int().min(1).max(3650).default(365),
	/** Customers of both groups at which the always-valid interval is tightest. */
	plannedCustomers: z.number().int().min(2).max(100_000_000).default(5000),
	confidencePercent: z.number().min(50).max(99.99).default(95),
	powerPercent: z.number().min(50).max(99.99).default(80),
	/** The smallest lift that matters. */
	minimumEffectPercent: z.number().min(0.1).max(1000).default(20),
	leastPerGroup: z.number().int().min(2).max(1_000_000).default(100),
	leastConverters: z.number().int().min(0).max(1_000_000).default(25),
	costPerMessage: z.number().min(0).max(1_000_000).default(0),
	/** Amounts above this percentile of the positive ones are cut down to it; 0: none are. */
	winsorizePercentile: percent.default(0),
	/** A customer above this share of a group's revenue is reported. */
	whaleSharePercent: percent.default(20),
	/** Empty: the day that the customers come with. */
	asOf: date,

	fieldNames: z
		.object({
			asOf: fieldName('asOf'),
			assignedAt: fieldName('assignedAt'),
			customerId: fieldName('customerId'),
			discountGiven: optionalField('discountGiven'),
			emailsSent: optionalField('emailsSent'),
			holdoutGroup: fieldName('holdoutGroup'),
			marginPercent: optionalField('marginPercent'),
			orderHistory: fieldName('orderHistory'),
			unsubscribed: optionalField('unsubscribed'),
		})
		.default({}),
});

export type LiftOptions = z.output<typeof liftOptions>;
