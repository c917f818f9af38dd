import { figure } from '../figures';
import { named, phrase } from '../texts/texts';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

/** The best customers by their IDs, only where the options ask for them. */
export const topCustomersSection: SectionMaker = ({ tally }, texts) => {
	if (tally.top.length === 0) return undefined;
	const words = texts.sections.topCustomers;
	const facts = {
		count: figure('customers', tally.top.length),
		period: texts.periods[tally.revenueField],
	};
	return {
		title: phrase(words.title, facts),
		sentence: phrase(words.sentence, facts),
		columns: columnsOf(texts, 'customer', 'tier', 'revenue'),
		rows: tally.top.map(({ id, tier, revenue }) => [
			id.slice(0, 100),
			named(texts.tiers, tier),
			figure('money', revenue),
		]),
		facts,
		weight: 0,
	};
};
