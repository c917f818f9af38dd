import type { JsonRecord } from '../../values/jsonRecord';
import {
	type OfferJudgement,
	type OfferReason,
	type OfferVerdict,
	offerVerdicts,
} from './judgeOffer';
import type { OfferFacts } from './readOfferFacts';
import type { WinBackStep } from './winBackStep';

/** The counts of a group of customers; money in whole units. */
export interface PlanSums {
	customers: number;
	readonly verdicts: Record<OfferVerdict, number>;
	control: number;
	/** Of the offers made. */
	offers: number;
	cost: number;
	costAsked: number;
	withOrderValue: number;
	orderValue: number;
	withPrediction: number;
	predictedSpend: number;
	inWinBack: number;
}

/** Counts the judged customers of one run: by tier, and by reason. */
export class PlanTally {
	readonly all = noSums();
	readonly byTier = new Map<string, PlanSums>();
	readonly reasons = new Map<OfferReason, number>();
	readonly unknownTiers = new Set<string>();
	/** Customers whose win-back has only messages on suppressed channels left. */
	withClosedWinBack = 0;
	withUnreadableMargin = 0;
	/** Customers who should have a tier, because they have ordered or may have. */
	withoutTier = 0;
	hasDiscountShares = false;

	add(facts: OfferFacts, judged: OfferJudgement, step: WinBackStep | 'closed' | undefined): void {
		const ofTier = this.byTier.get(facts.tier ?? '') ?? noSums();
		this.byTier.set(facts.tier ?? '', ofTier);
		for (const sums of [this.all, ofTier]) addTo(sums, facts, judged, step);
		for (const reason of judged.reasons) {
			this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
			if (reason === 'unknownTier') this.unknownTiers.add(facts.tier ?? '');
		}
		if (step === 'closed') this.withClosedWinBack++;
		if (judged.reasons.includes('noTier') && !facts.hasNoOrder) this.withoutTier++;
		if (facts.hasUnreadableMargin) this.withUnreadableMargin++;
		if (!Number.isNaN(facts.discountShare)) this.hasDiscountShares = true;
	}

	/** How many customers have a reason. */
	countOf(reason: OfferReason): number {
		return this.reasons.get(reason) ?? 0;
	}
}

export function noSums(): PlanSums {
	return {
		customers: 0,
		verdicts: { granted: 0, lowered: 0, content: 0, blocked: 0 },
		control: 0,
		offers: 0,
		cost: 0,
		costAsked: 0,
		withOrderValue: 0,
		orderValue: 0,
		withPrediction: 0,
		predictedSpend: 0,
		inWinBack: 0,
	};
}

function addTo(
	sums: PlanSums,
	facts: OfferFacts,
	judged: OfferJudgement,
	step: WinBackStep | 'closed' | undefined,
): void {
	sums.customers++;
	sums.verdicts[judged.verdict]++;
	if (facts.isControl) sums.control++;
	sums.offers += judged.offer;
	sums.cost += judged.cost;
	sums.costAsked += judged.costAsked;
	if (facts.orderValue > 0) {
		sums.withOrderValue++;
		sums.orderValue += facts.orderValue;
	}
	if (facts.predictedSpend >= 0) {
		sums.withPrediction++;
		sums.predictedSpend += facts.predictedSpend;
	}
	if (step !== undefined && step !== 'closed') sums.inWinBack++;
}

/** The numbers of customers by verdict, as fields. */
export function verdictCounts({ verdicts }: PlanSums): JsonRecord {
	return Object.fromEntries(offerVerdicts.map((verdict) => [verdict, verdicts[verdict]]));
}
