/** The columns that the points add to a customer: for each the inner column, and its type. */
export const pointColumns = {
	value_score_hundredths: ['value_score', 'integer'],
	value_score_band: ['value_score_band', 'text'],
	transaction_score_hundredths: ['transaction_score', 'integer'],
	score_reasons: ['score_reasons', 'text'],
	score_at_risk: ['score_at_risk', 'integer'],
	vip_above_hundredths: ['vip_limit', 'integer'],
	reengage_below_hundredths: ['reengage_limit', 'integer'],
} as const;
