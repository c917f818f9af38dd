import {
	addAnswer,
	answersIn,
	clamped,
	noAnswers,
	type NpsCounts,
	type NpsEstimate,
	z95,
} from './npsInterval';
import type { NpsJudgement } from './judgePerson';

/** The score as it would be if every tier had answered at the same rate. */
export interface WeightedNps extends NpsEstimate {
	/** Share of the customers with a tier who are in the tiers that count. */
	readonly shareCovered: number;
	/** Tiers that count, by code. */
	readonly tiers: readonly string[];
}

/** The number of customers of a tier, and the answers of its respondents. */
export interface TierAnswers {
	readonly tier: string;
	readonly customers: number;
	readonly counts: NpsCounts;
}

/** The answers of each tier, by code. */
export function answersByTier(judged: readonly NpsJudgement[], customers: number): TierAnswers[] {
	const tiers = new Map<string, { customers: number; counts: NpsCounts }>();
	for (let person = 0; person < customers; person++) {
		const { tier, band } = judged[person];
		if (tier === '') continue;
		let found = tiers.get(tier);
		if (found === undefined) tiers.set(tier, (found = { customers: 0, counts: noAnswers() }));
		found.customers++;
		if (band !== undefined) addAnswer(found.counts, band);
	}
	return [...tiers]
		.map(([tier, found]) => ({ tier, ...found }))
		.sort((a, b) => (a.tier < b.tier ? -1 : 1));
}

/**
 * Weights the answers by the tiers of the base: respondents are not a fair sample, because good customers answer more
 * often.
 *
 * Post-stratification (Holt and Smith 1979) over the tiers with enough answers; each weighs as much as its share of
 * these tiers' customers. Null where no tier has enough.
 *
 * @param leastAnswers tiers with fewer are left out
 */
export function weightedNps(
	tiers: readonly TierAnswers[],
	leastAnswers: number,
): WeightedNps | null {
	const used = tiers.filter(({ counts }) => answersIn(counts) >= leastAnswers);
	if (used.length === 0) return null;
	const sumOf = (list: readonly TierAnswers[]) =>
		list.reduce((sum, { customers }) => sum + customers, 0);
	const covered = sumOf(used);
	let nps = 0;
	let variance = 0;
	for (const { customers, counts } of used) {
		const answers = answersIn(counts);
		const weight = customers / covered;
		const promoters = counts.promoters / answers;
		const detractors = counts.detractors / answers;
		nps += weight * (promoters - detractors);
		variance += (weight ** 2 * (promoters + detractors - (promoters - detractors) ** 2)) / answers;
	}
	const reach = z95 * Math.sqrt(Math.max(0, variance));
	return {
		nps: 100 * nps,
		low: clamped(100 * (nps - reach)),
		high: clamped(100 * (nps + reach)),
		shareCovered: covered / sumOf(tiers),
		tiers: used.map(({ tier }) => tier),
	};
}
