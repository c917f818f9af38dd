import { tierName } from '../tier/tierCodes';
import type { OfferJudgement, OfferReason } from './judgeOffer';
import type { PlanOptions } from './options';
import type { TierPlay } from './playbookTables';
import { type OfferFacts, unitsPerAmount, unitsPerPercent } from './readOfferFacts';

/** The facts for a sentence about one customer's offer. */
interface OfferCase {
	readonly facts: OfferFacts;
	readonly judged: OfferJudgement;
	readonly play: TierPlay | undefined;
	readonly options: PlanOptions;
}

/**
 * One sentence that states a customer's offer, the reason and the cost.
 *
 * @example '12% off in place of 15%, about 12.00 on an order of 100.00: 30% of the predicted margin is 12.00.'
 */
export function explainOffer(of: OfferCase): string {
	const { facts, judged, play, options } = of;
	const because = judged.reasons.map((reason) => offerReasons[reason](of)).join(', ');
	switch (judged.verdict) {
		case 'granted':
			return `${offerText(judged.offer, facts, options)} off, ${costText(of)}. ${nameOf(of)} may get up to ${play?.offerCeilingPercent}%.`;
		case 'lowered':
			return `${offerText(judged.offer, facts, options)} off in place of ${offerText(judged.asked, facts, options)}, ${costText(of)}: ${because}.`;
		case 'content':
			return `No discount: ${because}.${insteadText(of)}`;
		case 'blocked':
			return `No offer: ${because}.${insteadText(of)}`;
	}
}

const offerReasons: Readonly<Record<OfferReason, (of: OfferCase) => string>> = {
	controlGroup: () => 'the customer is in the control group',
	discountDependent: ({ facts, options }) =>
		facts.discountShare * 100 >= options.discountDependentPercent
			? `discounts took ${Math.round(facts.discountShare * 1000) / 10}% of the list price so far`
			: 'no order was at full price so far',
	noTier: () => 'the customer has no tier, so no ceiling is known',
	unknownTier: (of) => `the playbook has no row for the tier ${nameOf(of)}`,
	unreadableOffer: ({ options }) => `"${options.fieldNames.offer}" is not a number`,
	noOffer: () => 'none is planned',
	noOrderValue: () => 'no order value is known, so no cost',
	noPrediction: () => 'no spend is predicted, so it is not known what an offer may cost',
	ceiling: (of) =>
		of.play?.offerCeilingPercent === 0
			? `${nameOf(of)} gets no discounts`
			: `${nameOf(of)} may get up to ${of.play?.offerCeilingPercent}%`,
	marginShare: ({ facts, options: { sharePercent } }) => {
		const margin = (facts.predictedSpend * facts.marginPercent) / (100 * unitsPerPercent);
		return `${sharePercent}% of the predicted margin is ${amountText((margin * sharePercent) / 100, facts)}`;
	},
	orderMargin: ({ facts }) => `the margin of an order is ${facts.marginPercent / unitsPerPercent}%`,
	tooSmall: ({ judged, options }) =>
		`${judged.reasons.length > 1 ? 'what is left' : 'the offer'} is under ${options.leastPercent}%`,
};

function costText({ facts, judged }: OfferCase): string {
	return `about ${amountText(judged.cost, facts)} on an order of ${amountText(facts.orderValue, facts)}`;
}

function insteadText({ facts, play }: OfferCase): string {
	const benefit = facts.isControl ? '' : (play?.benefit ?? '');
	return benefit === '' ? '' : ` Instead: ${benefit}.`;
}

/** A percentage, or an amount of money, as people write it. */
export function offerText(offer: number, facts: OfferFacts, { offerKind }: PlanOptions): string {
	return offerKind === 'percent' ? `${offer / unitsPerPercent}%` : amountText(offer, facts);
}

function amountText(units: number, { leastAmount }: OfferFacts): string {
	const digits = Math.round(Math.log10(unitsPerAmount / leastAmount));
	return (units / unitsPerAmount).toFixed(digits);
}

function nameOf({ facts }: OfferCase): string {
	return tierName(facts.tier ?? '');
}
