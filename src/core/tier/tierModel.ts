import { z } from 'zod';
import { modelVersion } from '../model/modelVersion';

const cut = z.number().finite().nullable();
const days = z.number().int().min(0);
const percent = z.number().min(0).max(100);

const common = {
	kind: z.literal('tier'),
	version: z.string().optional(),
	/** `predictedClv`, `monetaryTotal` or `historicLtv`, whatever these fields are called, or the name of another field. */
	valueField: z.string().min(1),
	lifespanYears: z.number().positive(),
	newBelowDays: days,
	matureFromDays: days,
	lapsedAfterDays: days,
};

/** Cut points of one group of customers that are ranked together. */
const rankedGroup = z.object({
	/** `all`, `established` (maturing and mature), `new`, or a cohort month of new customers as `YYYY-MM`. */
	group: z
		.string()
		.regex(/^(all|established|new|\d{4}-\d{2})$/, 'all, established, new or a month as YYYY-MM'),
	/** How many customers the cuts were taken from. */
	customers: z.number().int().min(1),
	cuts: z.object({ champions: cut, vip: cut, highValue: cut, midTier: cut }),
});

const percentileModel = z.object({
	...common,
	method: z.literal('percentile'),
	shares: z.object({ champions: percent, vip: percent, highValue: percent, lowValue: percent }),
	/** Least number of new customers that makes a cohort month a group of its own; null: everybody is ranked together. */
	cohortMinimum: z.number().int().min(1).nullable(),
	groups: z.array(rankedGroup).min(1).max(2000),
});

const moneyModel = z.object({
	...common,
	method: z.literal('money'),
	/** Best first. */
	tiers: z
		.array(z.object({ name: z.string().min(1), atLeast: z.number().finite() }))
		.min(1)
		.max(50),
});

/** What a saved tier model holds. */
export const tierModel = z.discriminatedUnion('method', [percentileModel, moneyModel]);

export type TierModel = z.output<typeof tierModel>;
export type MoneyModel = z.output<typeof moneyModel>;
export type PercentileModel = z.output<typeof percentileModel>;
export type RankedGroup = z.output<typeof rankedGroup>;

/** Names a tier model by its content; a model that was edited by hand gets another version. */
export function versionOfTierModel(model: TierModel): string {
	const { version: _, ...content } = model;
	return modelVersion(content);
}
