import { countWithin } from '../stats/countWithin';
import type { ScoreSettings } from './options';

/** The bands of a score, best first. */
export const valueScoreBands = ['vip', 'core', 'reengage'] as const;

export type ValueScoreBand = (typeof valueScoreBands)[number];

/** The facts that the guard checks. */
export interface BandFacts {
	readonly orderCountLifetime: number;
	/** NaN where not known. */
	readonly daysSinceLastOrder: number;
	/** Days since the first order; NaN: not known. */
	readonly customerAgeDays: number;
}

export type BandSettings = Pick<
	ScoreSettings,
	'vipAbove' | 'reengageBelow' | 'literalBands' | 'recentOrderDays' | 'newCustomerDays'
>;

/**
 * Whether a low score may mean `reengage`: only for somebody who has ordered, but neither recently nor for the first
 * time recently.
 *
 * Without the guard most of a shop would be "to be re-engaged" on the day after its first order.
 */
export function isOpenToReengage(facts: BandFacts, settings: BandSettings): boolean {
	if (settings.literalBands) return true;
	const isQuiet = facts.daysSinceLastOrder > settings.recentOrderDays;
	const isNew = facts.customerAgeDays < settings.newCustomerDays;
	return facts.orderCountLifetime > 0 && isQuiet && !isNew;
}

/** The band of a score; both limits are strict. */
export function bandOf(
	score: number,
	isOpen: boolean,
	settings: Pick<BandSettings, 'vipAbove' | 'reengageBelow'>,
): ValueScoreBand {
	if (score > settings.vipAbove) return 'vip';
	return score < settings.reengageBelow && isOpen ? 'reengage' : 'core';
}

/**
 * The limits of the bands from a shop's own scores.
 *
 * At most the given shares are strictly above and strictly below them, so that equal scores stay in one band: if all
 * are identical there is neither `vip` nor `reengage`. Undefined without scores.
 */
export function fitBandLimits(
	scores: readonly number[],
	shares: { readonly vipTopPercent: number; readonly reengageBottomPercent: number },
): Pick<BandSettings, 'vipAbove' | 'reengageBelow'> | undefined {
	if (scores.length === 0) return undefined;
	const ascending = Float64Array.from(scores).sort();
	const count = ascending.length;
	const above = Math.min(count - 1, countWithin(shares.vipTopPercent, count));
	const below = Math.min(count - 1, countWithin(shares.reengageBottomPercent, count));
	return { vipAbove: ascending[count - 1 - above], reengageBelow: ascending[below] };
}
