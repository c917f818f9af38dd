import { modelVersion } from '../model/modelVersion';
import { fitBandLimits } from './bands';
import type { ScoreModel, ScoreOptions } from './options';
import type { ScorePlan } from './scorePlan';

/**
 * The final model: with the limits fitted to the shop's own scores where that is chosen.
 *
 * @param scores of those who have ordered: visitors would lower every percentile
 */
export function fitScoreModel(
	plan: ScorePlan,
	options: Pick<ScoreOptions, 'use' | 'bandLimits' | 'vipTopPercent' | 'reengageBottomPercent'>,
	scores: readonly number[],
): ScoreModel {
	const isFitted = options.use === 'fit' && options.bandLimits === 'percentiles';
	const limits = isFitted ? fitBandLimits(scores, options) : undefined;
	const content = { ...plan.settings, ...limits, rules: [...plan.rules] };
	return { kind: 'score', version: modelVersion(content), ...content };
}
