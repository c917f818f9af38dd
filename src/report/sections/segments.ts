import { barChart } from '../charts/barChart';
import { listIn, numberIn } from '../facts/readCell';
import { figure } from '../figures';
import { publicText } from '../publicText';
import { named, phrase } from '../texts/texts';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

const mostSegments = 12;

/** Customers and revenue of each RFM segment; the segment with the most revenue first. */
export const segmentsSection: SectionMaker = ({ summaries }, texts) => {
	const segments = listIn(summaries.of.computeRfm, 'segments')
		.slice(0, mostSegments)
		.map((row) => {
			const code = publicText(row.segment);
			return {
				name: Object.hasOwn(texts.segments, code)
					? named(texts.segments, code)
					: publicText(row.name),
				customers: figure('count', numberIn(row, 'customers')),
				customerShare: figure('share', numberIn(row, 'share')),
				revenue: figure('money', numberIn(row, 'revenue')),
				revenueShare: figure('share', numberIn(row, 'revenueShare')),
				mean: figure('money', numberIn(row, 'meanSpend')),
			};
		});
	if (segments.length === 0) return undefined;
	const words = texts.sections.segments;
	const [{ name: segment, customerShare, revenueShare }] = segments;
	const facts = { segment, customerShare, revenueShare };
	return {
		title: phrase(words.title, facts),
		sentence: phrase(words.sentence),
		chart: barChart(
			segments.map((each) => ({ label: each.name, values: [each.customerShare] })),
			[texts.columns.customerShare],
		),
		columns: columnsOf(
			texts,
			'segment',
			'customers',
			'customerShare',
			'revenue',
			'revenueShare',
			'averageRevenue',
		),
		rows: segments.map((each) => [
			each.name,
			each.customers,
			each.customerShare,
			each.revenue,
			each.revenueShare,
			each.mean,
		]),
		facts,
		weight: 0.25,
	};
};
