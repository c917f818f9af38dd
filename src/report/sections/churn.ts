import { stackedChart } from '../charts/stackedChart';
import type { TierSums } from '../facts/reportFacts';
import { figure } from '../figures';
import { named, phrase } from '../texts/texts';
import { columnsOf, figures, share } from './rows';
import type { SectionMaker } from './section';

/** Active, at risk and lapsed customers of each tier; of one without a limit nobody can lapse. */
export const churnSection: SectionMaker = ({ tiers, tally }, texts) => {
	const judged = tiers.filter((tier) => countOf(tier) > 0);
	if (judged.length === 0 || !tally.has.has('churnStatus')) return undefined;
	const words = texts.sections.churn;
	const hasLimits = tally.has.has('lapseAfterDays');
	const isOpen = (tier: TierSums) =>
		hasLimits && tier.withLimit === 0 && tier.atRisk + tier.lapsed === 0;
	const limited = judged.filter((tier) => !isOpen(tier));
	const all = limited.reduce((sum, tier) => sum + countOf(tier), 0);
	const gone = limited.reduce((sum, tier) => sum + tier.atRisk + tier.lapsed, 0);
	const facts = { share: share(gone, all) };
	const nameOf = ({ tier }: TierSums) => named(texts.tiers, tier);
	const { ok, atRisk, lapsed } = texts.columns;
	return {
		title: phrase(words.title, facts),
		sentence: phrase(words.sentence),
		chart: stackedChart(
			limited.map((tier) => ({
				label: nameOf(tier),
				parts: [tier.ok, tier.atRisk, tier.lapsed],
			})),
			[ok, atRisk, lapsed],
		),
		columns: columnsOf(texts, 'tier', 'ok', 'atRisk', 'lapsed'),
		rows: judged.map((tier) => [
			nameOf(tier),
			figure('count', tier.ok),
			...(isOpen(tier)
				? [words.noLimit, words.noLimit]
				: figures('count', tier.atRisk, tier.lapsed)),
		]),
		facts,
		weight: 0.3 + 0.5 * (facts.share.value ?? 0),
	};
};

function countOf({ ok, atRisk, lapsed }: TierSums): number {
	return ok + atRisk + lapsed;
}
