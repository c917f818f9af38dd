import type { TierCode } from '../tier/tierCodes';
import { tierCodes, tierNames } from '../tier/tierCodes';
import { lapseAfterDays } from './lapseAfterDays';

/** Days without an order after which a customer of a tier counts as lapsed; 0: never. */
export interface TierLapse {
	readonly tier: string;
	readonly days: number;
}

/** Days without an order after which a customer who has spent at least `from` counts as lapsed; 0: never. */
export interface MoneyLapse {
	readonly from: number;
	readonly days: number;
}

/** The lapse tables by tier that can be chosen by name. */
export const lapsePresets = {
	standard: tierTable({}),
	luxuryFashion: tierTable({ champions: 45, vip: 60, highValue: 90 }),
	consumables: tierTable({ midTier: 45 }),
} satisfies Record<string, TierLapse[]>;

export const standardMoneyLapses: MoneyLapse[] = [
	{ from: 1000, days: 60 },
	{ from: 500, days: 90 },
	{ from: 100, days: 120 },
];

/** The days that suit most shops: the presets span them. No entry: the tier should not be in the table. */
const recommendedDays: Record<TierCode, readonly [number, number] | undefined> = {
	champions: [45, 60],
	vip: [60, 75],
	highValue: [75, 90],
	midTier: [45, 120],
	lowValue: undefined,
};

const recommendedUniformDays: readonly [number, number] = [60, 120];

function tierTable(changes: Partial<Record<TierCode, number>>): TierLapse[] {
	return tierCodes.map((tier) => ({ tier, days: changes[tier] ?? lapseAfterDays[tier] ?? 0 }));
}

/** Names the days of a custom lapse table that are outside the usual range; empty if there are none. */
export function unusualTierLapses(table: readonly TierLapse[]): string[] {
	return table.flatMap(({ tier, days }) => {
		const code = tierCodes.find((candidate) => candidate === tier);
		if (code === undefined) return [];
		const range = recommendedDays[code];
		if (range === undefined) return days === 0 ? [] : [`${tierNames[code]} ${days} (usually off)`];
		return describeUnusual(tierNames[code], days, range);
	});
}

/** The same for the single number of days for everyone. */
export function unusualUniformLapse(days: number): string[] {
	return describeUnusual('Everyone', days, recommendedUniformDays);
}

function describeUnusual(who: string, days: number, range: readonly [number, number]): string[] {
	const [least, most] = range;
	if (days >= least && days <= most) return [];
	return [`${who} ${days === 0 ? 'off' : days} (usually ${least} to ${most})`];
}
