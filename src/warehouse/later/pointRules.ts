import { canonicalJson } from '../../values/canonicalJson';
import { InvalidInputError } from '../../values/invalidInputError';
import { parseOptions } from '../../values/parseOptions';
import { type CompiledRule, compileRules } from '../../core/score/compileRules';
import { type ScoreRule, scoreRules } from '../../core/score/scoreRule';
import { standardRules } from '../../core/score/standardRules';
import { noOrdersSegment, segmentMap } from '../../core/rfm/segments';
import type { ScorePlan } from '../../core/score/scorePlan';
import type { Frame } from '../frame';
import { refuseEvaluated } from '../safeNames';
import { daysOfLastOrder, numberFields, scaleOf } from './numberFields';
import { numberCondition, wordCondition } from './ruleCondition';
import { type Fraction, fractionOf, roundedQuotient } from './wholeNumbers';

/** A rule that gives points inside the statement. */
export interface PointRule {
	readonly rule: CompiledRule;
	/** For a rule on orders: what each order adds to its sum. */
	readonly ofOrder: string | undefined;
	/** The points of a customer in hundredths, from the columns of a customer, and `rule_N` for a rule on orders. */
	readonly hundredths: string;
}

/**
 * Turns the rules of a score into expressions; one that SQL can't compute to the very points of Score Customer is an
 * `InvalidInputError` that names it.
 *
 * Standard rules on events and surveys give no points, as in Score Customer without events.
 */
export function pointRules(frame: Frame, plan: ScorePlan, field: string): PointRule[] {
	const without = new Set(rulesWithoutData(plan.rules));
	const compiled = compileRules(plan.rules, plan.settings);
	return plan.rules.flatMap((rule, index) =>
		rule.points === 0 || without.has(rule.code)
			? []
			: [pointRule(frame, rule, compiled[index], field)],
	);
}

/** Codes of the standard rules on events and surveys, which a statement has none of. */
export function rulesWithoutData(rules: readonly ScoreRule[]): string[] {
	const standard = new Set(parseOptions(scoreRules, standardRules).map(canonicalJson));
	const without = rules.filter((rule) => {
		const hasData = rule.source === 'order' || (rule.source === 'field' && isReadable(rule.field));
		return !hasData && standard.has(canonicalJson(rule));
	});
	return without.map(({ code }) => code);
}

function isReadable(field: string): boolean {
	return Object.hasOwn(numberFields, field) || Object.hasOwn(wordFields, field);
}

function pointRule(
	frame: Frame,
	rule: ScoreRule,
	compiled: CompiledRule,
	field: string,
): PointRule {
	const refuse: Refuse = (needs) => {
		throw new InvalidInputError(
			field,
			`${needs} to compute the points in SQL`,
			`rule ${rule.code}`,
		);
	};
	if (rule.source === 'event') refuse('rules on orders and customer fields only');
	if (rule.halfLifeDays > 0) refuse('no half-life');
	if (Math.round(rule.cap * 100) !== rule.cap * 100) refuse('a cap of at most two decimals');
	return rule.source === 'order'
		? orderRule(frame, rule, compiled, refuse)
		: fieldRule(frame, rule, compiled, refuse);
}

type Refuse = (needs: string) => never;

function orderRule(
	frame: Frame,
	rule: ScoreRule,
	compiled: CompiledRule,
	refuse: Refuse,
): PointRule {
	const condition = numberCondition('value', rule, 10 ** frame.digits);
	if (condition === undefined) return refuse(`another operator than ${rule.operator}`);
	const isYoung = rule.lookBackDays > 0 ? ` AND age < ${rule.lookBackDays}` : '';
	const isPerUnit = rule.pointsFor === 'unit';
	return {
		rule: compiled,
		ofOrder: `(CASE WHEN is_counted = 1${isYoung} AND ${condition} THEN ${isPerUnit ? 'value' : '1'} ELSE 0 END)`,
		hundredths: limited(frame, rule, `COALESCE(rule_${compiled.index}, 0)`, isPerUnit, refuse),
	};
}

function fieldRule(
	frame: Frame,
	rule: ScoreRule,
	compiled: CompiledRule,
	refuse: Refuse,
): PointRule {
	if (rule.dateField !== '' || rule.lookBackDays > 0) refuse('no date field');
	const isPerUnit = rule.pointsFor === 'unit';
	const points = (condition: string, units: string, hasDigits: boolean): PointRule => ({
		rule: compiled,
		ofOrder: undefined,
		hundredths: `(CASE WHEN ${condition} THEN ${limited(frame, rule, units, hasDigits, refuse)} ELSE 0 END)`,
	});
	if (Object.hasOwn(wordFields, rule.field)) {
		if (isPerUnit) refuse('points for each match');
		const [column, words] = wordFields[rule.field];
		return points(wordCondition(frame.dialect, column, words(frame), rule), '1', false);
	}
	if (!Object.hasOwn(numberFields, rule.field))
		return refuse(
			`one of the fields ${[...Object.keys(numberFields), ...Object.keys(wordFields)].join(', ')}`,
		);
	const field = numberFields[rule.field];
	const column = rule.field === 'daysSinceLastOrder' ? daysOfLastOrder('') : field.column;
	const scale = scaleOf(field, frame.digits);
	const condition = numberCondition(column, rule, scale);
	if (condition === undefined) return refuse(`another operator than ${rule.operator}`);
	return points(condition, isPerUnit ? `COALESCE(${column}, 0)` : '1', isPerUnit && scale > 1);
}

/** Points times units in hundredths, rounded as the core rounds them, within the rule's cap. */
function limited(
	{ dialect, digits }: Frame,
	rule: ScoreRule,
	units: string,
	isMoney: boolean,
	refuse: Refuse,
): string {
	let points: Fraction;
	try {
		points = fractionOf(rule.points, rule.pointsFor === 'unit' ? 3 : 2, '');
	} catch {
		return refuse(`points of at most ${rule.pointsFor === 'unit' ? 3 : 2} decimals`);
	}
	// Points per unit may have more digits than two, and so may the units: their product is rounded once.
	const scale = points.digits + (isMoney ? digits : 0) - 2;
	const factor = points.units * 10 ** Math.max(0, -scale);
	const exact =
		units === '1'
			? String(factor)
			: roundedQuotient(dialect, `(${units} * ${factor})`, 10 ** Math.max(0, scale));
	const cap = Math.round(rule.cap * 100);
	return cap === 0 ? exact : `GREATEST(${-cap}, LEAST(${cap}, ${exact}))`;
}

/** Customer fields of one of a few words. */
const wordFields: Readonly<
	Record<string, readonly [column: string, words: (frame: Frame) => string[]]>
> = {
	rfmSegment: ['rfm_segment', segmentsOf],
	frequencyTrend: ['frequency_trend', () => ['none', 'declining', 'increasing', 'stable']],
};

function segmentsOf({ rfm }: Frame): string[] {
	const map = segmentMap(rfm.segmentMap, rfm.segments, rfm.bins);
	const scores = Array.from({ length: rfm.bins }, (_, i) => i + 1);
	const segments = new Set([noOrdersSegment]);
	for (const recency of scores)
		for (const frequency of scores)
			for (const monetary of scores) segments.add(map(recency, frequency, monetary));
	return [...segments].map((segment) => refuseEvaluated(segment, 'segments'));
}
