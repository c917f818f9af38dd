import type { JsonRecord } from '../../values/jsonRecord';
import { explainOffer, offerText } from './explainOffer';
import type { OfferJudgement } from './judgeOffer';
import type { PlanOptions } from './options';
import type { TierPlay } from './playbookTables';
import { type OfferFacts, unitsPerAmount, unitsPerPercent } from './readOfferFacts';
import type { WinBackStep } from './winBackStep';

/** The plan for one customer. */
export interface PlannedOffer {
	readonly facts: OfferFacts;
	readonly judged: OfferJudgement;
	readonly play: TierPlay | undefined;
	readonly step: WinBackStep | 'closed' | undefined;
}

/** Returns the function that writes a customer's offer, benefit and win-back step into the row. */
export function offerWriter(
	options: PlanOptions,
): (row: JsonRecord, plan: PlannedOffer) => JsonRecord {
	const isAll = options.outputFields === 'all';
	return (row, plan) => {
		const { facts, judged, play, step } = plan;
		row.offerVerdict = judged.verdict;
		row.offerPercent = percentOf(judged, facts, options);
		row.offerAmount =
			options.offerKind === 'amount' && judged.offer > 0 ? judged.offer / unitsPerAmount : null;
		row.offerCost = judged.cost / unitsPerAmount;
		row.offerExplanation = explainOffer({ facts, judged, play, options });
		row.offerBenefit = benefitOf(plan);
		const message = step === undefined || step === 'closed' ? undefined : step.message;
		row.winBackStep = message === undefined ? null : (step as WinBackStep).step;
		row.winBackChannel = message?.channel ?? null;
		row.winBackOutline = outlineOf(plan, options);
		if (!isAll) return row;
		row.offerReasons = judged.reasons.join(',');
		row.emailsPerWeek = facts.isControl ? 0 : (play?.emailsTo ?? null);
		row.tone = play?.tone ?? null;
		row.upsell = facts.isControl ? null : (play?.upsell ?? null);
		return row;
	};
}

/** An amount as a percentage of the order, with two decimals. */
function percentOf(
	{ offer, cost }: OfferJudgement,
	{ orderValue }: OfferFacts,
	{ offerKind }: PlanOptions,
): number {
	if (offer === 0) return 0;
	if (offerKind === 'percent') return offer / unitsPerPercent;
	return Math.round((cost / orderValue) * 10_000) / 100;
}

/** The tier's benefit instead of a discount, for customers without one; the control group gets neither. */
function benefitOf({ facts, judged, play }: PlannedOffer): string | null {
	if (judged.offer > 0 || facts.isControl || play === undefined) return null;
	return play.benefit === '' ? null : play.benefit;
}

/** The outline of the message, and what it includes: the offer, or the benefit instead. */
function outlineOf(plan: PlannedOffer, options: PlanOptions): string | null {
	const { facts, judged, step } = plan;
	if (step === undefined || step === 'closed') return null;
	const { outline, withOffer } = step.message;
	if (!withOffer) return outline;
	const benefit = benefitOf(plan);
	if (judged.offer > 0) return `${outline}. Offer: ${offerText(judged.offer, facts, options)} off`;
	return benefit === null ? outline : `${outline}. In place of an offer: ${benefit}`;
}
