import { roundAmount } from '../stats/rounding';
import type { Finding } from './finding';
import type { LiftOptions } from './options';
import type { Outcomes } from './outcomes';

/** What the treatment earned and cost. */
export interface Money {
	readonly incrementalRevenue: Range;
	readonly incrementalMargin: Range;
	readonly cost: number | null;
	/** Incremental margin per unit of cost. */
	readonly returnPerUnit: number | null;
	readonly incrementalRevenuePerEmail: number | null;
}

interface Range {
	readonly value: number | null;
	readonly low: number | null;
	readonly high: number | null;
}

/** The leading differences times the treated customers, less what messages and discounts cost. */
export function moneyOf(
	revenue: Finding,
	margin: Finding,
	{ size, isTreated, emails, discount, knows }: Outcomes,
	{ costPerMessage }: LiftOptions,
): Money {
	const treated = revenue.estimate.treated.n;
	let messages = 0;
	let discounts = 0;
	for (let i = 0; i < size; i++) {
		messages += isTreated[i] * emails[i];
		discounts += isTreated[i] * discount[i];
	}
	const isCostKnown = (knows.emails && costPerMessage > 0) || knows.discount;
	const cost = isCostKnown ? messages * costPerMessage + discounts : null;
	const incrementalRevenue = timesCustomers(revenue, treated);
	const incrementalMargin = timesCustomers(margin, treated);
	return {
		incrementalRevenue,
		incrementalMargin,
		cost: roundAmount(cost),
		returnPerUnit: cost ? roundAmount((incrementalMargin.value ?? NaN) / cost) : null,
		incrementalRevenuePerEmail:
			messages > 0 ? roundAmount((incrementalRevenue.value ?? NaN) / messages) : null,
	};
}

function timesCustomers({ leading }: Finding, customers: number): Range {
	const times = (value: number | null) => roundAmount(value === null ? null : value * customers);
	return { value: times(leading.difference), low: times(leading.low), high: times(leading.high) };
}
