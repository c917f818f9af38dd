import { type Interval, intervalChart } from '../charts/intervalChart';
import { numberIn } from '../facts/readCell';
import { change, figure } from '../figures';
import { publicText } from '../publicText';
import { named, phrase, type Texts } from '../texts/texts';
import type { JsonRecord } from '../../values/jsonRecord';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

const mostGroups = 12;
/** Larger lifts are drawn to the edge: small groups have intervals of thousands of percent. */
const widestLift = 2;

/** The effect of the treatment compared with the control group, with intervals. */
export const liftSection: SectionMaker = ({ summaries }, texts) => {
	const summary = summaries.of.measureLift;
	if (summary === undefined) return undefined;
	const words = texts.sections.lift;
	const groups = groupsOf(summary, summaries.rows.liftResults, texts);
	if (groups.length === 0) return undefined;
	const lift = numberIn(summary, 'lift');
	const verdict = publicText(summary.verdict);
	const facts = {
		verdict: named(texts.verdicts, verdict),
		metric: named(texts.metrics, publicText(summary.metric)),
		lift: change('share', lift),
		treated: figure('count', numberIn(summary, 'treatedCustomers')),
		control: figure('customers', numberIn(summary, 'controlCustomers')),
		days: figure('days', numberIn(summary, 'windowDays')),
	};
	return {
		title: phrase(lift === null ? words.titleNoLift : words.title, facts),
		sentence: phrase(words.sentence, facts),
		reading: words.reading,
		chart: intervalChart(
			groups.map(({ interval }) => interval),
			'share',
			widestLift,
		),
		columns: columnsOf(texts, 'group', 'lift', 'low', 'high', 'verdict'),
		rows: groups.map(({ interval, verdict: own }) => [
			interval.label,
			interval.value,
			change('share', interval.low),
			change('share', interval.high),
			own,
		]),
		facts,
		weight: verdict === 'noProof' || verdict === 'insufficientSample' ? 0.35 : 0.9,
	};
};

interface JudgedGroup {
	readonly interval: Interval;
	readonly verdict: string;
}

/** The primary metric of all customers, then by the groups that Results breaks it down by. */
function groupsOf(
	summary: JsonRecord,
	results: readonly JsonRecord[],
	texts: Texts,
): JudgedGroup[] {
	const broken = results
		.filter(({ metric, breakdownField }) => breakdownField && metric === summary.metric)
		.slice(0, mostGroups);
	return [summary, ...broken].flatMap((row) => {
		const [low, high] = [numberIn(row, 'liftLow'), numberIn(row, 'liftHigh')];
		const lift = numberIn(row, 'lift');
		if (low === null || high === null || lift === null) return [];
		const group = publicText(row.breakdownValue);
		const name = row === summary ? texts.sections.lift.all : named(texts.tiers, group);
		const interval = { label: name, value: change('share', lift), low, high };
		return [{ interval, verdict: named(texts.verdicts, publicText(row.verdict)) }];
	});
}
