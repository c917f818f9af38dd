import { z } from 'zod';
import { modelVersion } from '../model/modelVersion';

const cut = z.number().finite().nullable();
const days = z.number().int().min(0);
const percent = z.number().min(0).max(100);

const limits = {
	/** How many customers the limits are based on. */
	customers: z.number().int().min(1),
	/** Of their average order values. */
	median: z.number().finite(),
	percentile: z.number().finite(),
};

/** The limits of the two VIP rules, and which of them decides the tier. */
const vipRules = z.object({
	rule: z.enum(['share', 'strict', 'relaxed']),
	strictShare: percent,
	strictTimesMedian: z.number().min(0).finite(),
	strictOrders: z.number().int().min(0),
	relaxedShare: percent,
	relaxedPercentile: percent,
	/** Fewest customers for a category to have its own limits. */
	categoryMinimum: z.number().int().min(1),
	/** Lowest values of both top shares, by group that is ranked together. */
	groups: z.array(z.object({ group: z.string(), strict: cut, relaxed: cut })).max(2000),
	/** For customers of small categories, and without one; null where nobody has an average order value. */
	all: z.object(limits).nullable(),
	categories: z.array(z.object({ category: z.string(), ...limits })),
});

const common = {
	kind: z.literal('tier'),
	version: z.string().optional(),
	/**
	 * `predictedClv`, `monetaryTotal` or `historicLtv`, whatever these fields are called, or the name of another field.
	 */
	valueField: z.string().min(1),
	lifespanYears: z.number().positive(),
	newBelowDays: days,
	matureFromDays: days,
	lapsedAfterDays: days,
	/** Undefined in models from before these rules: nobody is a VIP by them. */
	vip: vipRules.optional(),
};

/** Cut points of one group of customers that are ranked together. */
const rankedGroup = z.object({
	/** `all`, `established` (maturing and mature), `new`, or a cohort month of new customers as `YYYY-MM`. */
	group: z
		.string()
		.regex(/^(all|established|new|\d{4}-\d{2})$/, 'all, established, new or a month as YYYY-MM'),
	/** How many customers the cuts are based on. */
	customers: z.number().int().min(1),
	cuts: z.object({ champions: cut, vip: cut, highValue: cut, midTier: cut }),
});

const percentileModel = z.object({
	...common,
	method: z.literal('percentile'),
	shares: z.object({ champions: percent, vip: percent, highValue: percent, lowValue: percent }),
	/** Fewest new customers for a cohort month to be its own group; null where everybody is ranked together. */
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

/** A saved tier model; one whose limits contradict each other was edited by hand and is refused. */
export const tierModel = z
	.discriminatedUnion('method', [percentileModel, moneyModel])
	.superRefine((model, context) => {
		const need = (isMet: boolean, path: Array<string | number>, message: string) => {
			if (!isMet) context.addIssue({ code: z.ZodIssueCode.custom, path, message });
		};
		need(
			model.newBelowDays <= model.matureFromDays,
			['matureFromDays'],
			`at least ${model.newBelowDays}, the end of the new-customer period`,
		);
		if (model.method === 'money') {
			const falls = isFalling(model.tiers.map(({ atLeast }) => atLeast));
			need(falls, ['tiers'], 'tiers from the highest amount to the lowest');
			return;
		}
		const { champions, vip, highValue, lowValue } = model.shares;
		const isNested = champions <= vip && vip <= highValue && highValue + lowValue <= 100;
		need(
			isNested,
			['shares'],
			'shares that rise from Champions to High-Value and leave room for Low-Value',
		);
		model.groups.forEach(({ cuts }, index) => {
			const falls = isFalling([cuts.champions, cuts.vip, cuts.highValue, cuts.midTier]);
			need(falls, ['groups', index, 'cuts'], 'cut points that fall from tier to tier');
		});
	});

/** Tiers that nobody reached have no cut point. */
function isFalling(limits: ReadonlyArray<number | null>): boolean {
	const reached = limits.filter((limit) => limit !== null);
	return reached.every((limit, index) => index === 0 || limit < reached[index - 1]);
}

export type TierModel = z.output<typeof tierModel>;
export type MoneyModel = z.output<typeof moneyModel>;
export type PercentileModel = z.output<typeof percentileModel>;
export type VipRules = z.output<typeof vipRules>;
export type CategoryLimits = Omit<VipRules['categories'][number], 'category'>;
export type RankedGroup = z.output<typeof rankedGroup>;

/** Names a tier model by its content; a model that was edited by hand gets another version. */
export function versionOfTierModel(model: TierModel): string {
	const { version: _, ...content } = model;
	return modelVersion(content);
}
