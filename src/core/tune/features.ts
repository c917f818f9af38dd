import { codeList } from '../../values/codeList';
import { InvalidInputError } from '../../values/invalidInputError';
import { isRecord } from '../../values/isRecord';
import type { JsonRecord } from '../../values/jsonRecord';
import { ownCell } from '../../values/ownCell';
import { parseJson } from '../../values/parseJson';
import { parseOptions } from '../../values/parseOptions';
import { readNumber } from '../../values/readNumber';
import { isYes } from '../../values/yesOrNo';
import { readRuleSet } from '../score/readRuleSet';
import { engagementCapCode, scoreRule, type ScoreRule } from '../score/scoreRule';
import type { TuneOptions } from './options';

/** A possible predictor of later value. */
export interface Feature {
	/** Code of the rule, or name of the field. */
	readonly name: string;
	readonly label: string;
	/** Points for one unit; undefined for a field, which has none yet. */
	readonly pointsToday: number | undefined;
	/** The rule with other points. */
	readonly ruleWith: (points: number) => ScoreRule;
}

/** One feature of one customer: the position of the feature, and its units. */
export type Entry = readonly [feature: number, units: number];

export interface FeatureSet {
	readonly features: readonly Feature[];
	/** Text that distinguishes customers with different entries. */
	readonly keyOf: (row: JsonRecord) => string;
	/** A customer's entries, by ascending position; undefined where the text can't be read. */
	readonly entriesOf: (row: JsonRecord) => Entry[] | undefined;
	/** Codes in the reasons that belong to no rule, as they are found. */
	readonly unknownCodes: ReadonlySet<string>;
	/** Whether anybody's reasons so far contain the engagement cap. */
	readonly isCapReached: () => boolean;
}

/** The features that the options choose: the rules that customers were scored by, or fields. */
export function featureSet(options: TuneOptions): FeatureSet {
	return options.featuresFrom === 'fields' ? fieldFeatures(options) : ruleFeatures(options);
}

/** The rules of the score; the JSON may be a rule set or the whole model of Score Customer. */
function rulesOf({ rulesFrom, rulesJson }: TuneOptions): ScoreRule[] {
	const lists = { rules: [], ownRules: [] };
	if (rulesFrom === 'standard') return readRuleSet({ ...lists, rulesFrom, rulesJson: '' });
	const value = typeof rulesJson === 'string' ? parseJson(rulesJson) : rulesJson;
	const model = isRecord(value) && isRecord(value.model) ? value.model : value;
	const isModel = isRecord(model) && 'kind' in model && 'rules' in model;
	return readRuleSet({ ...lists, rulesFrom, rulesJson: isModel ? model.rules : rulesJson });
}

function ruleFeatures(options: TuneOptions): FeatureSet {
	const { scoreReasons } = options.fieldNames;
	const rules = rulesOf(options);
	const placeOf = new Map(rules.map(({ code }, place) => [code, place]));
	const unknownCodes = new Set<string>();
	let isCapReached = false;
	const textOf = (row: JsonRecord) => {
		const text = ownCell(row, scoreReasons);
		return typeof text === 'string' ? text : '';
	};
	return {
		unknownCodes,
		isCapReached: () => isCapReached,
		keyOf: textOf,
		features: rules.map((rule) => ({
			name: rule.code,
			label: rule.label || rule.code,
			pointsToday: rule.points,
			ruleWith: (points) => withPoints(rule, points),
		})),
		entriesOf: (row) => {
			const entries = new Map<number, number>();
			for (const reason of textOf(row).split(',')) {
				if (reason === '') continue;
				const colon = reason.lastIndexOf(':');
				const code = reason.slice(0, colon).trim();
				const points = readNumber(reason.slice(colon + 1));
				if (colon < 1 || Number.isNaN(points)) return undefined;
				const place = placeOf.get(code);
				if (place !== undefined && rules[place].points !== 0) {
					entries.set(place, points / rules[place].points + (entries.get(place) ?? 0));
				} else if (code === engagementCapCode) isCapReached = true;
				else unknownCodes.add(code);
			}
			return [...entries].sort(([a], [b]) => a - b);
		},
	};
}

/** A rule's cap limits its points, so it changes with them: the rule keeps counting as many units as before. */
function withPoints(rule: ScoreRule, points: number): ScoreRule {
	const cap = Math.round(((rule.cap * points) / rule.points) * 100) / 100;
	return { ...rule, points, cap: Math.abs(cap) };
}

function fieldFeatures({ featureFields }: TuneOptions): FeatureSet {
	const fields = codeList(featureFields);
	if (fields.length === 0) {
		throw new InvalidInputError('featureFields', 'at least one name of a field', featureFields);
	}
	const fieldsWithNumbers = new Set<string>();
	const unitsOf = (row: JsonRecord, field: string) => {
		const value = ownCell(row, field);
		const number = readNumber(value);
		if (Number.isNaN(number)) return Number(isYes(value));
		fieldsWithNumbers.add(field);
		return number;
	};
	const codes = ruleCodes(fields);
	return {
		unknownCodes: new Set(),
		isCapReached: () => false,
		keyOf: (row) => fields.map((field) => unitsOf(row, field)).join(),
		features: fields.map((field, place) => ({
			name: field,
			label: field,
			pointsToday: undefined,
			ruleWith: (points) =>
				parseOptions(scoreRule, {
					code: codes[place],
					label: field.slice(0, 200),
					source: 'field',
					field,
					...(fieldsWithNumbers.has(field) ? { pointsFor: 'unit' } : { operator: 'isTrue' }),
					points,
				}),
		})),
		entriesOf: (row) =>
			fields.flatMap((field, place): Entry[] => {
				const units = unitsOf(row, field);
				return units === 0 ? [] : [[place, units]];
			}),
	};
}

/** A rule code for each field, with only letters, digits and `_`. */
function ruleCodes(fields: readonly string[]): string[] {
	const seen = new Set<string>([engagementCapCode]);
	return fields.map((field, place) => {
		const plain = field.replace(/\W+/g, '_').slice(0, 60);
		const code = /^[A-Za-z]/.test(plain) && !seen.has(plain) ? plain : `field${place + 1}`;
		seen.add(code);
		return code;
	});
}
