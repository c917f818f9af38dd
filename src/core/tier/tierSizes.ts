import type { JsonRecord } from '../../values/jsonRecord';
import { breakdownRows } from '../breakdown';
import { tierPlaybook, type TierPlay } from '../playbook/tierPlaybook';
import { roundAmount, roundShare } from '../stats/rounding';
import { noRung, type Rung } from './tierLadder';

/** A customer's values for the counts, by column. */
export interface TieredColumns {
	/** 0 is the best tier; `noRung`: no tier. */
	readonly rungs: Uint8Array;
	readonly values: Float64Array;
	readonly revenue: Float64Array;
}

/**
 * A tier in the summary. Shares are fractions of the customers who have a tier; null where they can't be calculated.
 */
export interface TierSize {
	readonly tier: string;
	readonly name: string;
	readonly customers: number;
	readonly share: number | null;
	readonly revenue: number;
	readonly revenueShare: number | null;
	readonly averageValue: number | null;
	/** E.g. `1–2`; null for custom tiers. */
	readonly emailsPerWeek: string | null;
	readonly offerCeilingPercent: number | null;
	/** Null: never, or a custom tier. */
	readonly reactivateAfterDays: number | null;
}

/** Size, revenue, average value and playbook of every tier, best first. A customer without revenue counts as 0. */
export function tierSizesOf(
	tiers: ReadonlyArray<Pick<Rung, 'tier' | 'name'>>,
	{ rungs, values, revenue }: TieredColumns,
): TierSize[] {
	const sums = tiers.map(() => ({ customers: 0, revenue: 0, value: 0 }));
	let customers = 0;
	let revenueOfAll = 0;
	for (let i = 0; i < rungs.length; i++) {
		if (rungs[i] === noRung) continue;
		const sum = sums[rungs[i]];
		const amount = Number.isNaN(revenue[i]) ? 0 : revenue[i];
		customers++;
		sum.customers++;
		sum.revenue += amount;
		sum.value += values[i];
		revenueOfAll += amount;
	}
	return tiers.map(({ tier, name }, rung) => {
		const sum = sums[rung];
		return {
			tier,
			name,
			customers: sum.customers,
			share: ratio(sum.customers, customers),
			revenue: roundAmount(sum.revenue) ?? 0,
			revenueShare: ratio(sum.revenue, revenueOfAll),
			averageValue: roundAmount(sum.value / sum.customers),
			...playOf(tier),
		};
	});
}

/** The tiers as rows of the output Breakdown, best first. */
export function tierBreakdown(tiers: readonly TierSize[]): JsonRecord[] {
	const groups = tiers.map((size) => ({ ...size, code: size.tier }));
	return breakdownRows(groups, ({ averageValue, emailsPerWeek, offerCeilingPercent }) => ({
		averageValue,
		emailsPerWeek,
		offerCeilingPercent,
	}));
}

function playOf(tier: string) {
	const play: TierPlay | undefined = Object.hasOwn(tierPlaybook, tier)
		? tierPlaybook[tier as keyof typeof tierPlaybook]
		: undefined;
	return {
		emailsPerWeek: play === undefined ? null : play.emailsPerWeek.join('–'),
		offerCeilingPercent: play?.offerCeilingPercent ?? null,
		reactivateAfterDays: play?.reactivateAfterDays ?? null,
	};
}

/** A share with six decimals; null where the whole is empty. */
export function ratio(part: number, whole: number): number | null {
	return whole > 0 ? roundShare(part / whole) : null;
}
