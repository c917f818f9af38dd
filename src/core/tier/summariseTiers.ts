import { tierPlaybook, type TierPlay } from '../playbook/tierPlaybook';
import type { Rung } from './tierLadder';

/** One customer's part in the summary, by column; `places` is the rung (0 best) or `noPlace`. */
export interface TieredColumns {
	readonly places: Uint8Array;
	readonly values: Float64Array;
	readonly revenue: Float64Array;
}

/** The place of a customer who has no tier. */
export const noPlace = 255;

/** A tier in the summary. Shares are fractions of the customers who have a tier; null: not to be had. */
export interface TierSize {
	readonly tier: string;
	readonly name: string;
	readonly customers: number;
	readonly share: number | null;
	readonly revenue: number;
	readonly revenueShare: number | null;
	readonly averageValue: number | null;
	/** E.g. `1–2`; null for tiers of one's own. */
	readonly emailsPerWeek: string | null;
	readonly offerCeilingPercent: number | null;
	/** Null: never, or a tier of one's own. */
	readonly reactivateAfterDays: number | null;
}

/** Size, revenue, average value and playbook of every tier, best first. A customer without revenue counts as 0. */
export function summariseTiers(
	tiers: ReadonlyArray<Pick<Rung, 'tier' | 'name'>>,
	{ places, values, revenue }: TieredColumns,
): TierSize[] {
	const sums = tiers.map(() => ({ customers: 0, revenue: 0, value: 0 }));
	let customers = 0;
	let revenueOfAll = 0;
	for (let i = 0; i < places.length; i++) {
		if (places[i] === noPlace) continue;
		const sum = sums[places[i]];
		const amount = revenue[i] === revenue[i] ? revenue[i] : 0;
		customers++;
		sum.customers++;
		sum.revenue += amount;
		sum.value += values[i];
		revenueOfAll += amount;
	}
	return tiers.map(({ tier, name }, place) => {
		const sum = sums[place];
		return {
			tier,
			name,
			customers: sum.customers,
			share: ratio(sum.customers, customers),
			revenue: rounded(sum.revenue) ?? 0,
			revenueShare: ratio(sum.revenue, revenueOfAll),
			averageValue: rounded(sum.value / sum.customers),
			...playOf(tier),
		};
	});
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

/** A share with six decimals; null where there is nothing to take a share of. */
export function ratio(part: number, whole: number): number | null {
	const value = Math.round((part / whole) * 1_000_000) / 1_000_000;
	return whole > 0 && Number.isFinite(value) ? value : null;
}

/** An amount with four decimals, so that sums show no rounding noise; null where it isn't a finite number. */
export function rounded(amount: number): number | null {
	const value = Math.round(amount * 10_000) / 10_000;
	return Number.isFinite(value) ? value : null;
}
