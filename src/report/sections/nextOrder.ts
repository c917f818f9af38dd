import { columnChart } from '../charts/columnChart';
import { listIn, numberIn } from '../facts/readCell';
import { figure } from '../figures';
import { phrase } from '../texts/texts';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

/** The number of columns that fit with their numbers. */
const mostColumns = 10;

/** The chance of another order, by the number of orders placed. */
export const nextOrderSection: SectionMaker = ({ summaries }, texts) => {
	const chances = listIn(summaries.of.predictClv, 'nextOrderChances').slice(0, mostColumns);
	const first = numberIn(chances[0], 'chance');
	if (first === null) return undefined;
	const words = texts.sections.nextOrder;
	const facts = { chance: figure('share', first) };
	return {
		title: phrase(words.title, facts),
		sentence: phrase(words.sentence),
		chart: columnChart(
			chances.map((each) => ({
				label: String(numberIn(each, 'orderNumber') ?? ''),
				value: figure('share', numberIn(each, 'chance')),
			})),
			words.axis,
		),
		columns: columnsOf(texts, 'orderNumber', 'chance', 'knownOrders'),
		rows: chances.map((each) => [
			figure('count', numberIn(each, 'orderNumber')),
			figure('share', numberIn(each, 'chance')),
			figure('count', numberIn(each, 'knownOrders')),
		]),
		facts,
		weight: 0.45,
	};
};
