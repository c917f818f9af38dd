import { InvalidInputError } from '../../values/invalidInputError';
import { readSavedModel } from '../model/readSavedModel';
import { scoreModel, scoreSettings, type ScoreOptions, type ScoreSettings } from './options';
import { readRuleSet } from './readRuleSet';
import type { ScoreRule } from './scoreRule';

/** The rules and settings to score by. */
export interface ScorePlan {
	readonly settings: ScoreSettings;
	readonly rules: readonly ScoreRule[];
}

/**
 * The rules and settings to score by: all of a saved model's, or the options'.
 *
 * Limits that contradict each other are an `InvalidInputError`.
 */
export function readScorePlan(options: ScoreOptions): ScorePlan {
	if (options.use === 'savedModel') {
		const {
			kind: _kind,
			version: _version,
			rules,
			...settings
		} = readSavedModel('score', options.savedModel, scoreModel);
		return { settings: checked(settings), rules };
	}
	const { vipTopPercent, reengageBottomPercent } = options;
	if (options.bandLimits === 'percentiles' && vipTopPercent + reengageBottomPercent > 100) {
		throw new InvalidInputError(
			'reengageBottomPercent',
			`at most ${100 - vipTopPercent}, so that the bands don't overlap`,
			reengageBottomPercent,
		);
	}
	return { settings: checked(scoreSettings.parse(options)), rules: readRuleSet(options) };
}

function checked(settings: ScoreSettings): ScoreSettings {
	if (settings.reengageBelow <= settings.vipAbove) return settings;
	throw new InvalidInputError(
		'reengageBelow',
		`at most ${settings.vipAbove}, the limit of the VIP band, so that the bands don’t overlap`,
		settings.reengageBelow,
	);
}
