import { lorenzChart, type SharePoint } from '../charts/lorenzChart';
import { figure } from '../figures';
import { phrase } from '../texts/texts';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

/** Points of the curve: one for each percent of the customers. */
const steps = 100;
const markedStep = 20;
const shownSteps = [1, 5, 10, 20, 30, 50, 75, 100];

/** The share of the revenue that the best customers bring: the Lorenz curve. */
export const concentrationSection: SectionMaker = ({ tally }, texts) => {
	const points = curve(tally.revenues);
	if (points === undefined) return undefined;
	const words = texts.sections.concentration;
	const marked = points[markedStep];
	const facts = {
		revenueShare: figure('share', marked.revenue),
		period: texts.periods[tally.revenueField],
	};
	return {
		title: phrase(words.title, facts),
		sentence: phrase(words.sentence, facts),
		reading: words.reading,
		chart: lorenzChart(points, marked, {
			customers: words.axisCustomers,
			revenue: words.axisRevenue,
		}),
		columns: columnsOf(texts, 'customerShare', 'revenueShare'),
		rows: shownSteps.map((step) => [
			figure('share', points[step].customers),
			figure('share', points[step].revenue),
		]),
		facts,
		weight: 0.6 * marked.revenue,
	};
};

/**
 * The curve from the best customer down; undefined where there are fewer than 5, or no revenue. Customers whose refunds
 * exceed their orders count as 0.
 *
 * @param revenues ascending
 */
function curve(revenues: Float64Array): SharePoint[] | undefined {
	const count = revenues.length;
	const total = revenues.reduce((sum, revenue) => sum + Math.max(0, revenue), 0);
	if (count < 5 || !(total > 0) || total === Infinity) return undefined;
	const points: SharePoint[] = [];
	let taken = 0;
	let brought = 0;
	for (let step = 0; step <= steps; step++) {
		const upTo = Math.round((count * step) / steps);
		while (taken < upTo) brought += Math.max(0, revenues[count - 1 - taken++]);
		points.push({ customers: step / steps, revenue: brought / total });
	}
	return points;
}
