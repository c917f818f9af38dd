import { firstFew } from '../../values/wording';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { codeList } from '../../values/codeList';
import { dateOfDay } from '../../values/days';
import { readCustomers } from '../customers/readCustomers';
import { readNumber } from '../../values/readNumber';
import { rowCopier } from '../customers/rowCopier';
import { modelVersion } from '../model/modelVersion';
import type { CustomersResult, OutputRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import type { ChurnModel } from './churnModel';
import { churnReasons, writeChurnReasons } from './churnReasons';
import { churnExplainer } from './explainChurn';
import { fitChurnModel } from './fitChurnModel';
import { boundedFormulaRisk, formulaRisk } from './formulaRisk';
import { lapseDaysReader } from './lapseDays';
import { unusualTierLapses, unusualUniformLapse } from './lapseRules';
import { highestOrderNumber } from './neverReturnShares';
import { noOrderRisk } from './noOrderRisk';
import type { ChurnOptions } from './options';
import { expectedGap, ownRhythmRisk } from './ownRhythmRisk';
import { readChurnModel } from './readChurnModel';
import { readRhythms, type Rhythms } from './readRhythms';

const churnFields = [
	'churnRisk',
	'churnLevel',
	'churnStatus',
	'churnReasons',
	'churnExplanation',
	'churnRiskChange',
	'expectedGapDays',
	'daysOverdue',
	'lapseAfterDays',
	'winBackKey',
	'churnModelVersion',
] as const;

export type ChurnStatus = 'lapsed' | 'atRisk' | 'ok';

export interface ChurnResult extends CustomersResult {
	/** Copies of the customers whose status is `atRisk`. */
	readonly atRisk: OutputRow[];
	/** Copies of the customers whose status is `lapsed`. */
	readonly winBackDue: OutputRow[];
}

/**
 * Gives every customer a churn risk, a status (lapsed, at risk, ok) and the reasons for both.
 *
 * Levels and flags use the unrounded risk; the row carries it with two decimals. A customer without a known last order
 * has no risk and is `ok`. A customer without a tier is watched like the watched tiers, and lapses after the days for
 * everyone: a base that was never tiered is judged all the same.
 *
 * @param previous rows of the last run, for risks that rise and scores that fall fast; may be empty
 */
export function checkChurn(
	rows: readonly JsonRecord[],
	options: ChurnOptions,
	previous: readonly JsonRecord[] = [],
): ChurnResult {
	const { fieldNames } = options;
	const { ids, sources, setAside } = readCustomers(rows, fieldNames.customerId);
	const rhythms = readRhythms(rows, sources, options);
	const { model, notices } = obtainModel(rows, sources, rhythms, options);
	const version = modelVersion(versionContent(options, model));
	const before = readPrevious(previous, options);
	const lapseDaysOf = lapseDaysReader(options);
	const riskOf = riskMethods[options.method];
	const watched = new Set(codeList(options.watchedTiers));
	const vips = new Set(codeList(options.vipTiers));

	const copyRow = rowCopier(churnFields);
	const explain = churnExplainer();
	const keyEndOf = keyEndWriter();
	const customers: OutputRow[] = [];
	const atRisk: OutputRow[] = [];
	const winBackDue: OutputRow[] = [];
	const levels = { low: 0, medium: 0, high: 0 };
	let withoutTier = 0;
	let riskSum = 0;

	for (let i = 0; i < ids.length; i++) {
		const source = sources[i];
		const row = rows[source];
		const daysSilent = rhythms.daysSilent[i];
		const last = before?.get(ids[i]);
		if (Number.isNaN(daysSilent)) {
			customers.push({
				row: Object.assign(copyRow(row), unknownRisk(rhythms.orderDays[i], version)),
				source,
			});
			continue;
		}
		const tier = tierOf(row[fieldNames.tier]);
		if (tier === undefined) withoutTier++;
		const gap = expectedGap(
			rhythms.ownGapDays[i],
			rhythms.ownGaps[i],
			model.meanGapDays,
			options.gapPriorWeight,
		);
		const risk = riskOf(rhythms, i, model, gap, options);
		const lapseDays = lapseDaysOf(tier, row);
		const isLapsed = lapseDays !== undefined && daysSilent >= lapseDays;
		const riskChange = risk - (last?.risk ?? NaN);

		let reasons = riskReasons(rhythms, i, gap, options);
		if (isLapsed) reasons |= churnReasons.lapsed;
		if (tier === undefined || watched.has(tier)) {
			reasons |= warningReasons(rhythms, i, risk, tier !== undefined && vips.has(tier), options);
			if (riskChange >= options.riskRisePoints && options.riskRisePoints > 0) {
				reasons |= churnReasons.riskRising;
			}
			if (isScoreFalling(row, last?.score ?? NaN, options)) reasons |= churnReasons.scoreFalling;
		}
		const status: ChurnStatus = isLapsed ? 'lapsed' : (reasons & warnings) !== 0 ? 'atRisk' : 'ok';
		const level = risk < options.mediumFrom ? 'low' : risk <= options.highAbove ? 'medium' : 'high';
		levels[level]++;
		riskSum += risk;

		const out = copyRow(row);
		out.churnRisk = round(risk, 100);
		out.churnLevel = level;
		out.churnStatus = status;
		out.churnReasons = writeChurnReasons(reasons);
		out.churnExplanation = explain({
			method: options.method,
			reasons,
			tier,
			orders: rhythms.orderDays[i],
			neverReturnShare: shareOf(model, rhythms.orderDays[i]),
			daysSilent,
			expectedGapDays: gap,
			risk,
			riskChange,
			lapseDays,
			silenceDays: options.silenceDays,
			probabilityDays: options.probabilityDays,
		});
		out.churnRiskChange = Number.isNaN(riskChange) ? null : round(riskChange, 100);
		out.expectedGapDays = round(gap, 10);
		out.daysOverdue = Math.max(0, round(daysSilent - gap, 10));
		out.lapseAfterDays = lapseDays ?? null;
		out.winBackKey = status === 'ok' ? null : ids[i] + keyEndOf(status, rhythms.lastOrderDay[i]);
		out.churnModelVersion = version;
		const customer = { row: out, source };
		customers.push(customer);
		if (status === 'atRisk') atRisk.push(customer);
		else if (status === 'lapsed') winBackDue.push(customer);
	}

	const judged = levels.low + levels.medium + levels.high;
	notices.push(...dataNotices(rhythms, withoutTier, lapseDaysOf.unknownTiers(), options));
	return {
		customers,
		atRisk,
		winBackDue,
		setAside: sortSetAside(setAside),
		notices,
		summary: {
			customers: customers.length,
			setAside: setAside.length,
			lapsed: winBackDue.length,
			atRisk: atRisk.length,
			ok: customers.length - winBackDue.length - atRisk.length,
			withoutRisk: customers.length - judged,
			lowRisk: levels.low,
			mediumRisk: levels.medium,
			highRisk: levels.high,
			averageRisk: judged === 0 ? null : round(riskSum / judged, 100),
			meanGapDays: round(model.meanGapDays, 10),
			churnModelVersion: version,
			model: { ...model, version },
			notices,
		},
	};
}

const warnings =
	churnReasons.highRisk |
	churnReasons.vipAtRisk |
	churnReasons.decliningTrend |
	churnReasons.riskRising |
	churnReasons.scoreFalling;

type RiskMethod = (
	rhythms: Rhythms,
	customer: number,
	model: ChurnModel,
	expectedGapDays: number,
	options: ChurnOptions,
) => number;

/** How each method comes to a risk in points. */
const riskMethods = {
	ownRhythm: (rhythms, i, model, gap) =>
		100 *
		ownRhythmRisk(
			shareOf(model, rhythms.orderDays[i]),
			rhythms.daysSilent[i],
			gap,
			model.recalibration,
		),
	formula: (rhythms, i) => formulaRisk(formulaInput(rhythms, i)),
	formulaBounded: (rhythms, i) => boundedFormulaRisk(formulaInput(rhythms, i)),
	probability: (rhythms, i, model, expectedGapDays, options) =>
		100 *
		noOrderRisk(
			model.orderModel ?? null,
			{
				orderDays: rhythms.orderDays[i],
				ownGaps: rhythms.ownGaps[i],
				ownGapDays: rhythms.ownGapDays[i],
				daysSilent: rhythms.daysSilent[i],
				neverReturnShare: shareOf(model, rhythms.orderDays[i]),
				expectedGapDays,
			},
			options.probabilityDays,
			model.timeFactor,
		),
	silence: (rhythms, i, _model, _gap, options) =>
		rhythms.daysSilent[i] >= options.silenceDays ? 100 : 0,
} as const satisfies Record<ChurnOptions['method'], RiskMethod>;

function shareOf(model: ChurnModel, orders: number): number {
	return model.neverReturnShares[Math.min(Math.max(orders, 1), highestOrderNumber) - 1];
}

function formulaInput(rhythms: Rhythms, i: number) {
	return {
		daysSilent: rhythms.daysSilent[i],
		trend: rhythms.trends[i],
		recentOrders: rhythms.recentOrders[i],
		earlierOrders: rhythms.earlierOrders[i],
	};
}

/** What the risk itself rests on. */
function riskReasons(rhythms: Rhythms, i: number, gap: number, options: ChurnOptions): number {
	const daysSilent = rhythms.daysSilent[i];
	switch (options.method) {
		case 'ownRhythm':
		case 'probability':
			return (
				(rhythms.orderDays[i] === 1 ? churnReasons.firstTimeBuyer : 0) |
				(daysSilent > gap ? churnReasons.overdue : churnReasons.withinRhythm)
			);
		case 'silence':
			return daysSilent >= options.silenceDays ? churnReasons.silent : churnReasons.recentOrder;
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
): number {
	const { riskThreshold } = options;
	const isHigh = options.riskOperator === 'above' ? risk > riskThreshold : risk >= riskThreshold;
	const isFading = rhythms.trends[i] === 'declining' && rhythms.daysSilent[i] <= options.activeDays;
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

/** The fields of a customer whose silence is not known. */
function unknownRisk(orders: number, version: string): JsonRecord {
	const isBuyer = orders > 0;
	return {
		churnRisk: null,
		churnLevel: null,
		churnStatus: 'ok',
		churnReasons: isBuyer ? 'unknownLastOrder' : 'noOrders',
		churnExplanation: isBuyer
			? 'The day of the last order is not known, so there is no risk to tell'
			: 'No order so far, so there is no customer to lose yet',
		churnRiskChange: null,
		expectedGapDays: null,
		daysOverdue: null,
		lapseAfterDays: null,
		winBackKey: null,
		churnModelVersion: version,
	};
}

function obtainModel(
	rows: readonly JsonRecord[],
	sources: readonly number[],
	rhythms: Rhythms,
	options: ChurnOptions,
): { model: ChurnModel; notices: Notice[] } {
	if (options.use === 'fit') return fitChurnModel(rows, sources, rhythms, options);
	return { model: readChurnModel(options), notices: [] };
}

/** What a risk, a level and a status depend on: only the chosen method's and rule's own options, and what was learned. */
function versionContent(options: ChurnOptions, model: ChurnModel): JsonRecord {
	const { method, lapseRule, lapsePreset } = options;
	return {
		method,
		ownRhythm: method === 'ownRhythm' && {
			neverReturnShares: model.neverReturnShares,
			recalibration: model.recalibration,
		},
		probability: method === 'probability' && {
			days: options.probabilityDays,
			orderModel: model.orderModel,
			timeFactor: model.timeFactor,
			neverReturnShares: model.neverReturnShares,
		},
		meanGapDays: model.meanGapDays,
		gapPriorWeight: options.gapPriorWeight,
		silenceDays: method === 'silence' && options.silenceDays,
		trendWindowDays: options.trendWindowDays,
		lapseRule,
		lapsePreset: lapseRule === 'byTier' && lapsePreset,
		lapseTable: lapseRule === 'byTier' && lapsePreset === 'custom' && options.lapseTable,
		moneyLapseTable: lapseRule === 'byMoney' && options.moneyLapseTable,
		uniformLapseDays: lapseRule !== 'byMoney' && options.uniformLapseDays,
		watchedTiers: codeList(options.watchedTiers),
		vipTiers: codeList(options.vipTiers),
		riskThreshold: options.riskThreshold,
		riskOperator: options.riskOperator,
		activeDays: options.activeDays,
		riskRisePoints: options.riskRisePoints,
		scoreFallPoints: options.scoreFallPoints,
		scoreFallPercent: options.scoreFallPercent,
		mediumFrom: options.mediumFrom,
		highAbove: options.highAbove,
	};
}

interface PreviousRun {
	readonly risk: number;
	readonly score: number;
}

function readPrevious(
	previous: readonly JsonRecord[],
	{ fieldNames }: ChurnOptions,
): Map<string, PreviousRun> | undefined {
	if (previous.length === 0) return undefined;
	const { ids, sources } = readCustomers(previous, fieldNames.customerId);
	return new Map(
		ids.map((id, i) => [
			id,
			{
				risk: readNumber(previous[sources[i]][fieldNames.previousChurnRisk]),
				score: readNumber(previous[sources[i]][fieldNames.valueScore]),
			},
		]),
	);
}

function dataNotices(
	rhythms: Rhythms,
	withoutTier: number,
	unknownTiers: readonly string[],
	options: ChurnOptions,
): Notice[] {
	const notices: Notice[] = [];
	const warn = (code: string, message: string) => notices.push({ code, message, level: 'warning' });
	const unusual =
		options.lapseRule === 'uniform'
			? unusualUniformLapse(options.uniformLapseDays)
			: options.lapseRule === 'byTier' && options.lapsePreset === 'custom'
				? unusualTierLapses(options.lapseTable)
				: [];
	if (unusual.length > 0) {
		warn(
			'unusualLapseDays',
			`Some days until lapsed are unusual: ${unusual.join('; ')}. Check that this is meant.`,
		);
	}
	if (withoutTier > 0) {
		const lapse =
			options.lapseRule === 'byTier' && options.uniformLapseDays > 0
				? ` and count as lapsed after ${options.uniformLapseDays} days`
				: '';
		warn(
			'noTiers',
			`${withoutTier} customers have no tier: all of them are watched${lapse}. Put Assign Tier before this node for days by tier.`,
		);
	}
	if (unknownTiers.length > 0) {
		warn(
			'unknownTiers',
			`No days are set for the tier ${firstFew(unknownTiers)}, so these customers never lapse. Choose "My Own Table" under "Days by Tier" and add a row for it, or let customers lapse by money spent.`,
		);
	}
	if (rhythms.unreadableHistory > 0) {
		warn(
			'unreadableOrderHistory',
			`The order history of ${rhythms.unreadableHistory} customers can't be read; their number of orders and usual days between them were used. Pass on "${options.fieldNames.orderHistory}" as Compute RFM wrote it.`,
		);
	}
	if (rhythms.withoutHistory > rhythms.unreadableHistory) {
		notices.push({
			code: 'missingOrderHistory',
			message: `${rhythms.withoutHistory - rhythms.unreadableHistory} customers come without "${options.fieldNames.orderHistory}"; their number of orders and usual days between them were used. Put Compute RFM before this node for exact rhythms.`,
			level: 'info',
		});
	}
	return notices;
}

function tierOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Writes `:lapsed:2025-06-01`; a base's last orders fall on few days, so each is written once. */
function keyEndWriter(): (status: 'lapsed' | 'atRisk', day: number) => string {
	const ends = { lapsed: new Map<number, string>(), atRisk: new Map<number, string>() };
	return (status, day) => {
		let end = ends[status].get(day);
		if (end === undefined) {
			end = `:${status}:${Number.isNaN(day) ? 'unknown' : dateOfDay(day)}`;
			ends[status].set(day, end);
		}
		return end;
	};
}

function round(value: number, scale: number): number {
	const rounded = Math.round(value * scale) / scale;
	return rounded === 0 ? 0 : rounded;
}
