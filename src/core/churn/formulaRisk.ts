export type FrequencyTrend = 'increasing' | 'stable' | 'declining' | 'none';

const trendPoints = {
	increasing: 5,
	stable: 2.5,
	declining: 0,
	none: 2.5,
} as const satisfies Record<FrequencyTrend, number>;

/** The inputs of the formula. */
export interface FormulaInput {
	readonly daysSinceLastOrder: number;
	readonly trend: FrequencyTrend;
	/** Orders in the last window of days, and in the window before it. */
	readonly recentOrders: number;
	readonly earlierOrders: number;
}

/**
 * The churn formula as printed: 100 − (1 − d/365)·50 − (trend/5)·30 − (repeat/10)·20, in points.
 *
 * Nothing is clamped: more than a year without an order can give more than 100. Without a trend (fewer than two orders)
 * both terms take their middle value.
 */
export function formulaRisk(input: FormulaInput): number {
	return 100 - (1 - input.daysSinceLastOrder / 365) * 50 - activityPoints(input);
}

/**
 * The same formula kept within 0 to 100: days without an order count up to a year, and without a trend they alone
 * decide, with the full weight.
 */
export function boundedFormulaRisk(input: FormulaInput): number {
	const daysSinceLastOrder = Math.min(365, Math.max(0, input.daysSinceLastOrder));
	if (input.trend === 'none') return (daysSinceLastOrder / 365) * 100;
	const risk = 100 - (1 - daysSinceLastOrder / 365) * 50 - activityPoints(input);
	return Math.min(100, Math.max(0, risk));
}

function activityPoints(input: FormulaInput): number {
	return (trendPoints[input.trend] / 5) * 30 + (repeatPoints(input) / 10) * 20;
}

function repeatPoints({ trend, recentOrders, earlierOrders }: FormulaInput): number {
	if (trend === 'none') return 5;
	const growth = (10 * (recentOrders - earlierOrders)) / Math.max(earlierOrders, 1);
	return Math.min(10, Math.max(0, growth));
}

export function isFrequencyTrend(value: unknown): value is FrequencyTrend {
	return typeof value === 'string' && Object.hasOwn(trendPoints, value);
}
