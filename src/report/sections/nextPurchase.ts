import { barChart } from '../charts/barChart';
import { listIn, numberIn } from '../facts/readCell';
import { figure } from '../figures';
import { publicText } from '../publicText';
import { phrase } from '../texts/texts';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

const mostProducts = 8;

/** The summary's field for the hit rate of each method. */
const rates = {
	transitions: 'hitRate',
	bestSellers: 'hitRateBestSellers',
	sameAgain: 'hitRateSameAgain',
} as const;

/** The most frequent suggestions, and their hit rate, compared with best sellers and buying the same again. */
export const nextPurchaseSection: SectionMaker = ({ summaries }, texts) => {
	const summary = summaries.of.suggestNextPurchase;
	if (summary === undefined) return undefined;
	const words = texts.sections.nextPurchase;
	const products = listIn(summary, 'topSuggestions').slice(0, mostProducts);
	const rateOf = (method: keyof typeof rates) => figure('share', numberIn(summary, rates[method]));
	const method = summary.method;
	const used = method === 'bestSellers' || method === 'sameAgain' ? method : 'transitions';
	const facts = {
		hit: rateOf(used),
		transitions: rateOf('transitions'),
		best: rateOf('bestSellers'),
		same: rateOf('sameAgain'),
		tested: figure('customers', numberIn(summary, 'customersTested')),
		customers: figure('customers', numberIn(summary, 'customersWithSuggestion')),
	};
	const isTested = facts.hit.value !== null;
	const rows = products.map((row) => ({
		product: publicText(row.product),
		customers: figure('count', numberIn(row, 'customers')),
		share: figure('share', numberIn(row, 'share')),
	}));
	return {
		title: phrase(isTested ? words.title : words.titleUntested, facts),
		sentence: phrase(isTested ? words.sentence : words.sentenceUntested, facts),
		...(rows.length > 0 && {
			chart: barChart(
				rows.map(({ product, share }) => ({ label: product, values: [share] })),
				[texts.columns.customerShare],
			),
		}),
		columns: columnsOf(texts, 'product', 'customers', 'customerShare'),
		rows: rows.map(({ product, customers, share }) => [product, customers, share]),
		facts,
		weight: 0.3,
	};
};
