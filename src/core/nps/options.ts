import { z } from 'zod';
import { asOfDate, fieldName } from '../customers/customerFields';
import { outputFields } from '../customers/resultFields';

/** A column of the surveys; empty: it is found by its name and its values. */
const surveyColumn = z.string().trim().default('');
const minimum = z.number().int().min(1).max(1_000_000);

/** All options of Analyze NPS, with bounds and defaults. */
export const npsOptions = z.object({
	/** Names of fields of the surveys or the customers, and `discountBand`, separated by commas. */
	breakdownBy: z.string().default('tier, rfmSegment, topBrand, topCategory, discountBand'),
	/** A customer who answered is surveyed again after this many days. */
	surveyEveryDays: z.number().int().min(1).max(3650).default(90),
	/** Of the full price; a discount is deducted from it. */
	marginPercent: z.number().min(0).max(100).default(50),
	outputFields,

	/** Codes of tiers whose promoters are ambassadors, separated by commas. */
	ambassadorTiers: z.string().default('champions, vip, highValue'),
	/** Codes of tiers whose detractors come first, separated by commas. */
	urgentTiers: z.string().default('champions, vip'),
	/** A value with fewer answers is not judged. */
	leastAnswers: minimum.default(30),
	/** Tiers with fewer answers are left out of the weighted NPS. */
	leastAnswersPerTier: minimum.default(10),
	/** How dates such as 01/02/2026 are written. */
	dateFormat: z.enum(['automatic', 'dayFirst', 'monthFirst']).default('automatic'),
	/** Empty: the latest day of the customers, else now. */
	asOf: asOfDate,

	surveyFields: z
		.object({
			answeredAt: surveyColumn,
			customerId: surveyColumn,
			discountPercent: surveyColumn,
			email: surveyColumn,
			score: surveyColumn,
			surveyId: surveyColumn,
		})
		.default({}),
	fieldNames: z
		.object({
			asOf: fieldName('asOf'),
			averageOrderValue: fieldName('averageOrderValue'),
			customerId: fieldName('customerId'),
			discountShare: fieldName('discountShare'),
			email: fieldName('email'),
			emailConsent: fieldName('emailConsent'),
			lastOrderAt: fieldName('lastOrderAt'),
			marginPercent: fieldName('marginPercent'),
			orderCount: fieldName('orderCountLifetime'),
			suppressedChannels: fieldName('suppressedChannels'),
			tier: fieldName('tier'),
			valueScoreBand: fieldName('valueScoreBand'),
		})
		.default({}),
});

export type NpsOptions = z.output<typeof npsOptions>;
