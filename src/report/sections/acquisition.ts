import { columnChart } from '../charts/columnChart';
import { numberIn, recordIn } from '../facts/readCell';
import { figure } from '../figures';
import { phrase } from '../texts/texts';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

const parts = 5;

/** The expected value of customers, in fifths, compared with the cost of acquiring one. */
export const acquisitionSection: SectionMaker = (
	{ tally, summaries, acquisitionCost: cost },
	texts,
) => {
	const { predicted } = tally;
	if (predicted.length < parts) return undefined;
	const words = texts.sections.acquisition;
	const means = Array.from({ length: parts }, (_, part) => {
		const bounds = [part, part + 1].map((each) => Math.round((predicted.length * each) / parts));
		const fifth = predicted.subarray(bounds[0], bounds[1]);
		return figure('money', fifth.reduce((sum, value) => sum + value, 0) / fifth.length);
	});
	const worth = numberIn(recordIn(summaries.of.predictClv, 'newCustomers'), 'expectedMargin');
	const facts = {
		margin: means[0],
		best: means[parts - 1],
		cost: figure('money', cost),
		worth: figure('money', worth),
	};
	const names = [words.fifth1, words.fifth2, words.fifth3, words.fifth4, words.fifth5];
	const hasCost = cost > 0;
	return {
		title: phrase(hasCost ? words.title : words.titleNoCost, facts),
		sentence: phrase(hasCost && worth !== null ? words.sentenceCost : words.sentence, facts),
		chart: columnChart(
			means.map((value, i) => ({ label: names[i], value })),
			words.axis,
			hasCost ? { name: words.cost, value: facts.cost } : undefined,
		),
		columns: columnsOf(texts, 'fifth', 'margin'),
		rows: means.map((mean, i) => [names[i], mean]),
		facts,
		weight: hasCost && (means[0].value ?? 0) < cost ? 0.65 : 0.2,
	};
};
