import { barChart } from '../charts/barChart';
import { listIn, numberIn, recordIn } from '../facts/readCell';
import { figure } from '../figures';
import { phrase, type Texts } from '../texts/texts';
import type { JsonRecord } from '../../values/jsonRecord';
import { columnsOf } from './rows';
import type { Section, SectionMaker } from './section';

/** How reliable predictions are: on a held-back past, else on the orders that the model was fitted to. */
export const reliabilitySection: SectionMaker = ({ summaries }, texts) => {
	const backtest = recordIn(summaries.of.predictClv, 'backtest');
	const tried = listIn(backtest, 'reliability').filter((each) => numberIn(each, 'customers'));
	if (backtest !== undefined && tried.length > 1) return ofBacktest(backtest, tried, texts);
	const fit = listIn(summaries.of.predictClv, 'fitQuality').slice(0, 12);
	return fit.length < 2 ? undefined : ofFit(fit, texts);
};

function ofBacktest(backtest: JsonRecord, tried: JsonRecord[], texts: Texts): Section {
	const words = texts.sections.reliability;
	const sharesOf = (each: JsonRecord) =>
		(['predictedPercent', 'actualPercent'] as const).map((field) => {
			const percent = numberIn(each, field);
			return figure('share', percent === null ? null : percent / 100);
		});
	const customers = tried.reduce((sum, each) => sum + (numberIn(each, 'customers') ?? 0), 0);
	const meanOf = (place: number) =>
		tried.reduce(
			(sum, each) => sum + (numberIn(each, 'customers') ?? 0) * (sharesOf(each)[place].value ?? 0),
			0,
		) / customers;
	const facts = {
		predicted: figure('share', meanOf(0)),
		actual: figure('share', meanOf(1)),
		error: figure('points', Math.abs(meanOf(0) - meanOf(1))),
		days: figure('days', numberIn(backtest, 'days')),
	};
	const rangeOf = (each: JsonRecord) =>
		`${numberIn(each, 'fromPercent') ?? ''}–${numberIn(each, 'toPercent') ?? ''} %`;
	return {
		title: phrase(words.titleBacktest, facts),
		sentence: phrase(words.sentenceBacktest, facts),
		chart: barChart(
			tried.map((each) => ({ label: rangeOf(each), values: sharesOf(each) })),
			[texts.columns.predicted, texts.columns.actual],
		),
		columns: columnsOf(texts, 'range', 'customers', 'predicted', 'actual'),
		rows: tried.map((each) => [
			rangeOf(each),
			figure('count', numberIn(each, 'customers')),
			...sharesOf(each),
		]),
		facts,
		weight: 0.25,
	};
}

function ofFit(fit: JsonRecord[], texts: Texts): Section {
	const words = texts.sections.reliability;
	const countsOf = (each: JsonRecord) => [
		figure('count', numberIn(each, 'expected')),
		figure('count', numberIn(each, 'actual')),
	];
	const [predicted, actual] = countsOf(fit[0]);
	const labelOf = (each: JsonRecord, i: number) =>
		`${numberIn(each, 'repeatOrders') ?? ''}${i === fit.length - 1 ? '+' : ''}`;
	return {
		title: phrase(words.title, { predicted, actual }),
		sentence: phrase(words.sentence),
		reading: words.reading,
		chart: barChart(
			fit.map((each, i) => ({ label: labelOf(each, i), values: countsOf(each) })),
			[texts.columns.predicted, texts.columns.actual],
		),
		columns: columnsOf(texts, 'repeatOrders', 'predicted', 'actual'),
		rows: fit.map((each, i) => [labelOf(each, i), ...countsOf(each)]),
		facts: { predicted, actual },
		weight: 0.15,
	};
}
