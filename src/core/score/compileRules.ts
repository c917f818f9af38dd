import { readerOf, type Reader } from '../orders/readPath';
import { compileCondition, type Condition } from './condition';
import type { ScoreSettings } from './options';
import type { ScoreRule } from './scoreRule';

/** The subtotal that a rule's points are added to besides the score. */
export type RuleGroup = 'transaction' | 'engagement' | 'other';

/** A rule prepared for scoring many customers. */
export interface CompiledRule {
	/** Position in the rule set, by which points are stored. */
	readonly index: number;
	readonly code: string;
	readonly label: string;
	readonly source: ScoreRule['source'];
	readonly group: RuleGroup;
	/** What an event of the rule shows; intent counts as engagement too. */
	readonly signal: 'engagement' | 'intent' | 'none';
	readonly points: number;
	readonly isPerUnit: boolean;
	/** Infinity: none. */
	readonly cap: number;
	/** Infinity: the points don't decay. */
	readonly halfLifeDays: number;
	/** Infinity: no limit. */
	readonly lookBackDays: number;
	readonly applies: Condition;
	readonly eventTypes: readonly string[];
	readonly field: string;
	readonly readField: Reader;
	readonly readDate: Reader | undefined;
	readonly readCount: Reader | undefined;
}

const groupOfSource = {
	order: 'transaction',
	event: 'engagement',
	field: 'other',
} as const satisfies Record<ScoreRule['source'], RuleGroup>;

/** Points are summed as whole millionths, so that the order of events can't change a sum. */
const millionths = 1_000_000;
/** Larger counts and amounts count as this much, which keeps all points finite. */
const mostUnits = 1e12;

/** Prepares a rule set for scoring. */
export function compileRules(
	rules: readonly ScoreRule[],
	settings: Pick<ScoreSettings, 'engagementHalfLifeDays'>,
): CompiledRule[] {
	return rules.map((rule, index) => {
		const group = rule.group === 'automatic' ? groupOfSource[rule.source] : rule.group;
		const isEngagementEvent = rule.source === 'event' && group === 'engagement';
		const sharedHalfLife = isEngagementEvent ? settings.engagementHalfLifeDays : 0;
		return {
			index,
			code: rule.code,
			label: rule.label || rule.code,
			source: rule.source,
			group,
			signal:
				rule.signal !== 'automatic'
					? rule.signal
					: isEngagementEvent && rule.points >= 0
						? 'engagement'
						: 'none',
			points: rule.points,
			isPerUnit: rule.pointsFor === 'unit',
			cap: rule.cap || Infinity,
			halfLifeDays: rule.halfLifeDays || sharedHalfLife || Infinity,
			lookBackDays: rule.lookBackDays || Infinity,
			applies: compileCondition(rule.operator, rule.value, rule.valueTo),
			eventTypes: rule.eventTypes.split(',').map(plainEventType).filter(Boolean),
			field: rule.field,
			readField: readerOf([rule.field]) ?? (() => undefined),
			readDate: readerOf([rule.dateField]),
			readCount: readerOf([rule.countField]),
		};
	});
}

/**
 * An event type in the form in which types are compared: lower case, letters and digits only.
 *
 * @example plainEventType('Opened Email') === plainEventType('opened_email') // true
 */
export function plainEventType(type: string): string {
	return type.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The points of one match of a rule, in millionths.
 *
 * A match `ageDays` old is worth 0.5^(age / half-life) of its points, and nothing from the look-back on.
 *
 * @param units factor of the points
 */
export function pointsOfMatch(rule: CompiledRule, units: number, ageDays: number): number {
	if (ageDays >= rule.lookBackDays) return 0;
	const weight = rule.halfLifeDays === Infinity ? 1 : 0.5 ** (ageDays / rule.halfLifeDays);
	return Math.round(rule.points * limitUnits(units) * weight * millionths);
}

/** Points of a rule in hundredths, from their sum in millionths, within the rule's cap. */
export function withinCap(rule: CompiledRule, sum: number): number {
	const cap = rule.cap * 100;
	return Math.max(-cap, Math.min(cap, Math.round(sum / 10_000))) + 0;
}

function limitUnits(units: number): number {
	return Math.max(-mostUnits, Math.min(mostUnits, units));
}
