import { z } from 'zod';
import { asOfDate, fieldName } from '../customers/customerFields';

/** How later value is measured. */
export const targets = ['revenue', 'margin', 'orders'] as const;

/** All options of Tune Score, with bounds and defaults. */
export const tuneOptions = z.object({
	target: z.enum(targets).default('revenue'),
	/** Days after the day of scoring whose orders count: 1 to this. */
	horizonDays: z.number().int().min(1).max(3650).default(180),
	/** Where the features come from: the points that each rule gave, or fields of the customer. */
	featuresFrom: z.enum(['rules', 'fields']).default('rules'),
	/** The rules that customers were scored by. */
	rulesFrom: z.enum(['standard', 'json']).default('standard'),
	/** A rule set, or the model of Score Customer, which holds one. */
	rulesJson: z.unknown().default(''),
	/** Names of fields, separated by commas. */
	featureFields: z.string().default(''),
	/** Of revenue; for a customer without a margin of its own. */
	marginPercent: z.number().min(0).max(100).default(50),

	/** A rule with fewer customers keeps its points. */
	leastPerRule: z.number().int().min(2).max(1_000_000).default(50),
	/** Day of scoring; empty: the day of the scored customers. */
	asOfThen: asOfDate,
	/** Day up to which later orders are known; empty: the day of the later customers. */
	asOf: asOfDate,

	fieldNames: z
		.object({
			asOf: fieldName('asOf'),
			customerId: fieldName('customerId'),
			daysSinceLastOrder: fieldName('daysSinceLastOrder'),
			marginPercent: fieldName('marginPercent'),
			monetaryTotal: fieldName('monetaryTotal'),
			orderHistory: fieldName('orderHistory'),
			rfmScore: fieldName('rfmScore'),
			scoreReasons: fieldName('scoreReasons'),
			valueScore: fieldName('valueScore'),
			valueScoreBand: fieldName('valueScoreBand'),
		})
		.default({}),
});

export type TuneOptions = z.output<typeof tuneOptions>;
