import { dateOfDay } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { percent } from '../../values/wording';
import type { SetAsideRow } from '../result';
import { countByReason } from '../setAsideRows';
import { roundAmount, roundP, roundShare } from '../stats/rounding';
import { sumOf } from '../stats/sumOf';
import type { BandFinding, BandFindings } from './bandFindings';
import type { RankMeasures, ScoreComparison } from './compareScores';
import type { FittedFeatures } from './fitFeatures';
import type { TuneOptions } from './options';
import type { TunedRuleSet } from './tunedRuleSet';
import type { TuneRun } from './tuneRun';
import { meanInWords, worthNames } from './worthInWords';

/** The facts for the summary. */
export interface TuneFindings {
	readonly run: TuneRun;
	readonly fitted: FittedFeatures | undefined;
	readonly comparison: ScoreComparison;
	readonly bands: BandFindings;
	readonly tuned: TunedRuleSet;
	readonly setAside: readonly SetAsideRow[];
	readonly notices: readonly Notice[];
}

/** The one record about the whole run. */
export function summariseTune(findings: TuneFindings, options: TuneOptions): JsonRecord {
	const { run, fitted, comparison, bands, tuned, setAside, notices } = findings;
	return {
		recommendation: tuned.isTuned ? 'useTunedPoints' : 'keepYourPoints',
		recommendationInWords: recommend(findings, options),
		changes: tuned.changes,
		ruleSet: tuned.ruleSet,
		target: options.target,
		asOfThen: dateOrNull(run.dayThen),
		asOf: dateOrNull(run.dayNow),
		horizonDays: options.horizonDays,
		customers: run.ids.length,
		customersWhoOrdered: run.orders.filter((orders) => orders > 0).length,
		newSince: run.newSince,
		setAside: setAside.length,
		setAsideByReason: countByReason(setAside),
		revenueLater: roundAmount(sumOf(run.revenue)),
		comparison: comparisonRows(comparison),
		topTenthDifference: roundShare(comparison.difference),
		topTenthStandardError: roundShare(comparison.standardError),
		vipsAreMostProfitable: bands.vipsAreMostProfitable,
		vipsInWords: describeVips(bands, options),
		vipDifference: roundAmount(bands.vipAgainstRest.difference),
		vipDifferenceLow: roundAmount(bands.vipAgainstRest.low),
		vipDifferenceHigh: roundAmount(bands.vipAgainstRest.high),
		vipP: roundP(bands.vipAgainstRest.p),
		falseVips: countIn(bands, ({ falseVips }) => falseVips),
		missedVips: countIn(bands, ({ missedVips }) => missedVips),
		tenthEdges: bands.tenthEdges,
		model: fitted === undefined ? null : modelFacts(fitted, run),
		notices,
	};
}

function dateOrNull(day: number | undefined): string | null {
	return day === undefined ? null : dateOfDay(day);
}

function countIn({ bands }: BandFindings, listOf: (band: BandFinding) => string[]): number {
	return bands.reduce((count, band) => count + listOf(band).length, 0);
}

const scoreNames = {
	todaysScore: "today's score",
	tuned: 'the tuned score',
	rfmScore: 'the RFM score',
	daysSinceLastOrder: 'days since the last order',
	monetaryTotal: 'the total spent',
} as const satisfies Record<keyof ScoreComparison['measures'], string>;

function comparisonRows({ measures }: ScoreComparison): JsonRecord[] {
	return Object.entries(scoreNames).flatMap(([score, name]) => {
		const found: RankMeasures | undefined = measures[score as keyof typeof scoreNames];
		if (found === undefined) return [];
		return [
			{
				score,
				inWords: name,
				spearman: roundShare(found.spearman),
				topTenthShare: roundShare(found.topTenthShare),
				auc: roundShare(found.auc),
			},
		];
	});
}

/** The result in one or two sentences: which points to use, and why. */
function recommend(
	{ comparison, fitted, tuned, run }: TuneFindings,
	{ target }: TuneOptions,
): string {
	if (run.ids.length === 0) return 'Nothing can be said: no scored customer could be followed.';
	if (fitted === undefined) {
		return 'Keep your points: no rule can be judged with these customers.';
	}
	const { measures, difference, standardError } = comparison;
	const share = (found: RankMeasures | undefined) => percent(found?.topTenthShare ?? 0);
	const facts = `the best-scored tenth of the customers brought ${share(measures.tuned)} of later ${worthNames[target]} by the tuned points, ${share(measures.todaysScore)} by today's`;
	if (tuned.isTuned) return `Use the tuned points: ${facts}.`;
	const isAhead = difference !== null && difference > 0;
	const margin =
		isAhead && standardError !== null
			? ` The gain is within its error of ${percent(standardError)}.`
			: '';
	return `Keep your points: ${facts}.${margin}`;
}

function describeVips(
	{ vipsAreMostProfitable, vipAgainstRest, bands }: BandFindings,
	{ target }: TuneOptions,
): string {
	if (!bands.some(({ name }) => name === 'vip')) return 'Nobody was in the band vip.';
	const { difference, low, high } = vipAgainstRest;
	const unit = target === 'orders' ? 'orders' : `in ${worthNames[target]}`;
	const interval =
		low === null || high === null
			? ''
			: ` (95% interval ${meanInWords(low)} to ${meanInWords(high)})`;
	const gap =
		difference === null
			? ''
			: `: ${meanInWords(difference)} ${unit} each against the rest${interval}`;
	return {
		yes: `VIPs are worth more later${gap}.`,
		no: `VIPs are worth less later${gap}.`,
		uncertain: `VIPs may be worth more or less later${gap}.`,
	}[vipsAreMostProfitable];
}

function modelFacts({ penalty, deviances, fit, errors, used }: FittedFeatures, { set }: TuneRun) {
	return {
		rules: used.map((place) => set.features[place].name),
		penalty,
		devianceByPenalty: Object.fromEntries(
			[...deviances].map(([each, deviance]) => [String(each), roundShare(deviance)]),
		),
		intercept: roundShare(fit.intercept),
		dispersion: roundShare(errors.dispersion),
	};
}
