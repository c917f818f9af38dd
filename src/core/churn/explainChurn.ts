import { tierName } from '../tier/tierCodes';
import { churnReasons } from './churnReasons';
import { highestOrderNumber } from './neverReturnShares';
import type { ChurnOptions } from './options';

/** The facts for the sentence about one customer. */
export interface ChurnStory {
	readonly method: ChurnOptions['method'];
	/** Sum of the bits of `churnReasons`. */
	readonly reasons: number;
	readonly tier: string | undefined;
	readonly orders: number;
	readonly neverReturnShare: number;
	readonly daysSinceLastOrder: number;
	readonly expectedGapDays: number;
	readonly risk: number;
	readonly riskChange: number;
	readonly lapseDays: number | undefined;
	readonly silenceDays: number;
	readonly probabilityDays: number;
}

/**
 * Returns a function that explains a customer's risk and status in one sentence.
 *
 * Its parts repeat from customer to customer, so each is built once: building every sentence anew would cost as much as
 * everything else together.
 *
 * @example churnExplainer()({ method: 'ownRhythm', orders: 9, neverReturnShare: 0.18, daysSinceLastOrder: 120, expectedGapDays: 45, … })
 * // '9 orders: 18% of such customers never return; 120 days since the last order against an expected 45'
 */
export function churnExplainer(): (story: ChurnStory) => string {
	const peers: string[] = [];
	const silences = new Map<number, string>();
	const gaps = new Map<number, string>();
	const endings = new Map<number, string>();
	const chances = new Map<number, string>();

	const foundations = {
		ownRhythm,
		formula: byFormula,
		formulaBounded: byFormula,
		probability: byProbability,
		silence: bySilence,
	} as const satisfies Record<ChurnOptions['method'], (story: ChurnStory) => string>;
	return (story) => foundations[story.method](story) + ending(story);

	/** The flags' clauses; those with a number are rare and built each time. */
	function ending(story: ChurnStory): string {
		const { reasons, lapseDays = 0 } = story;
		if ((reasons & anyFlag) === 0) return '';
		if ((reasons & ownNumber) !== 0) return writeEnding(story);
		return written(endings, (reasons & anyFlag) * 4096 + lapseDays, () => writeEnding(story));
	}

	function ownRhythm({
		orders,
		neverReturnShare,
		daysSinceLastOrder,
		expectedGapDays,
	}: ChurnStory) {
		const who = (peers[orders] ??= `${whoReturns(orders, neverReturnShare)}; `);
		const silence = written(
			silences,
			daysSinceLastOrder,
			() => `${days(daysSinceLastOrder)} since the last order against an expected `,
		);
		const gap = Math.round(expectedGapDays);
		return who + silence + written(gaps, gap, () => `${gap}`);
	}

	function byProbability({ orders, daysSinceLastOrder, risk, probabilityDays }: ChurnStory) {
		const who = (peers[orders] ??= `${orders} ${orders === 1 ? 'order' : 'orders'}, `);
		const silence = written(
			silences,
			daysSinceLastOrder,
			() => `${days(daysSinceLastOrder)} since the last order: `,
		);
		const percent = Math.round(risk);
		return (
			who +
			silence +
			written(
				chances,
				percent,
				() => `${percent}% likely not to order in the next ${days(probabilityDays)}`,
			)
		);
	}
}

function written(texts: Map<number, string>, key: number, write: () => string): string {
	let text = texts.get(key);
	if (text === undefined) {
		text = write();
		if (texts.size < mostKept) texts.set(key, text);
	}
	return text;
}

/** Texts cached of each kind, so that unusual numbers can't fill the memory. */
const mostKept = 10_000;

function whoReturns(orders: number, neverReturnShare: number): string {
	const percent = Math.round(neverReturnShare * 100);
	if (orders === 1) return `${percent}% of first-time buyers never return`;
	const peers =
		orders >= highestOrderNumber
			? `customers with ${highestOrderNumber} or more`
			: 'such customers';
	return `${orders} orders: ${percent}% of ${peers} never return`;
}

function bySilence({ daysSinceLastOrder, silenceDays }: ChurnStory): string {
	return `${days(daysSinceLastOrder)} without an order; the limit is ${days(silenceDays)}`;
}

function byFormula({ daysSinceLastOrder, reasons, risk }: ChurnStory): string {
	const trend = trendClauses.find(({ bit }) => (reasons & bit) !== 0)?.text ?? '';
	return `${days(daysSinceLastOrder)} since the last order, ${trend}: ${Math.round(risk)} points by the formula`;
}

function writeEnding(story: ChurnStory): string {
	let text = '';
	for (const { bit, clause } of flags) {
		if ((story.reasons & bit) !== 0) text += `; ${clause(story)}`;
	}
	return text;
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
		clause: ({ lapseDays }) => `lapsed: past the ${lapseDays ?? 0}-day limit`,
	},
	{ bit: churnReasons.highRisk, clause: () => 'the risk is above the limit' },
	{
		bit: churnReasons.vipAtRisk,
		clause: ({ tier }) =>
			`still active, but this ${tierName(tier ?? '')} customer is ordering less often than before`,
	},
	{
		bit: churnReasons.decliningTrend,
		clause: () => 'still active, but ordering less often than before',
	},
	{
		bit: churnReasons.riskRising,
		clause: ({ riskChange }) =>
			`the risk rose by ${Math.round(riskChange)} points since the last run`,
	},
	{ bit: churnReasons.scoreFalling, clause: () => 'the value score is falling fast' },
];

const ownNumber = churnReasons.vipAtRisk | churnReasons.riskRising;
const anyFlag = flags.reduce((sum, { bit }) => sum | bit, 0);

function days(count: number): string {
	return count === 1 ? '1 day' : `${count} days`;
}
