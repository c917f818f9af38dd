import { heatMap } from '../charts/heatMap';
import { figure } from '../figures';
import { phrase } from '../texts/texts';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

/** Customers by recency and frequency score. */
export const rfmSection: SectionMaker = ({ tally }, texts) => {
	const cells = [...tally.cells].sort((a, b) => b.recency - a.recency || b.frequency - a.frequency);
	if (cells.length === 0) return undefined;
	const words = texts.sections.rfm;
	const size = Math.max(3, ...cells.flatMap(({ recency, frequency }) => [recency, frequency]));
	const upper = Math.ceil(0.8 * size);
	const lower = size - upper + 1;
	const countWhere = (isMeant: (cell: (typeof cells)[number]) => boolean) =>
		cells.reduce((sum, cell) => sum + (isMeant(cell) ? cell.customers : 0), 0);
	const facts = {
		best: figure(
			'customers',
			countWhere(({ recency, frequency }) => recency >= upper && frequency >= upper),
		),
		lost: figure(
			'count',
			countWhere(({ recency, frequency }) => recency <= lower && frequency <= lower),
		),
	};
	return {
		title: phrase(words.title, facts),
		sentence: phrase(words.sentence, facts),
		reading: words.reading,
		chart: heatMap(
			cells.map(({ recency, frequency, customers }) => ({
				row: frequency,
				column: recency,
				customers,
			})),
			size,
			{ row: words.axisFrequency, column: words.axisRecency },
		),
		columns: columnsOf(texts, 'recency', 'frequency', 'customers', 'revenue'),
		rows: cells.map(({ recency, frequency, customers, revenue }) => [
			figure('count', recency),
			figure('count', frequency),
			figure('count', customers),
			figure('money', revenue),
		]),
		facts,
		weight: 0.3,
	};
};
