import { stackedChart } from '../charts/stackedChart';
import { numberIn } from '../facts/readCell';
import { figure } from '../figures';
import { publicText } from '../publicText';
import { named, phrase } from '../texts/texts';
import type { JsonRecord } from '../../values/jsonRecord';
import { columnsOf } from './rows';
import type { Cell, SectionMaker } from './section';

const mostTiers = 12;

/** Who gets an offer and what the offers cost: all customers, then the tiers of the playbook. */
export const offersSection: SectionMaker = ({ summaries }, texts) => {
	const summary = summaries.of.planOffers;
	if (summary === undefined) return undefined;
	const words = texts.sections.offers;
	const tiers = summaries.rows.playbook
		.filter((row) => numberIn(row, 'customers'))
		.slice(0, mostTiers);
	const nameOf = (row: JsonRecord) => named(texts.tiers, publicText(row.tier));
	const { offers, content, blocked } = texts.columns;
	const facts = {
		offers: figure('customers', offersIn(summary)),
		cost: figure('money', numberIn(summary, 'costOfPlan')),
		saved: figure('money', numberIn(summary, 'saved')),
		control: figure('customers', numberIn(summary, 'control')),
	};
	return {
		title: phrase(words.title, facts),
		sentence: phrase(facts.control.value ? words.sentenceControl : words.sentence, facts),
		...(tiers.length > 1 && {
			chart: stackedChart(
				tiers.map((row) => ({ label: nameOf(row), parts: partsOf(row) })),
				[offers, content, blocked],
			),
		}),
		columns: columnsOf(texts, 'tier', 'customers', 'offers', 'content', 'blocked', 'cost'),
		rows: [
			rowOf(words.all, summary, 'costOfPlan'),
			...tiers.map((row) => rowOf(nameOf(row), row, 'offerCost')),
		],
		facts,
		weight: 0.35,
	};
};

/** Customers with an offer, as requested or lowered. */
function offersIn(row: JsonRecord): number | null {
	const [granted, lowered] = [numberIn(row, 'granted'), numberIn(row, 'lowered')];
	return granted === null || lowered === null ? null : granted + lowered;
}

function partsOf(row: JsonRecord): number[] {
	const parts = [offersIn(row), numberIn(row, 'content'), numberIn(row, 'blocked')];
	return parts.map((part) => Math.max(0, part ?? 0));
}

function rowOf(label: string, row: JsonRecord, cost: string): Cell[] {
	return [
		label,
		figure('count', numberIn(row, 'customers')),
		figure('count', offersIn(row)),
		figure('count', numberIn(row, 'content')),
		figure('count', numberIn(row, 'blocked')),
		figure('money', numberIn(row, cost)),
	];
}
