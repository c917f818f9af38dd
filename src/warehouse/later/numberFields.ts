/** A field of Compute RFM that is a whole number in the statement; `money` is in minor units. */
export interface NumberField {
	readonly column: string;
	readonly isMoney: boolean;
}

const count = (column: string): NumberField => ({ column, isMoney: false });
const money = (column: string): NumberField => ({ column, isMoney: true });

/** The fields of a customer that later steps can compute with inside the statement. */
export const numberFields: Readonly<Record<string, NumberField>> = {
	orderCountLifetime: count('order_count_lifetime'),
	daysSinceLastOrder: count('days_since_last_order'),
	customerAgeDays: count('customer_age_days'),
	orderCount: count('order_count'),
	orderCountLast365: count('order_count_last365'),
	fullPriceOrderCount: count('full_price_order_count'),
	recencyScore: count('recency_score'),
	frequencyScore: count('frequency_score'),
	monetaryScore: count('monetary_score'),
	monetaryTotal: money('monetary_total'),
	monetaryLifetime: money('monetary_lifetime'),
	monetaryLast365: money('monetary_last365'),
};

/** The fields that tiers can be by: those that stay on a customer up to Assign Tier, whatever "Fields" says. */
export const tierFields: readonly string[] = [
	'monetaryTotal',
	'monetaryLast365',
	'monetaryLifetime',
	'orderCountLifetime',
	'orderCountLast365',
];

/** By what a field's column is divided to get its number. */
export function scaleOf({ isMoney }: NumberField, digits: number): number {
	return isMoney ? 10 ** digits : 1;
}

/** Days since the last order as the scoring nodes read them: more than a hundred years count as unknown. */
export function daysOfLastOrder(alias: string): string {
	const days = `${alias}days_since_last_order`;
	return `(CASE WHEN ${days} <= 36525 THEN ${days} END)`;
}
