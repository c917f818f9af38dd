import { codeList } from '../../values/codeList';
import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import type { CustomerTable } from '../customers/customerTable';
import type { ChurnModel } from './churnModel';
import { churnReasons, type ReasonSet } from './churnReasons';
import type { LapseDaysReader } from './lapseDays';
import type { ChurnPast } from './fitChurnModel';
import type { ChurnOptions } from './options';
import { expectedGap } from './ownRhythmRisk';
import type { PreviousChurn } from './previousChurn';
import type { Rhythms } from './readRhythms';
import { riskCorrectorOf } from './riskCorrectorOf';
import { riskMethods } from './riskMethods';

export type ChurnStatus = 'lapsed' | 'atRisk' | 'ok';
export type ChurnLevel = 'low' | 'medium' | 'high';

/** How likely one customer is to leave, unrounded, and why. */
export interface ChurnJudgement {
	readonly tier: string | undefined;
	readonly risk: number;
	/** Since the previous run; NaN where it is not known. */
	readonly riskChange: number;
	readonly level: ChurnLevel;
	readonly status: ChurnStatus;
	readonly reasons: ReasonSet;
	readonly expectedGapDays: number;
	/** Days without an order after which the customer lapses; undefined: never. */
	readonly lapseDays: number | undefined;
}

/**
 * Returns the function that judges customer i; undefined where the day of the last order is not known.
 *
 * A customer without a tier is watched like the watched tiers, and lapses after the days for everyone: a base that was
 * never tiered is judged too.
 */
export function churnJudge(
	table: CustomerTable,
	{ rhythms, histories }: { readonly rhythms: Rhythms } & Pick<ChurnPast, 'histories'>,
	model: ChurnModel,
	lapseDaysOf: LapseDaysReader,
	previous: PreviousChurn,
	options: ChurnOptions,
): (i: number) => ChurnJudgement | undefined {
	const riskOf = riskMethods[options.method];
	const corrected = riskCorrectorOf(histories, model, options);
	const watched = new Set(codeList(options.watchedTiers));
	const vips = new Set(codeList(options.vipTiers));
	return (i) => {
		const daysSinceLastOrder = rhythms.daysSinceLastOrder[i];
		if (Number.isNaN(daysSinceLastOrder)) return undefined;
		const row = table.row(i);
		const tier = table.tier(i);
		const gap = expectedGap(
			rhythms.ownGapDays[i],
			rhythms.ownGaps[i],
			model.meanGapDays,
			options.gapPriorWeight,
		);
		const risk = corrected(i, riskOf(rhythms, i, model, gap, options));
		const lapseDays = lapseDaysOf(tier, row);
		const isLapsed = lapseDays !== undefined && daysSinceLastOrder >= lapseDays;
		const riskChange = risk - previous.risk(i);
		let reasons = riskReasons(rhythms, i, gap, options);
		if (isLapsed) reasons |= churnReasons.lapsed;
		if (tier === undefined || watched.has(tier)) {
			reasons |= warningReasons(rhythms, i, risk, tier !== undefined && vips.has(tier), options);
			if (riskChange >= options.riskRisePoints && options.riskRisePoints > 0) {
				reasons |= churnReasons.riskRising;
			}
			if (isScoreFalling(row, previous.score(i), options)) reasons |= churnReasons.scoreFalling;
		}
		return {
			tier,
			risk,
			riskChange,
			level: risk < options.mediumFrom ? 'low' : risk <= options.highAbove ? 'medium' : 'high',
			status: isLapsed ? 'lapsed' : (reasons & warnings) !== 0 ? 'atRisk' : 'ok',
			reasons,
			expectedGapDays: gap,
			lapseDays,
		};
	};
}

const warnings =
	churnReasons.highRisk |
	churnReasons.vipAtRisk |
	churnReasons.decliningTrend |
	churnReasons.riskRising |
	churnReasons.scoreFalling;

/** The basis of the risk itself. */
function riskReasons(rhythms: Rhythms, i: number, gap: number, options: ChurnOptions): ReasonSet {
	const daysSinceLastOrder = rhythms.daysSinceLastOrder[i];
	switch (options.method) {
		case 'ownRhythm':
		case 'probability':
			return (
				(rhythms.orderDays[i] === 1 ? churnReasons.firstTimeBuyer : 0) |
				(daysSinceLastOrder > gap ? churnReasons.overdue : churnReasons.withinRhythm)
			);
		case 'silence':
			return daysSinceLastOrder >= options.silenceDays
				? churnReasons.silent
				: churnReasons.recentOrder;
		default:
			return trendReasons[rhythms.trends[i]];
	}
}

const trendReasons = {
	increasing: churnReasons.ordersIncreasing,
	stable: churnReasons.ordersStable,
	declining: churnReasons.ordersDeclining,
	none: churnReasons.noTrendYet,
} as const;

/** Why a watched customer needs attention now. */
function warningReasons(
	rhythms: Rhythms,
	i: number,
	risk: number,
	isVip: boolean,
	options: ChurnOptions,
): ReasonSet {
	const { riskThreshold } = options;
	const isHigh = options.riskOperator === 'above' ? risk > riskThreshold : risk >= riskThreshold;
	const isActive = rhythms.daysSinceLastOrder[i] <= options.activeDays;
	const isFading = rhythms.trends[i] === 'declining' && isActive;
	return (
		(isHigh ? churnReasons.highRisk : 0) |
		(isFading ? (isVip ? churnReasons.vipAtRisk : churnReasons.decliningTrend) : 0)
	);
}

function isScoreFalling(row: JsonRecord, previousScore: number, options: ChurnOptions): boolean {
	const { fieldNames, scoreFallPoints, scoreFallPercent } = options;
	if (scoreFallPoints === 0) return false;
	const score = readNumber(row[fieldNames.valueScore]);
	if (Number.isNaN(score)) return false;
	const change = Number.isNaN(previousScore)
		? readNumber(row[fieldNames.valueScoreChange])
		: score - previousScore;
	const fall = -change;
	return fall >= scoreFallPoints && fall >= (scoreFallPercent / 100) * Math.abs(score - change);
}
