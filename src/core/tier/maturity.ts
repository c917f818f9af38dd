/** How long somebody has been a customer. */
export type Maturity = 'new' | 'maturing' | 'mature';

/** The limits between maturities, in days since the first order. */
export interface MaturityLimits {
	readonly newBelowDays: number;
	readonly matureFromDays: number;
}

/**
 * New, maturing or mature, by days since the first order; undefined where these are not known (NaN).
 *
 * Intervals are half-open: with the defaults new is 0 to 89 days, maturing 90 to 179, mature 180 and more.
 *
 * @example maturityOf(89, { newBelowDays: 90, matureFromDays: 180 }) // 'new'
 */
export function maturityOf(customerAgeDays: number, limits: MaturityLimits): Maturity | undefined {
	if (customerAgeDays >= limits.matureFromDays) return 'mature';
	if (customerAgeDays >= limits.newBelowDays) return 'maturing';
	return customerAgeDays < limits.newBelowDays ? 'new' : undefined;
}
