/** The columns that churn adds to a customer: for each the inner column, and its type. */
export const churnColumns = {
	churn_status: ['churn_status', 'text'],
	churn_level: ['churn_level', 'text'],
	churn_risk_hundredths: ['churn_risk', 'integer'],
	lapse_after_days: ['lapse_after_days', 'integer'],
	churn_counts: ['churn_counts', 'text'],
	churn_span_days: ['churn_span_days', 'integer'],
	churn_gap_days: ['churn_gap_days', 'integer'],
	churn_gaps: ['churn_gaps', 'integer'],
} as const;
