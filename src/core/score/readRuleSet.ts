import { z } from 'zod';
import { InvalidInputError } from '../../values/invalidInputError';
import { parseJson } from '../../values/parseJson';
import { parseOptions } from '../../values/parseOptions';
import type { ScoreOptions } from './options';
import { scoreRules, type ScoreRule } from './scoreRule';
import { standardRules } from './standardRules';

const ruleSet = z.object({ rules: scoreRules }).strict();

/**
 * The rules to score by: the standard ones, these with added ones, the editor's list, or a whole rule set as JSON.
 *
 * JSON is a text or a value, a list of rules or an object with the member `rules`. A fault is an `InvalidInputError`
 * that names the member by its path, e.g. `rulesJson.3.points`.
 */
export function readRuleSet(
	options: Pick<ScoreOptions, 'rulesFrom' | 'rules' | 'ownRules' | 'rulesJson'>,
): ScoreRule[] {
	switch (options.rulesFrom) {
		case 'standard':
			return parseOptions(scoreRules, standardRules);
		case 'standardAndOwn':
			return standardWith(options.ownRules);
		case 'list':
			return options.rules;
		case 'json':
			return readJson(options.rulesJson);
	}
}

/**
 * The standard rules in their order, each replaced by an added rule with the same code, followed by the other added
 * rules.
 */
function standardWith(added: readonly ScoreRule[]): ScoreRule[] {
	const rules = new Map(parseOptions(scoreRules, standardRules).map((rule) => [rule.code, rule]));
	for (const rule of added) rules.set(rule.code, rule);
	return [...rules.values()];
}

function readJson(given: unknown): ScoreRule[] {
	const value = typeof given === 'string' ? parseJson(given) : given;
	if (Array.isArray(value)) return parseOptions(scoreRules, value, 'rulesJson');
	if (typeof value !== 'object' || value === null) throw notRules(given);
	return parseOptions(ruleSet, value, 'rulesJson').rules;
}

function notRules(received: unknown): InvalidInputError {
	return new InvalidInputError('rulesJson', 'valid JSON: a list of rules', received);
}
