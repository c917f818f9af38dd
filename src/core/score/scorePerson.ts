import type { ShopCalendar } from '../../values/shopCalendar';
import type { CompiledRule } from './compileRules';
import { pointsOfRule, type RuledCustomer } from './pointsOfRule';

/** A customer's points, all in hundredths. */
export interface PersonScore {
	/** `points[rule.index]`: the points of each rule. */
	readonly points: Float64Array;
	/** The sum of all points, less those over the engagement cap. */
	readonly score: number;
	readonly transaction: number;
	/** Before the engagement cap. */
	readonly engagement: number;
	/** The points removed by the engagement cap. */
	readonly overCap: number;
}

/**
 * Applies every rule to a customer and adds up the points.
 *
 * @param points receives the points of each rule; reused for the next customer
 */
export function scorePerson(
	rules: readonly CompiledRule[],
	customer: RuledCustomer,
	calendar: ShopCalendar,
	engagementCap: number,
	points: Float64Array,
): PersonScore {
	for (const rule of rules) points[rule.index] = pointsOfRule(rule, customer, calendar);
	return sumPoints(rules, points, engagementCap);
}

/** Adds up the points of a person. */
export function sumPoints(
	rules: readonly CompiledRule[],
	points: Float64Array,
	engagementCap: number,
): PersonScore {
	let sum = 0;
	let transaction = 0;
	let engagement = 0;
	for (const rule of rules) {
		const given = points[rule.index];
		sum += given;
		if (rule.group === 'transaction') transaction += given;
		else if (rule.group === 'engagement') engagement += given;
	}
	const overCap = Math.max(0, engagement - Math.round(engagementCap * 100));
	return { points, score: sum - overCap, transaction, engagement, overCap };
}
