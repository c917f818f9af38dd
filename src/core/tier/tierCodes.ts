/** The tiers by percentile, best first. */
export const tierCodes = ['champions', 'vip', 'highValue', 'midTier', 'lowValue'] as const;

export type TierCode = (typeof tierCodes)[number];

/** What people call the tiers. */
export const tierNames = {
	champions: 'Champions',
	vip: 'VIP',
	highValue: 'High-Value',
	midTier: 'Mid-Tier',
	lowValue: 'Low-Value',
} as const satisfies Record<TierCode, string>;
