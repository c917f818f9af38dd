import { z } from 'zod';
import { asOfDate, fieldName } from '../customers/customerFields';
import { outputFields } from '../customers/resultFields';
import { playbookNames } from './playbooks';
import { tierPlay, winBackMessage } from './playbookTables';

const percent = () => z.number().min(0).max(100);

/** All options of Plan Offers, with bounds and defaults. */
export const planOptions = z.object({
	/** A playbook by name, or custom tables. */
	playbook: z.enum([...playbookNames, 'custom']).default('fashion'),
	/** With the playbook `custom`: the playbook that is used where no custom table is given. */
	startFrom: z.enum(playbookNames).default('fashion'),
	/** With the playbook `custom`. */
	tierPlays: z.array(tierPlay).optional(),
	/** With the playbook `custom`. */
	winBackMessages: z.array(winBackMessage).optional(),

	offerKind: z.enum(['percent', 'amount']).default('percent'),
	/** The offer planned for everybody without an own one in a field. */
	offer: z.number().min(0).max(1_000_000_000).default(15),
	/** Of revenue, before any discount; for a customer without a margin of its own. */
	marginPercent: percent().default(50),
	/** The largest share of the predicted margin that an offer may cost. */
	sharePercent: percent().default(30),

	/** Smaller offers have no effect: below this nothing is offered. */
	leastPercent: percent().default(5),
	/** A customer with at least this share of discounts counts as dependent on them. */
	discountDependentPercent: percent().default(50),
	/** Empty: each customer's own `asOf`. */
	asOf: asOfDate,
	outputFields,

	fieldNames: z
		.object({
			asOf: fieldName('asOf'),
			averageOrderValue: fieldName('averageOrderValue'),
			bounced: fieldName('bounced'),
			complained: fieldName('complained'),
			currency: fieldName('currency'),
			customerId: fieldName('customerId'),
			deletionRequested: fieldName('deletionRequested'),
			discountShare: fieldName('discountShare'),
			emailConsent: fieldName('emailConsent'),
			firstOrderDiscounted: fieldName('firstOrderDiscounted'),
			fullPriceOrderCount: fieldName('fullPriceOrderCount'),
			holdoutGroup: fieldName('holdoutGroup'),
			marginPercent: fieldName('marginPercent'),
			offer: fieldName('offer'),
			orderCount: fieldName('orderCountLifetime'),
			predictedAverageOrderValue: fieldName('predictedAverageOrderValue'),
			predictedSpend: fieldName('predictedSpend'),
			pushConsent: fieldName('pushConsent'),
			smsConsent: fieldName('smsConsent'),
			suppressedChannels: fieldName('suppressedChannels'),
			tier: fieldName('tier'),
			winBackAllowed: fieldName('winBackAllowed'),
			winBackSince: fieldName('winBackSince'),
			winBackState: fieldName('winBackState'),
		})
		.default({}),
});

export type PlanOptions = z.output<typeof planOptions>;
