import { barChart } from '../charts/barChart';
import { figure } from '../figures';
import { named, phrase } from '../texts/texts';
import { columnsOf, share } from './rows';
import type { SectionMaker } from './section';

/** Tiers by their share of the customers and of revenue. */
export const tiersSection: SectionMaker = ({ tiers, tally }, texts) => {
	if (tiers.length === 0 || tally.revenues.length === 0) return undefined;
	const words = texts.sections.tiers;
	const customers = tiers.reduce((sum, tier) => sum + tier.customers, 0);
	const revenue = tiers.reduce((sum, tier) => sum + tier.revenue, 0);
	const nameOf = (tier: string) => named(texts.tiers, tier);
	const ratioOf = (tier: (typeof tiers)[number]) => tier.revenue / tier.customers;
	const best = tiers.reduce((most, tier) => (ratioOf(tier) > ratioOf(most) ? tier : most));
	const facts = {
		tier: nameOf(best.tier),
		customerShare: share(best.customers, customers),
		revenueShare: share(best.revenue, revenue),
		period: texts.periods[tally.revenueField],
	};
	return {
		title: phrase(words.title, facts),
		sentence: phrase(words.sentence, facts),
		chart: barChart(
			tiers.map((tier) => ({
				label: nameOf(tier.tier),
				values: [share(tier.customers, customers), share(tier.revenue, revenue)],
			})),
			[texts.columns.customerShare, texts.columns.revenueShare],
		),
		columns: columnsOf(
			texts,
			'tier',
			'customers',
			'customerShare',
			'revenue',
			'revenueShare',
			'averageRevenue',
		),
		rows: tiers.map((tier) => [
			nameOf(tier.tier),
			figure('count', tier.customers),
			share(tier.customers, customers),
			figure('money', tier.revenue),
			share(tier.revenue, revenue),
			figure('money', ratioOf(tier)),
		]),
		facts,
		weight: 0.5,
	};
};
