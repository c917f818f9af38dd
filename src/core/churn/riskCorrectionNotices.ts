import type { Notice } from '../../values/notice';
import type { ChurnModel } from './churnModel';
import type { ChurnOptions } from './options';

/** What is done to the risks of the method Probability: corrected, or not because the correction is for other days. */
export function riskCorrectionNotices(
	{ riskCorrection }: ChurnModel,
	{ method, use, probabilityDays }: ChurnOptions,
): Notice[] {
	if (method !== 'probability' || riskCorrection == null) return [];
	const { pasts, days, uncorrected, corrected } = riskCorrection;
	if (days !== probabilityDays) {
		return [
			{
				code: 'riskCorrectionUnused',
				message: `The saved model's correction of risks is for ${days} days ahead, so risks for ${probabilityDays} days are not corrected. Save a model for these days.`,
				level: 'info',
			},
		];
	}
	if (use === 'savedModel') return [];
	const fell = 100 * (1 - corrected.logLoss / uncorrected.logLoss);
	return [
		{
			code: 'risksCorrected',
			message: `Risks are corrected by what the model missed in ${pasts} earlier periods of ${days} days. Tested on each with what the others taught, the error (log loss) falls by ${fell.toFixed(1)}%. Choose an order model by name to turn this off.`,
			level: 'info',
		},
	];
}
