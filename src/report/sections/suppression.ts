import { stackedChart } from '../charts/stackedChart';
import { listIn, numberIn } from '../facts/readCell';
import { figure } from '../figures';
import { publicText } from '../publicText';
import { named, phrase } from '../texts/texts';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

/** Customers contacted and suppressed per channel, and the savings. */
export const suppressionSection: SectionMaker = ({ summaries }, texts) => {
	const summary = summaries.of.buildSuppressionList;
	const channels = listIn(summary, 'channels').slice(0, 12);
	const main = channels.find(({ channel }) => channel === summary?.channel) ?? channels[0];
	if (main === undefined) return undefined;
	const words = texts.sections.suppression;
	const nameOf = (channel: unknown) => named(texts.channels, publicText(channel));
	const cost = numberIn(main, 'costAvoidedPerSend');
	const facts = {
		suppressed: figure('customers', numberIn(main, 'suppressed')),
		channel: nameOf(main.channel),
		cost: figure('money', cost),
	};
	const { contactable, suppressed } = texts.columns;
	return {
		title: phrase(cost === null ? words.title : words.titleCost, facts),
		sentence: phrase(words.sentence),
		chart: stackedChart(
			channels.map((each) => ({
				label: nameOf(each.channel),
				parts: [
					Math.max(0, numberIn(each, 'contactable') ?? 0),
					Math.max(0, numberIn(each, 'suppressed') ?? 0),
				],
			})),
			[contactable, suppressed],
		),
		columns: columnsOf(texts, 'channel', 'contactable', 'suppressed', 'costAvoided'),
		rows: channels.map((each) => [
			nameOf(each.channel),
			figure('count', numberIn(each, 'contactable')),
			figure('count', numberIn(each, 'suppressed')),
			figure('money', numberIn(each, 'costAvoidedPerSend')),
		]),
		facts,
		weight: 0.4,
	};
};
