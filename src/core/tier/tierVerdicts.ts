import { grouped, percent } from '../../values/wording';
import { roundAmount } from '../stats/rounding';
import type { TierSize } from './tierSizes';
import { ratio } from './tierSizes';

/** A check of the whole base, as one sentence. */
export interface Verdict {
	readonly code: string;
	readonly verdict: 'good' | 'attention' | 'unknown';
	readonly message: string;
}

/** The inputs of the checks: revenue and lifetime values of the customers who have a tier. */
export interface TieredBase {
	readonly tiers: readonly TierSize[];
	/** Customers that rounding may add to a tier: shares are rounded to whole customers in every group. */
	readonly roundingSlack: number;
	readonly revenue: Float64Array;
	readonly ltv: LtvTotals;
}

/** Lifetime values and booked revenue of the same customers. */
export interface LtvTotals {
	readonly field: 'historicLtv' | 'predictedClv';
	readonly bookedField: 'monetaryLifetime' | 'monetaryLast365';
	readonly total: number;
	readonly booked: number;
	/** Lifetime value per unit of booked revenue; null where nothing is booked. */
	readonly factor: number | null;
}

const topSharePercent = 20;
const fewestCustomers = 100;

/** Every check of a tiered base, in a fixed order. */
export function tierVerdicts(base: TieredBase): Verdict[] {
	return [revenueOfTheTop(base), smallTiers(base), oversizedTiers(base), reconciledLtv(base)];
}

function revenueOfTheTop({ revenue }: TieredBase): Verdict {
	const code = 'topRevenueShare';
	const sorted = revenue.filter((amount) => !Number.isNaN(amount)).sort();
	const top = Math.floor((sorted.length * topSharePercent) / 100);
	let total = 0;
	let ofTop = 0;
	for (let i = 0; i < sorted.length; i++) {
		total += sorted[i];
		if (i >= sorted.length - top) ofTop += sorted[i];
	}
	const share = top > 0 ? ratio(ofTop, total) : null;
	if (share === null) {
		return {
			code,
			verdict: 'unknown',
			message:
				'There are too few customers, or there is no revenue, to measure the share of the top 20%.',
		};
	}
	const fact = `The top 20% of customers by spend account for ${percent(share)} of revenue`;
	if (share < 0.6) {
		return {
			code,
			verdict: 'attention',
			message: `${fact}; 60 to 80% is typical. Spend is spread evenly, so tiers separate customers less well: check that refunds and order amounts are mapped; if they are, adjust the tier shares.`,
		};
	}
	if (share > 0.8) {
		return {
			code,
			verdict: 'attention',
			message: `${fact}; 60 to 80% is typical. The shop depends on few customers: look for business buyers and resellers, and consider ranking them separately.`,
		};
	}
	return { code, verdict: 'good', message: `${fact}, within the typical 60 to 80%.` };
}

function smallTiers({ tiers }: TieredBase): Verdict {
	const code = 'tierUnder100';
	const small = tiers.filter(({ customers }) => customers < fewestCustomers);
	if (small.length === 0) {
		return { code, verdict: 'good', message: 'Every tier holds 100 customers or more.' };
	}
	const list = small.map(({ name, customers }) => `${name} (${customers})`).join(', ');
	return {
		code,
		verdict: 'attention',
		message: `Fewer than 100 customers in ${list}: campaign results for so few people are mostly chance. Evaluate them together with the next tier, or give them a larger share.`,
	};
}

function oversizedTiers({ tiers, roundingSlack }: TieredBase): Verdict {
	const code = 'tierOver60Percent';
	const all = tiers.reduce((sum, { customers }) => sum + customers, 0);
	// In whole percent: Mid-Tier is meant to hold 60%, and a tie or two put it a hair above.
	const large = tiers.filter(
		({ customers }) => all > 0 && Math.round((100 * (customers - roundingSlack)) / all) > 60,
	);
	if (large.length === 0) {
		return {
			code,
			verdict: 'good',
			message: 'No tier holds more than 60% of customers, in whole percent.',
		};
	}
	const list = large.map(({ name, share }) => `${name} (${percent(share ?? 0)})`).join(', ');
	return {
		code,
		verdict: 'attention',
		message: `More than 60% of customers are in ${list}. Equal values are never split: rank by a finer value, such as Predicted CLV, or change the shares.`,
	};
}

function reconciledLtv({ ltv }: TieredBase): Verdict {
	const code = 'ltvReconciled';
	if (ltv.factor === null) {
		return {
			code,
			verdict: 'unknown',
			message: 'There is no booked revenue to compare the lifetime values to.',
		};
	}
	const isPredicted = ltv.field === 'predictedClv';
	const share = `${grouped(Math.round(100 * ltv.factor))}%`;
	const fact = isPredicted
		? `Predicted CLV totals ${amount(ltv.total)}. That is ${share} of the revenue of the last 365 days (${amount(ltv.booked)}); CLV is margin, so it is typically below revenue`
		: `Historic lifetime values total ${amount(ltv.total)}. That is ${share} of the revenue so far (${amount(ltv.booked)})`;
	if (ltv.factor > 3 || ltv.factor < 1 / 3) {
		const check = isPredicted
			? 'Check the horizon and the margin of Predict CLV before you use them for budgets.'
			: 'Check the lifespan before you use them for budgets.';
		return { code, verdict: 'attention', message: `${fact}. ${check}` };
	}
	return { code, verdict: 'good', message: `${fact}.` };
}

/**
 * Adds up lifetime values and booked revenue, over the customers that have both.
 *
 * Predicted values are compared with the last 365 days, historic ones with all revenue so far.
 */
export function reconcileLtv(
	field: LtvTotals['field'],
	ltv: Float64Array,
	booked: Float64Array,
): LtvTotals {
	let total = 0;
	let bookedTotal = 0;
	for (let i = 0; i < ltv.length; i++) {
		if (Number.isNaN(ltv[i]) || Number.isNaN(booked[i])) continue;
		total += ltv[i];
		bookedTotal += booked[i];
	}
	return {
		field,
		bookedField: field === 'predictedClv' ? 'monetaryLast365' : 'monetaryLifetime',
		total: roundAmount(total) ?? 0,
		booked: roundAmount(bookedTotal) ?? 0,
		factor: ratio(total, bookedTotal),
	};
}

function amount(value: number): string {
	return Math.round(value).toLocaleString('en-US');
}
