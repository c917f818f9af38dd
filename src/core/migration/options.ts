import { z } from 'zod';
import { dayOfDate } from '../../values/days';

const fieldName = (name: string) => z.string().min(1).default(name);
const date = z
	.string()
	.refine((text) => text === '' || dayOfDate(text) !== undefined, {
		message: 'a date such as 2026-01-31, or nothing',
	})
	.default('');

/** All options of Track Migration, with bounds and defaults. */
export const migrationOptions = z.object({
	cutPoints: z.enum(['asGiven', 'frozen']).default('asGiven'),
	/** Frozen: the tier model that places the customers of both runs. */
	savedModel: z.unknown().default(''),
	/** As given: the field whose values are the groups. */
	groupField: z.string().min(1).default('tier'),
	/** Best first, separated by commas; empty: the ladder of the tiers, for the field tier. */
	groupOrder: z.string().default(''),
	/** Empty: the days in the rows. */
	asOf: date,
	asOfThen: date,
	leastPerGroup: z.number().int().min(1).max(1_000_000).default(100),

	fieldNames: z
		.object({
			asOf: fieldName('asOf'),
			churnStatus: fieldName('churnStatus'),
			cohortMonth: fieldName('cohortMonth'),
			customerAgeDays: fieldName('customerAgeDays'),
			customerId: fieldName('customerId'),
			lapsedHighValue: fieldName('lapsedHighValue'),
			lastOrderAt: fieldName('lastOrderAt'),
			monetaryLast365: fieldName('monetaryLast365'),
			tierValue: fieldName('tierValue'),
		})
		.default({}),
});

export type MigrationOptions = z.output<typeof migrationOptions>;
