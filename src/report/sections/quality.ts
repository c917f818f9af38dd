import { barChart } from '../charts/barChart';
import { numberIn, recordIn } from '../facts/readCell';
import type { SummaryName } from '../facts/readSummaries';
import { figure } from '../figures';
import { publicText } from '../publicText';
import { named, phrase } from '../texts/texts';
import { columnsOf, share } from './rows';
import type { SectionMaker } from './section';

/** Nodes that count rows set aside, and the field with the count. */
const counted: Partial<Record<SummaryName, readonly [node: string, field: string]>> = {
	computeRfm: ['Compute RFM', 'setAsideByReason'],
	scoreCustomer: ['Score Customer', 'setAsideByReason'],
	predictClv: ['Predict CLV', 'setAsideByCode'],
	assignTier: ['Assign Tier', 'setAsideByReason'],
	trackMigration: ['Track Migration', 'setAsideByReason'],
	measureLift: ['Measure Lift', 'setAsideByReason'],
};
const mostReasons = 20;

/** Rows that were set aside, by reason. */
export const qualitySection: SectionMaker = ({ summaries }, texts) => {
	const rfm = summaries.of.computeRfm;
	const rowsIn = numberIn(rfm, 'rowsIn');
	if (rfm === undefined || rowsIn === null || rowsIn === 0) return undefined;
	const words = texts.sections.quality;
	const rowsAside = numberIn(rfm, 'rowsSetAside') ?? 0;
	const reasons = Object.entries(counted).flatMap(([name, [node, field]]) => {
		const byReason = recordIn(summaries.of[name as SummaryName], field) ?? {};
		return Object.keys(byReason).map((code) => ({
			node,
			code: publicText(code),
			rows: numberIn(byReason, code) ?? 0,
		}));
	});
	const shown = reasons
		.filter(({ rows }) => rows > 0)
		.sort((a, b) => b.rows - a.rows || (a.code < b.code ? -1 : 1))
		.slice(0, mostReasons);
	const facts = { share: share(rowsAside, rowsIn), rowsIn: figure('rows', rowsIn) };
	return {
		title: phrase(rowsAside === 0 ? words.titleGood : words.title, facts),
		sentence: phrase(words.sentence),
		...(shown.length === 0
			? {}
			: {
					chart: barChart(
						shown.slice(0, 8).map(({ code, rows }) => ({
							label: named(texts.reasons, code),
							values: [figure('count', rows)],
						})),
						[texts.columns.rows],
					),
				}),
		columns: columnsOf(texts, 'reason', 'node', 'rows'),
		rows: shown.map(({ code, node, rows }) => [
			named(texts.reasons, code),
			node,
			figure('count', rows),
		]),
		facts,
		weight: Math.min(0.8, 4 * (facts.share.value ?? 0)),
	};
};
