/** A value's band compared with the account's mean: below 75%, up to 125%, up to 250%, above. */
export const bands = ['below', 'average', 'above', 'wellAbove'] as const;

export type Band = (typeof bands)[number];

/** The band of a value; everything is average where the mean is 0. */
export function bandOf(value: number, mean: number): Band {
	if (!(mean > 0)) return 'average';
	const share = value / mean;
	if (share < 0.75) return 'below';
	if (share <= 1.25) return 'average';
	return share <= 2.5 ? 'above' : 'wellAbove';
}

/** Whether an order, or several, is likely. */
export type OrderLikelihood = 'unlikely' | 'likely' | 'several';

/** The likelihood of orders in words: `several` if two or more are likely, else `likely` if one is. */
export function orderLikelihoodOf(
	ofOrder: number,
	ofSeveral: number,
	likelyFrom: number,
): OrderLikelihood {
	if (ofSeveral >= likelyFrom) return 'several';
	return ofOrder >= likelyFrom ? 'likely' : 'unlikely';
}

/** The facts for the named segments. */
export interface SegmentFacts {
	readonly orderCount: number;
	readonly spendBand: Band;
	readonly predictedSpendBand: Band;
	readonly orderLikelihood: OrderLikelihood;
}

const isAbove = (band: Band) => band === 'above' || band === 'wellAbove';

/** The named segments; a customer may be in several or in none. */
const segmentRules = [
	{
		code: 'oneTimeLikelyToRepeat',
		applies: ({ orderCount, orderLikelihood }) =>
			orderCount === 1 && orderLikelihood !== 'unlikely',
	},
	{
		code: 'vip',
		applies: ({ spendBand, predictedSpendBand }) =>
			isAbove(spendBand) && isAbove(predictedSpendBand),
	},
	{
		code: 'futureVip',
		applies: ({ spendBand, predictedSpendBand }) =>
			!isAbove(spendBand) && isAbove(predictedSpendBand),
	},
	{
		code: 'staysLoyal',
		applies: ({ orderCount, orderLikelihood }) => orderCount >= 3 && orderLikelihood !== 'unlikely',
	},
	{
		code: 'becomingLoyal',
		applies: ({ orderCount, orderLikelihood }) => orderCount < 3 && orderLikelihood !== 'unlikely',
	},
] as const satisfies ReadonlyArray<{ code: string; applies: (facts: SegmentFacts) => boolean }>;

/** The codes of all segments a customer is in, comma-separated. */
export function clvSegmentOf(facts: SegmentFacts): string {
	return segmentRules
		.filter((rule) => rule.applies(facts))
		.map((rule) => rule.code)
		.join(',');
}
