import { tierNames } from '../tier/tierCodes';
import { churnReasons } from './churnReasons';
import { highestOrderNumber } from './neverReturnShares';
import type { ChurnOptions } from './options';

/** What the sentence about one customer is made of. */
export interface ChurnStory {
	readonly method: ChurnOptions['method'];
	/** Sum of the bits of `churnReasons`. */
	readonly reasons: number;
	readonly tier: string | undefined;
	readonly orders: number;
	readonly neverReturnShare: number;
	readonly daysSilent: number;
	readonly expectedGapDays: number;
	readonly risk: number;
	readonly riskChange: number;
	readonly lapseDays: number | undefined;
	readonly silenceDays: number;
}

/**
 * Says in one sentence why a customer has this risk and this status.
 *
 * @example explainChurn({ method: 'ownRhythm', orders: 9, neverReturnShare: 0.18, daysSilent: 120, expectedGapDays: 45, … })
 * // '9 orders: 18 % of such customers never return; 120 days silent against an expected 45'
 */
export function explainChurn(story: ChurnStory): string {
	let sentence = foundations[story.method](story);
	const { reasons } = story;
	if ((reasons & anyFlag) === 0) return sentence;
	for (const { bit, clause } of flags) {
		if ((reasons & bit) !== 0) sentence += `; ${clause(story)}`;
	}
	return sentence;
}

const foundations = {
	ownRhythm: (story) =>
		`${whoReturns(story)}; ${days(story.daysSilent)} silent against an expected ${Math.round(story.expectedGapDays)}`,
	formula: byFormula,
	formulaBounded: byFormula,
	silence: ({ daysSilent, silenceDays }) =>
		`${days(daysSilent)} without an order; ${days(silenceDays)} are the limit`,
} as const satisfies Record<ChurnOptions['method'], (story: ChurnStory) => string>;

function whoReturns({ orders, neverReturnShare }: ChurnStory): string {
	const percent = Math.round(neverReturnShare * 100);
	if (orders === 1) return `${percent} % of first-time buyers never return`;
	const peers =
		orders >= highestOrderNumber
			? `customers with ${highestOrderNumber} or more`
			: 'such customers';
	return `${orders} orders: ${percent} % of ${peers} never return`;
}

function byFormula({ daysSilent, reasons, risk }: ChurnStory): string {
	const trend = trendClauses.find(({ bit }) => (reasons & bit) !== 0)?.text ?? '';
	return `${days(daysSilent)} silent, ${trend}: ${Math.round(risk)} points by the formula`;
}

const trendClauses = [
	{ bit: churnReasons.ordersIncreasing, text: 'orders increasing' },
	{ bit: churnReasons.ordersStable, text: 'orders stable' },
	{ bit: churnReasons.ordersDeclining, text: 'orders declining' },
	{ bit: churnReasons.noTrendYet, text: 'too few orders for a trend' },
] as const;

const flags: ReadonlyArray<{ bit: number; clause: (story: ChurnStory) => string }> = [
	{
		bit: churnReasons.lapsed,
		clause: ({ lapseDays }) => `lapsed, as ${days(lapseDays ?? 0)} are the limit`,
	},
	{ bit: churnReasons.highRisk, clause: () => 'the risk is above the limit' },
	{
		bit: churnReasons.vipAtRisk,
		clause: ({ tier }) =>
			`still active, but this ${nameOf(tier)} customer orders less often than before`,
	},
	{
		bit: churnReasons.decliningTrend,
		clause: () => 'still active, but orders less often than before',
	},
	{
		bit: churnReasons.riskRising,
		clause: ({ riskChange }) =>
			`the risk rose by ${Math.round(riskChange)} points since the last run`,
	},
	{ bit: churnReasons.scoreFalling, clause: () => 'the value score is falling fast' },
];

const anyFlag = flags.reduce((sum, { bit }) => sum | bit, 0);

function nameOf(tier = ''): string {
	return Object.hasOwn(tierNames, tier) ? tierNames[tier as keyof typeof tierNames] : tier;
}

function days(count: number): string {
	return count === 1 ? '1 day' : `${count} days`;
}
