import { z } from 'zod';
import { asOfDate, fieldName } from '../customers/customerFields';

/** Languages of the fixed texts; each has a file in `src/report/texts`. */
export const reportLanguages = ['en', 'de', 'es'] as const;

/** Image formats that browsers show without running anything in them. */
const logo = z
	.string()
	.trim()
	.max(300_000)
	.regex(/^(data:image\/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2})?$/, {
		message: 'a picture as a data URI such as data:image/png;base64,iVBORw0…, or nothing',
	});

/**
 * All options of Value Report, with bounds and defaults. They are here, not beside the page, because presets hold them.
 */
export const reportOptions = z.object({
	/** Empty: the language's own. */
	title: z.string().trim().max(120).default(''),
	language: z.enum(reportLanguages).default('en'),
	accentColor: z
		.string()
		.trim()
		.regex(/^#[0-9a-fA-F]{6}$/, { message: 'a color such as #4338ca' })
		.default('#4338ca'),
	logo: logo.default(''),

	/** The cost of acquiring one customer, to compare with the predicted margin; 0: not known. */
	acquisitionCost: z.number().min(0).max(1_000_000_000).default(0),
	/** Day of the report; empty: the day of the customers. */
	asOf: asOfDate,
	/** ISO 4217; empty: that of the customers or of Compute RFM. */
	currency: z
		.string()
		.trim()
		.toUpperCase()
		.regex(/^([A-Z]{3})?$/, { message: 'a currency code such as EUR, or nothing' })
		.default(''),
	/** BCP 47; empty: that of the language. */
	locale: z
		.string()
		.trim()
		.refine(isLocale, { message: 'a locale such as en-GB, or nothing' })
		.default(''),
	/** How many of the best customers are named; 0: none. */
	topCustomers: z.number().int().min(0).max(100).default(0),

	fieldNames: z
		.object({
			asOf: fieldName('asOf'),
			churnStatus: fieldName('churnStatus'),
			currency: fieldName('currency'),
			customerId: fieldName('customerId'),
			daysSinceLastOrder: fieldName('daysSinceLastOrder'),
			monetaryLast365: fieldName('monetaryLast365'),
			monetaryTotal: fieldName('monetaryTotal'),
			orderCount: fieldName('orderCountLifetime'),
			predictedClv: fieldName('predictedClv'),
			tier: fieldName('tier'),
		})
		.default({}),
});

export type ReportOptions = z.output<typeof reportOptions>;

function isLocale(tag: string): boolean {
	if (tag === '') return true;
	try {
		return Intl.getCanonicalLocales(tag).length === 1;
	} catch {
		return false;
	}
}
