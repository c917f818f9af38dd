/** The columns that suppression adds to a customer: for each the inner column, and its type. */
export const suppressionColumns = {
	suppressed_channels: ['suppressed_channels', 'text'],
	suppression_reasons: ['suppression_reasons', 'text'],
	win_back_allowed: ['win_back_allowed', 'integer'],
	escalate: ['escalate', 'integer'],
} as const;
