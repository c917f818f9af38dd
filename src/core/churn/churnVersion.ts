import { codeList } from '../../values/codeList';
import { modelVersion } from '../model/modelVersion';
import type { ChurnModel } from './churnModel';
import type { ChurnOptions } from './options';

/**
 * The version of a run's judgements: everything that a risk, a level and a status depend on, which is the options of
 * the chosen method and rule, and the fitted model.
 */
export function churnVersionOf(options: ChurnOptions, model: ChurnModel): string {
	const { method, lapseRule, lapsePreset } = options;
	return modelVersion({
		method,
		ownRhythm: method === 'ownRhythm' && {
			neverReturnShares: model.neverReturnShares,
			recalibration: model.recalibration,
		},
		probability: method === 'probability' && {
			days: options.probabilityDays,
			orderModel: model.orderModel,
			timeFactor: model.timeFactor,
			riskCorrection: model.riskCorrection ?? undefined,
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
	});
}
