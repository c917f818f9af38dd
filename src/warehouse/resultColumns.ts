import { churnColumns } from './later/churnColumns';
import { pointColumns } from './later/pointColumns';
import { tierColumns } from './later/tierColumns';
import { suppressionColumns } from './later/suppressionColumns';
import type { StepKind } from './later/options';

type Columns = Readonly<Record<string, readonly [inner: string, kind: 'text' | 'integer' | 'key']>>;

/** The columns of Compute RFM in a statement's result: for each the column of `scored_customers`, and its type. */
const rfmColumns = {
	customer_id: ['customer_id', 'key'],
	email: ['email', 'text'],
	rfm_segment: ['rfm_segment', 'text'],
	recency_score: ['recency_score', 'integer'],
	frequency_score: ['frequency_score', 'integer'],
	monetary_score: ['monetary_score', 'integer'],
	days_since_last_order: ['days_since_last_order', 'integer'],
	order_count: ['order_count', 'integer'],
	monetary_total_minor: ['monetary_total', 'integer'],
	first_order_ms: ['first_instant', 'integer'],
	last_order_ms: ['last_instant', 'integer'],
	phone: ['phone', 'text'],
	first_name: ['first_name', 'text'],
	last_name: ['last_name', 'text'],
	email_consent: ['email_consent', 'text'],
	sms_consent: ['sms_consent', 'text'],
	push_consent: ['push_consent', 'text'],
	order_count_lifetime: ['order_count_lifetime', 'integer'],
	order_count_last_365: ['order_count_last365', 'integer'],
	monetary_lifetime_minor: ['monetary_lifetime', 'integer'],
	monetary_last_365_minor: ['monetary_last365', 'integer'],
	customer_age_days: ['customer_age_days', 'integer'],
	order_days: ['order_days', 'integer'],
	frequency_trend: ['frequency_trend', 'text'],
	top_category: ['top_category', 'text'],
	top_brand: ['top_brand', 'text'],
	top_product: ['top_product', 'text'],
	region: ['region', 'text'],
	gross_minor: ['gross', 'integer'],
	refund_minor: ['refund', 'integer'],
	discount_minor: ['discount', 'integer'],
	first_order_discounted: ['first_order_discounted', 'integer'],
	full_price_order_count: ['full_price_order_count', 'integer'],
	order_days_and_values: ['orders', 'text'],
	as_of_ms: ['as_of_ms', 'integer'],
	base_customers: ['base_customers', 'integer'],
	base_monetary_minor: ['base_monetary', 'integer'],
	recency_cuts: ['recency_cuts', 'text'],
	frequency_cuts: ['frequency_cuts', 'text'],
	monetary_cuts: ['monetary_cuts', 'text'],
} as const satisfies Columns;

/** The columns that later steps add. */
const stepColumns = {
	points: pointColumns,
	tiers: tierColumns,
	churn: churnColumns,
	suppression: suppressionColumns,
} as const satisfies Record<StepKind, Columns>;

/** All columns that a statement can return. */
export const resultColumns = {
	...rfmColumns,
	...stepColumns.points,
	...stepColumns.tiers,
	...stepColumns.churn,
	...stepColumns.suppression,
} as const;

export type ResultColumn = keyof typeof resultColumns;

/** The columns of a customer in the result of a statement with these steps. */
export function columnsOf(steps: readonly StepKind[]): Columns {
	return Object.assign({}, rfmColumns, ...steps.map((step) => stepColumns[step])) as Columns;
}

/** Columns that change daily, or with other customers, while a customer stays the same: they don't count as changes. */
export const passingColumns: ReadonlySet<string> = new Set<ResultColumn>([
	'days_since_last_order',
	'customer_age_days',
	'as_of_ms',
	'base_customers',
	'base_monetary_minor',
	'recency_cuts',
	'frequency_cuts',
	'monetary_cuts',
	'vip_above_hundredths',
	'reengage_below_hundredths',
	'tier_cuts',
	'all_customers',
	'churn_risk_hundredths',
	'churn_counts',
	'churn_span_days',
	'churn_gap_days',
	'churn_gaps',
]);
