import { exactProduct, floorQuotient, unitsDown } from '../money/exactProduct';
import { type Limit, type Limits, offerKinds } from './offerKinds';
import type { PlanOptions } from './options';
import type { TierPlay } from './playbookTables';
import { type OfferFacts, unitsPerPercent } from './readOfferFacts';

export const offerVerdicts = ['granted', 'lowered', 'content', 'blocked'] as const;

export type OfferVerdict = (typeof offerVerdicts)[number];

/** Why an offer is lowered or not made. */
export type OfferReason = Hindrance | keyof Limits | 'tooSmall';

/** A customer's offer; amounts and percentages in whole units. */
export interface OfferJudgement {
	readonly verdict: OfferVerdict;
	readonly reasons: readonly OfferReason[];
	/** The planned offer, as it could be given; 0: none. */
	readonly asked: number;
	/** The offer made, percent or amount; 0: none. */
	readonly offer: number;
	/** Its cost on an order. */
	readonly cost: number;
	/** The cost of the planned offer on it. */
	readonly costAsked: number;
}

type JudgeOffer = (facts: OfferFacts, play: TierPlay | undefined) => OfferJudgement;

/**
 * Returns the function that judges the offer to one customer: granted, lowered to what the limits leave, or none.
 *
 * Limits are compared exactly. The rest that they leave is rounded down, to whole percent or to the smallest amount of
 * the currency, and so is every cost: no offer costs more than the tier's ceiling, the share of the predicted margin or
 * the margin of the order, and a higher ceiling never lowers an offer.
 */
export function offerJudge(options: PlanOptions): JudgeOffer {
	const least = unitsDown(options.leastPercent, unitsPerPercent);
	const share = unitsDown(options.sharePercent, unitsPerPercent);
	const kind = offerKinds[options.offerKind];
	return (facts, play) => {
		const canCount = facts.asked > 0 && facts.orderValue > 0;
		const asked = canCount ? kind.asGiven(facts.asked, facts) : 0;
		const costAsked = kind.costOf(asked, facts);
		const none = { asked, costAsked, offer: 0, cost: 0 };
		const hindrance = hindranceOf(facts, play);
		if (hindrance !== undefined) {
			const verdict = hindrance === 'discountDependent' ? 'content' : 'blocked';
			return { ...none, verdict, reasons: [hindrance] };
		}
		const ceiling = unitsDown(play?.offerCeilingPercent ?? 0, unitsPerPercent);
		const limits = kind.limits(facts, ceiling, share);
		const exceeded = limitNames.filter((name) => isAbove(asked, limits[name]));
		let offer = asked;
		for (const name of exceeded) {
			offer = Math.min(offer, kind.roundedDown(floorQuotient(...limits[name]), facts));
		}
		if (offer > 0 && !kind.isUnder(offer, least, facts)) {
			const verdict = exceeded.length === 0 ? 'granted' : 'lowered';
			return {
				verdict,
				reasons: exceeded,
				asked,
				costAsked,
				offer,
				cost: kind.costOf(offer, facts),
			};
		}
		const isNothingLeft = exceeded.some((name) => Number(limits[name][0]) === 0);
		return {
			...none,
			verdict: 'blocked',
			reasons: isNothingLeft ? exceeded : [...exceeded, 'tooSmall'],
		};
	};
}

const limitNames = ['ceiling', 'marginShare', 'orderMargin'] as const satisfies Array<keyof Limits>;

function isAbove(offer: number, [part, whole]: Limit): boolean {
	return exactProduct(offer, whole) > part;
}

/** Rules that exclude an offer before its cost is calculated, in the order in which they are checked. */
const hindrances = {
	controlGroup: ({ isControl }) => isControl,
	discountDependent: ({ dependsOnDiscounts }) => dependsOnDiscounts,
	noTier: ({ tier }) => tier === undefined || tier === '',
	unknownTier: (_facts, play) => play === undefined,
	unreadableOffer: ({ asked }) => Number.isNaN(asked),
	noOffer: ({ asked }) => asked === 0,
	noOrderValue: ({ orderValue }) => !(orderValue > 0),
	noPrediction: ({ predictedSpend }) => Number.isNaN(predictedSpend),
} as const satisfies Record<string, (facts: OfferFacts, play: TierPlay | undefined) => boolean>;

type Hindrance = keyof typeof hindrances;

const hindranceEntries = Object.entries(hindrances) as Array<
	[Hindrance, (facts: OfferFacts, play: TierPlay | undefined) => boolean]
>;

function hindranceOf(facts: OfferFacts, play: TierPlay | undefined): Hindrance | undefined {
	for (const [name, applies] of hindranceEntries) if (applies(facts, play)) return name;
	return undefined;
}
