/** The tiers by percentile, best first. */
export const tierCodes = ['champions', 'vip', 'highValue', 'midTier', 'lowValue'] as const;

export type TierCode = (typeof tierCodes)[number];

/** The names of the tiers. */
export const tierNames = {
	champions: 'Champions',
	vip: 'VIP',
	highValue: 'High-Value',
	midTier: 'Mid-Tier',
	lowValue: 'Low-Value',
} as const satisfies Record<TierCode, string>;

const names: Readonly<Record<string, string>> = tierNames;

/** Returns the name of a tier: that of the tiers by percentile, else its code. */
export function tierName(tier: string): string {
	return Object.hasOwn(names, tier) ? names[tier] : tier;
}
