import { type Interval, intervalChart } from '../charts/intervalChart';
import { numberIn } from '../facts/readCell';
import { figure } from '../figures';
import { publicText } from '../publicText';
import { named, phrase, type Texts } from '../texts/texts';
import type { JsonRecord } from '../../values/jsonRecord';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

const mostGroups = 12;
/** An NPS is between −100 and 100. */
const limit = 100;

/** Who would recommend the shop: the overall score, then by tier, segment, brand and other fields of the surveys. */
export const npsSection: SectionMaker = ({ summaries }, texts) => {
	const summary = summaries.of.analyseNps;
	const all = scoreOf(summary, texts.sections.nps.all);
	if (summary === undefined || all === undefined) return undefined;
	const words = texts.sections.nps;
	const groups = groupsOf(summaries.rows.npsScores, texts);
	const facts = {
		nps: all.value,
		promoters: figure('count', numberIn(summary, 'promoters')),
		detractors: figure('count', numberIn(summary, 'detractors')),
		respondents: figure('answers', numberIn(summary, 'respondents')),
	};
	return {
		title: phrase(words.title, facts),
		sentence: phrase(words.sentence, facts),
		reading: words.reading,
		chart: intervalChart([all, ...groups.map(({ score }) => score)], 'count', limit),
		columns: columnsOf(texts, 'dimension', 'group', 'nps', 'low', 'high', 'answers', 'verdict'),
		rows: [
			rowOf('', all, numberIn(summary, 'respondents'), ''),
			...groups.map(({ dimension, score, answers, verdict }) =>
				rowOf(dimension, score, answers, verdict),
			),
		],
		facts,
		weight: (all.value.value ?? 0) < 0 ? 0.7 : 0.3,
	};
};

/** The groups with the most answers, dimension by dimension. */
function groupsOf(scores: readonly JsonRecord[], texts: Texts) {
	const groups = scores.flatMap((row) => {
		const group = publicText(row.value);
		const score = scoreOf(row, named(texts.tiers, group));
		const dimension = named(texts.dimensions, publicText(row.dimension));
		const verdict = publicText(row.verdict);
		if (score === undefined || group === '' || verdict === 'tooFew') return [];
		const answers = numberIn(row, 'answers');
		return [{ dimension, score, answers, verdict: named(texts.verdicts, verdict) }];
	});
	const largest = new Set(
		[...groups].sort((a, b) => (b.answers ?? 0) - (a.answers ?? 0)).slice(0, mostGroups),
	);
	return groups.filter((group) => largest.has(group));
}

function scoreOf(row: JsonRecord | undefined, label: string): Interval | undefined {
	const [nps, low, high] = ['nps', 'npsLow', 'npsHigh'].map((field) => numberIn(row, field));
	if (nps === null || low === null || high === null) return undefined;
	return { label, value: figure('count', nps), low, high };
}

function rowOf(
	dimension: string,
	{ label, value, low, high }: Interval,
	answers: number | null,
	verdict: string,
) {
	return [
		dimension,
		label,
		value,
		figure('count', low),
		figure('count', high),
		figure('count', answers),
		verdict,
	];
}
