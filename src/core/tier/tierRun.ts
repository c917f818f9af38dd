import type { TierOptions } from './options';
import type { TierCustomers } from './tierColumns';
import { tiersOf } from './tierLadder';
import type { TierModel } from './tierModel';
import { ratio, tierSizesOf, type TierSize } from './tierSizes';
import type { TierTally } from './tierTally';
import { reconcileLtv, tierVerdicts, type LtvTotals, type Verdict } from './tierVerdicts';

/** The whole base of one run, for its summary and its notices. */
export interface TierRun {
	readonly model: TierModel;
	/** Whether the model was fitted on this base. */
	readonly isFitted: boolean;
	readonly isValueAutomatic: boolean;
	readonly tiers: readonly TierSize[];
	readonly ltv: LtvTotals;
	readonly verdicts: readonly Verdict[];
	/** Customers who have a tier. */
	readonly ranked: number;
	readonly customersWithOrders: number;
	/** Customers with orders whose value is not known. */
	readonly customersWithoutValue: number;
	/** Whether all ranked customers have the same value. */
	readonly isAllEqual: boolean;
	/** Of the customer with the most revenue; null without revenue. */
	readonly greatestRevenueShare: number | null;
	readonly unknownPreviousTiers: number;
	/** Customers who keep their tier by hysteresis; undefined without it. */
	readonly held: number | undefined;
	/** Customers whose tier of the last run is known. */
	readonly withPreviousTier: number;
}

/** Summarizes the whole base, once every customer is judged. */
export function tierRunOf(
	customers: TierCustomers,
	model: TierModel,
	tally: TierTally,
	options: TierOptions,
): TierRun {
	const isFitted = options.use === 'fit';
	const ranked = sumOf(customers.isRanked);
	const customersWithOrders = sumOf(customers.hasOrders);
	const ofRanked = (column: Float64Array) => keepRanked(column, customers.isRanked, ranked);
	const tiers = tierSizesOf(tiersOf(model), { ...customers, rungs: tally.rungs });
	const revenue = ofRanked(customers.revenue);
	const values = ofRanked(customers.values);
	const ltv =
		model.valueField === 'predictedClv'
			? reconcileLtv('predictedClv', values, ofRanked(customers.revenueLast365))
			: reconcileLtv(
					'historicLtv',
					ofRanked(customers.historicLtv),
					ofRanked(customers.revenueLifetime),
				);
	const roundingSlack = model.method === 'money' ? 0 : 2 * model.groups.length;
	return {
		model,
		isFitted,
		isValueAutomatic: options.method === 'percentile' && options.value === 'automatic',
		tiers,
		ltv,
		verdicts: isFitted ? tierVerdicts({ tiers, roundingSlack, revenue, ltv }) : [],
		ranked,
		customersWithOrders,
		customersWithoutValue: customersWithOrders - ranked,
		isAllEqual: ranked > 1 && values.every((value) => value === values[0]),
		greatestRevenueShare: greatestShare(revenue),
		unknownPreviousTiers: tally.unknownPreviousTiers,
		held: options.keepTiersSteady ? tally.held : undefined,
		withPreviousTier: ranked - tally.changes.new,
	};
}

function keepRanked(column: Float64Array, isRanked: Uint8Array, ranked: number): Float64Array {
	const kept = new Float64Array(ranked);
	let position = 0;
	for (let i = 0; i < column.length; i++) if (isRanked[i] === 1) kept[position++] = column[i];
	return kept;
}

function sumOf(flags: Uint8Array): number {
	return flags.reduce((sum, flag) => sum + flag, 0);
}

function greatestShare(revenue: Float64Array): number | null {
	let total = 0;
	let greatest = 0;
	for (const amount of revenue) {
		if (Number.isNaN(amount)) continue;
		total += amount;
		if (amount > greatest) greatest = amount;
	}
	return ratio(greatest, total);
}
