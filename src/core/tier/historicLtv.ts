const daysPerYear = 365;

/**
 * Historic lifetime value: average order value × orders per year × lifespan.
 *
 * Units: money per order × orders per year × years = money. Orders per year are all orders so far over the years since
 * the first one, at least one year: a few weeks are not annualized. Never calculated from a repeat rate, which is a
 * share and not a rate per year. Rounded to four decimals. NaN where a part is missing.
 *
 * @param averageOrderValue money per order
 * @param orders all orders so far
 * @param customerAgeDays days since the first order
 * @param lifespanYears how long a customer is assumed to stay
 * @example historicLtv(50, 8, 730, 2) // 400
 */
export function historicLtv(
	averageOrderValue: number,
	orders: number,
	customerAgeDays: number,
	lifespanYears: number,
): number {
	const years = Math.max(customerAgeDays / daysPerYear, 1);
	const value = averageOrderValue * (orders / years) * lifespanYears;
	const rounded = Math.round(value * 10_000) / 10_000;
	return Number.isFinite(rounded) ? rounded : NaN;
}
