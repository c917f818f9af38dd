import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { counted, percent } from '../../values/wording';
import type { SetAsideRow } from '../result';
import { countByReason } from '../setAsideRows';
import { roundAmount, roundShare } from '../stats/rounding';
import type { Breakdown } from './breakDown';
import { npsInWords, scoreColumns } from './breakdownRows';
import { discountDimension } from './dimensions';
import { type DiscountBand, discountBandNames } from './discountBand';
import type { FoundColumn } from './guessColumns';
import type { NpsJudgement } from './judgePerson';
import { addAnswer, answersIn, estimateNps, noAnswers, type NpsCounts } from './npsInterval';
import { answersByMonth } from './npsByMonth';
import { dateOfRun, type NpsRun } from './npsRun';
import type { NpsOptions } from './options';
import { answersByTier, type TierAnswers, type WeightedNps, weightedNps } from './weightedNps';

/** The scores of a whole run. */
export interface NpsTotals {
	/** The latest answer of each person. */
	readonly counts: NpsCounts;
	readonly byTier: readonly TierAnswers[];
	readonly weighted: WeightedNps | null;
	/** Respondents who are customers. */
	readonly answeredCustomers: number;
}

/** Counts the latest answer of each person, over all and by tier. */
export function totalNps(
	{ table }: NpsRun,
	judged: readonly NpsJudgement[],
	{ leastAnswersPerTier }: NpsOptions,
): NpsTotals {
	const counts = noAnswers();
	let answeredCustomers = 0;
	judged.forEach(({ band }, person) => {
		if (band === undefined) return;
		addAnswer(counts, band);
		if (person < table.ids.length) answeredCustomers++;
	});
	const byTier = answersByTier(judged, table.ids.length);
	return { counts, byTier, weighted: weightedNps(byTier, leastAnswersPerTier), answeredCustomers };
}

/** The facts for the summary. */
export interface NpsFindings {
	readonly run: NpsRun;
	readonly judged: readonly NpsJudgement[];
	readonly totals: NpsTotals;
	readonly breakdown: Breakdown;
	readonly setAside: readonly SetAsideRow[];
	readonly notices: readonly Notice[];
}

/** The one record about the whole run: the score, then its reliability, then what to do. */
export function summariseNps(found: NpsFindings): JsonRecord {
	const { run, judged, totals, breakdown, setAside, notices } = found;
	const { counts, byTier, weighted, answeredCustomers } = totals;
	const { table, layout } = run;
	const respondents = answersIn(counts);
	const months = answersByMonth(run.answers);
	const countOf = (test: (each: NpsJudgement) => boolean) => judged.filter(test).length;
	return {
		npsInWords: inWords(totals),
		...scoreColumns(estimateNps(counts)),
		...counts,
		respondents,
		weightedNps: roundShare(weighted?.nps ?? null),
		weightedNpsLow: roundShare(weighted?.low ?? null),
		weightedNpsHigh: roundShare(weighted?.high ?? null),
		weightedShareCovered: roundShare(weighted?.shareCovered ?? null),
		weightedTiers: weighted?.tiers ?? [],
		ambassadors: countOf(({ isAmbassador }) => isAmbassador),
		needCare: countOf(({ careUrgency }) => careUrgency !== undefined),
		surveysDue: countOf(({ surveyDue }) => surveyDue),
		...discountFacts(breakdown),
		byMonth: months.map(([month, each]) => ({
			month,
			...scoreColumns(estimateNps(each)),
			answers: answersIn(each),
			...each,
		})),
		byTier: byTier.map(({ tier, customers, counts: each }) => ({
			tier,
			customers,
			answers: answersIn(each),
			answeredShare: roundShare(answersIn(each) / customers),
		})),
		asOf: dateOfRun(run),
		rowsIn: run.surveyRows,
		answers: months.reduce((sum, [, each]) => sum + answersIn(each), 0),
		customers: table.ids.length,
		answeredShare: table.ids.length === 0 ? null : roundShare(answeredCustomers / table.ids.length),
		respondentsWithoutCustomer: respondents - answeredCustomers,
		setAside: setAside.length,
		setAsideByReason: countByReason(setAside),
		surveyTool: layout.tool ?? null,
		surveyColumns: columnsOf(run),
		notices,
	};
}

function inWords({ counts, weighted }: NpsTotals): string {
	const answers = answersIn(counts);
	if (answers === 0) return 'Nobody answered, so there is no NPS.';
	const start = `${npsInWords(estimateNps(counts))} from ${counted(answers, 'person', 'people')}`;
	if (weighted === null) return `${start}.`;
	return `${start}; ${npsInWords(weighted).slice(4)} if every tier had answered alike (${percent(weighted.shareCovered)} of customers are in tiers with enough answers).`;
}

function columnsOf({ layout }: NpsRun): JsonRecord {
	const found = Object.entries(layout).filter(
		(entry): entry is [string, FoundColumn] => typeof entry[1] === 'object',
	);
	return Object.fromEntries(found.map(([field, { label }]) => [field, label]));
}

/** Which discounts keep customers content and leave the shop a margin. */
function discountFacts({ findings }: Breakdown): JsonRecord {
	const bands = findings.filter(({ dimension }) => dimension === discountDimension);
	const good = bands.filter(({ contentAndProfitable }) => contentAndProfitable === true);
	const names = good.map(({ value }) => discountBandNames[value as DiscountBand]);
	return {
		contentAndProfitable: good.map(({ value }) => value),
		contentAndProfitableInWords:
			bands.length === 0
				? null
				: names.length === 0
					? 'No discount is known to leave customers content and the shop a margin.'
					: `Customers are content and orders leave a margin with ${listed(names)}.`,
		discountBands: bands.map((finding) => ({
			band: finding.value,
			...scoreColumns(finding),
			answers: answersIn(finding.counts),
			verdict: finding.verdict,
			marginPerOrder: roundAmount(finding.marginPerOrder),
			contentAndProfitable: finding.contentAndProfitable,
		})),
	};
}

function listed(names: readonly string[]): string {
	const last = names[names.length - 1];
	return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
