import type { OrderHistories } from '../btyd/orderHistories';
import { median } from '../stats/median';

/** Why mean amounts of a shop can't be trusted; q is null where no spend model converged. */
export type HeavyTail =
	| { readonly reason: 'oneOrder'; readonly sharePercent: number }
	| { readonly reason: 'fewRepeatBuyers'; readonly repeatBuyers: number }
	| { readonly reason: 'spread'; readonly q: number | null };

const largestShare = 0.2;
/** With fewer, a handful of customers decide the fit of the spend model. */
const fewestRepeatBuyers = 100;

/** The reason known before a spend model is fitted: one order day over 20% of revenue, or few repeat buyers. */
export function heavyTailOf(histories: OrderHistories, repeatBuyers: number): HeavyTail | null {
	let largest = 0;
	let revenue = 0;
	for (const amount of histories.amounts) {
		if (amount > largest) largest = amount;
		if (amount > 0) revenue += amount;
	}
	if (largest > largestShare * revenue) {
		return { reason: 'oneOrder', sharePercent: (100 * largest) / revenue };
	}
	return repeatBuyers < fewestRepeatBuyers ? { reason: 'fewRepeatBuyers', repeatBuyers } : null;
}

/** Median absolute deviation times this is the standard deviation of a normal distribution. */
const madToDeviation = 1.4826;

/**
 * The amount up to which an order day counts where tails are heavy: three robust standard deviations of the logs above the
 * median (the amount that one order in 700 of a log-normal shop exceeds), but at least ten medians. Null without orders.
 */
export function highestCredibleAmount({ amounts }: OrderHistories): number | null {
	const logs = amounts.filter((amount) => amount > 0).map(Math.log);
	if (logs.length === 0) return null;
	const middle = median(logs);
	const deviation = madToDeviation * median(logs.map((log) => Math.abs(log - middle)));
	return Math.exp(middle + Math.max(3 * deviation, Math.log(10)));
}
