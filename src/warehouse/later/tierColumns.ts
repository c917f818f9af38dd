/** The columns that the tiers add to a customer: for each the inner column, and its type. */
export const tierColumns = {
	tier: ['tier', 'text'],
	tier_rank: ['tier_rank', 'integer'],
	holdout_group: ['holdout_group', 'text'],
	tier_cuts: ['tier_cuts', 'text'],
	all_customers: ['all_customers', 'integer'],
} as const;
