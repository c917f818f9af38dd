import { z } from 'zod';
import { asOfDate, customerFieldNames, fieldName } from '../customers/customerFields';
import { outputFields } from '../customers/resultFields';
import { holdoutKeys } from '../holdout/holdoutKey';
import { InvalidInputError } from '../../values/invalidInputError';

const percent = z.number().min(0).max(100);

/** Money tiers, by their names, and the amount each begins at. */
const defaultMoneyTiers = [
	{ name: 'platinum', atLeast: 1000 },
	{ name: 'gold', atLeast: 500 },
	{ name: 'silver', atLeast: 100 },
	{ name: 'bronze', atLeast: 0 },
];

/** The reluctance to change customers' tiers. */
export interface Hysteresis {
	/**
	 * A change is applied at once if the value is past the limit of the old tier by this much, in percent of that limit.
	 */
	readonly marginPercent: number;
	/** Days after which a change is applied anyway. */
	readonly lastedDays: number;
}

/** Options of Assign Tier: bounds and defaults. Shares are percentages of the customers who have ordered. */
export const tierOptions = z.object({
	method: z.enum(['percentile', 'money']).default('percentile'),
	value: z
		.enum(['automatic', 'field', 'historicLtv', 'predictedClv', 'monetaryTotal'])
		.default('automatic'),
	valueField: z.string().default(''),
	moneyField: z.string().min(1).default('monetaryLast365'),
	moneyTiers: z
		.array(
			z.object({ name: z.string().max(100).default(''), atLeast: z.number().finite().default(0) }),
		)
		.min(1)
		.max(50)
		.default(defaultMoneyTiers),
	use: z.enum(['fit', 'savedModel']).default('fit'),
	savedModel: z.unknown().default(''),

	asOf: asOfDate,
	outputFields,
	championsShare: percent.default(1),
	vipShare: percent.default(10),
	highValueShare: percent.default(20),
	lowValueShare: percent.default(20),
	rankNewSeparately: z.boolean().default(true),
	cohortMinimum: z.number().int().min(1).max(1_000_000).default(100),
	newBelowDays: z.number().int().min(0).max(3650).default(90),
	matureFromDays: z.number().int().min(0).max(3650).default(180),
	lapsedAfterDays: z.number().int().min(1).max(3650).default(180),
	lifespanYears: z.number().positive().max(100).default(2),
	vipRule: z.enum(['share', 'strict', 'relaxed']).default('share'),
	vipStrictShare: percent.default(10),
	vipStrictTimesMedian: z.number().min(0).max(1000).default(2),
	vipStrictOrders: z.number().int().min(0).max(1000).default(3),
	vipRelaxedShare: percent.default(15),
	vipRelaxedPercentile: percent.default(75),
	vipCategoryMinimum: z.number().int().min(1).max(1_000_000).default(30),
	/** Whether a customer keeps the old tier until the value is well past its limit, or the tier has lasted for a while. */
	keepTiersSteady: z.boolean().default(false),
	steadyMarginPercent: z.number().min(0).max(1000).default(10),
	steadyDays: z.number().int().min(0).max(3650).default(30),
	holdoutShare: percent.default(0),
	holdoutSalt: z.string().max(200).default('holdout'),
	holdoutKey: z.enum(holdoutKeys).default('email'),

	fieldNames: z
		.object({
			...customerFieldNames,
			averageOrderValue: fieldName('averageOrderValue'),
			cohortMonth: fieldName('cohortMonth'),
			customerAgeDays: fieldName('customerAgeDays'),
			email: fieldName('email'),
			firstOrderAt: fieldName('firstOrderAt'),
			monetaryLast365: fieldName('monetaryLast365'),
			monetaryLifetime: fieldName('monetaryLifetime'),
			monetaryTotal: fieldName('monetaryTotal'),
			orderCount: fieldName('orderCount'),
			orderCountLast365: fieldName('orderCountLast365'),
			orderCountLifetime: fieldName('orderCountLifetime'),
			predictedClv: fieldName('predictedClv'),
			previousTier: fieldName('previousTier'),
			tierOfLastRun: fieldName('tier'),
			tierSince: fieldName('tierSince'),
			topCategory: fieldName('topCategory'),
		})
		.default({}),
});

export type TierOptions = z.output<typeof tierOptions>;

/** The hysteresis in the options; undefined: none. */
export function hysteresisOf(options: TierOptions): Hysteresis | undefined {
	if (!options.keepTiersSteady) return undefined;
	return { marginPercent: options.steadyMarginPercent, lastedDays: options.steadyDays };
}

/**
 * Checks options against each other: shares that overlap, tiers without a bottom, limits in the wrong order.
 *
 * Throws an `InvalidInputError` that names the option to change.
 */
export function checkTierOptions(options: TierOptions): void {
	const { championsShare, vipShare, highValueShare, lowValueShare } = options;
	need(
		championsShare <= vipShare,
		'vipShare',
		`at least the Champions share (${championsShare})`,
		vipShare,
	);
	need(
		vipShare <= highValueShare,
		'highValueShare',
		`at least the VIP share (${vipShare})`,
		highValueShare,
	);
	need(
		highValueShare + lowValueShare <= 100,
		'lowValueShare',
		`at most ${100 - highValueShare}, because High-Value covers customers down to the top ${highValueShare}%`,
		lowValueShare,
	);
	need(
		options.newBelowDays <= options.matureFromDays,
		'matureFromDays',
		`at least ${options.newBelowDays}, the end of the new-customer period`,
		options.matureFromDays,
	);
	need(
		options.value !== 'field' || options.method !== 'percentile' || options.valueField !== '',
		'valueField',
		'the name of the field to rank customers by',
		options.valueField,
	);
	checkMoneyTiers(options.moneyTiers);
}

/**
 * Requires money tiers with distinct names and amounts, one of which begins at 0 or below, so that everyone has a tier.
 */
function checkMoneyTiers(tiers: TierOptions['moneyTiers']): void {
	const names = new Set<string>();
	const amounts = new Set<number>();
	for (const [index, { name, atLeast }] of tiers.entries()) {
		need(name !== '', `moneyTiers.${index}.name`, 'a name', name);
		need(!names.has(name), `moneyTiers.${index}.name`, 'a name that no other tier has', name);
		need(
			!amounts.has(atLeast),
			`moneyTiers.${index}.atLeast`,
			'an amount that no other tier starts at',
			atLeast,
		);
		names.add(name);
		amounts.add(atLeast);
	}
	need(
		tiers.some(({ atLeast }) => atLeast <= 0),
		'moneyTiers',
		'one tier that starts at 0, for everyone below the others',
		tiers,
	);
}

function need(isMet: boolean, field: string, requirement: string, received: unknown): void {
	if (!isMet) throw new InvalidInputError(field, requirement, received);
}
