import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import type { ChurnModel } from './churnModel';
import type { ChurnTally } from './churnTally';
import type { ChurnOptions } from './options';
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
		churnModelVersion: version,
		model: { ...model, version },
		notices,
	};
}
