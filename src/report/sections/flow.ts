import { rollup, sum } from 'd3-array';
import { type Flow, sankeyChart } from '../charts/sankeyChart';
import { numberIn, recordIn } from '../facts/readCell';
import type { ReportFacts } from '../facts/reportFacts';
import { figure } from '../figures';
import { publicText } from '../publicText';
import { named, phrase } from '../texts/texts';
import { storedDay } from '../../values/storedDay';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

/** More groups than this can't be read in a picture. */
const mostGroups = 12;

/** Customers who moved between tiers, and those who stayed. */
export const flowSection: SectionMaker = (facts, texts) => {
	const { groups, flows } = readFlows(facts);
	if (flows.length === 0) return undefined;
	const words = texts.sections.flow;
	const summary = facts.summaries.of.trackMigration;
	const countOf = (direction: Flow['direction']) =>
		flows.reduce((sum, flow) => sum + (flow.direction === direction ? flow.customers : 0), 0);
	const nameOf = (group: string) => named(texts.tiers, group);
	const migrations = recordIn(summary, 'migrations');
	const [then, now] = [storedDay(summary?.asOfThen), storedDay(summary?.asOf)];
	const filled = {
		up: figure('customers', countOf('up')),
		down: figure('count', countOf('down')),
		then: figure('date', then),
		now: figure('date', now),
		new: figure('customers', numberIn(migrations, 'new')),
		gone: figure('count', numberIn(migrations, 'gone')),
	};
	const hasDays = then !== undefined && now !== undefined && migrations !== undefined;
	return {
		title: phrase(words.title, filled),
		sentence: phrase(hasDays ? words.sentenceDays : words.sentence, filled),
		chart: sankeyChart(flows, groups, nameOf, words),
		columns: columnsOf(texts, 'from', 'to', 'customers'),
		rows: flows.map((flow) => [
			nameOf(flow.from),
			nameOf(flow.to),
			figure('count', flow.customers),
		]),
		drawn: {
			customersThen: totals(flows, ({ from }) => from),
			customersNow: totals(flows, ({ to }) => to),
		},
		facts: filled,
		weight: 0.55,
	};
};

/** Moves as the customers have them, else as the summary of Track Migration counts them. */
function readFlows({ tally, tiers, summaries }: ReportFacts): { groups: string[]; flows: Flow[] } {
	const summary = summaries.of.trackMigration;
	const listed = Array.isArray(summary?.groups) ? summary.groups.map(publicText) : [];
	const groups = (listed.length > 0 ? listed : tiers.map(({ tier }) => tier)).slice(0, mostGroups);
	const counts = Array.isArray(summary?.transitionCounts) ? summary.transitionCounts : [];
	const counted = (from: number, to: number): number => {
		const own = tally.moves.get(groups[from])?.get(groups[to]);
		if (tally.moves.size > 0) return own ?? 0;
		const row: unknown = counts[from];
		const count: unknown = Array.isArray(row) ? row[to] : 0;
		return typeof count === 'number' && count > 0 && Number.isFinite(count) ? count : 0;
	};
	const flows = groups.flatMap((from, i) =>
		groups.flatMap((to, j): Flow[] => {
			const customers = counted(i, j);
			if (customers === 0) return [];
			return [{ from, to, customers, direction: j < i ? 'up' : j > i ? 'down' : 'other' }];
		}),
	);
	return { groups, flows };
}

/** Customers by the group they start from, or end in. */
function totals(flows: readonly Flow[], groupOf: (flow: Flow) => string) {
	const sums = rollup(flows, (own) => sum(own, ({ customers }) => customers), groupOf);
	return [...sums].map(([tier, customers]) => ({ tier, customers }));
}
