import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import type { ChurnModel } from './churnModel';
import type { ChurnTally } from './churnTally';
import type { ChurnOptions } from './options';
import { riskFeatures } from './riskCorrection';
import { roundTo } from '../stats/rounding';

/** The Summary of Churn Check. */
export function summariseChurn(
	tally: ChurnTally,
	setAside: number,
	{ model, version }: { readonly model: ChurnModel; readonly version: string },
	notices: readonly Notice[],
	options: ChurnOptions,
): JsonRecord {
	return {
		...tally.summary(setAside),
		...(options.winBack === 'newLapses' && { winBacks: tally.winBackSummary() }),
		meanGapDays: roundTo(model.meanGapDays, 1),
		...(options.method === 'probability' && { riskCorrection: correctionIn(model) }),
		churnModelVersion: version,
		model: { ...model, version },
		notices,
	};
}

/** How much of the correction is taken, the weight of each feature, and the errors that it was tested by. */
function correctionIn({ riskCorrection }: ChurnModel): JsonRecord | null {
	if (riskCorrection == null) return null;
	const { days, pasts, blend, weights, uncorrected, corrected } = riskCorrection;
	return {
		days,
		pasts,
		blend,
		weights: Object.fromEntries(riskFeatures.map((name, i) => [name, roundTo(weights[i], 4)])),
		logLossUncorrected: roundTo(uncorrected.logLoss, 4),
		logLoss: roundTo(corrected.logLoss, 4),
		brierScoreUncorrected: roundTo(uncorrected.brierScore, 4),
		brierScore: roundTo(corrected.brierScore, 4),
	};
}
