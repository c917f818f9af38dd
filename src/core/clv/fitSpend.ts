import { fitGammaGamma, type SpendFit } from '../btyd/gammaGamma';
import type { ObservedGroups } from '../btyd/observeGroups';
import { orderAmounts, type OrderAmounts, type OrderValueSource } from '../btyd/orderAmounts';
import { heavyTailOf, highestCredibleAmount, type HeavyTail } from './heavyTail';

/** The fitted model of order values. */
export interface ShopSpend {
	/** Null where too few customers have a positive mean, or where no fit converged. */
	readonly fit: SpendFit | null;
	readonly from: OrderValueSource;
	/** Larger amounts of an order day count as this one; null without heavy tails. */
	readonly highestAmount: number | null;
	readonly heavyTail: HeavyTail | null;
	/** Mean amount of an order day, at least 0. */
	readonly averageOrderValue: number;
}

/** The fewest customers with a positive mean to fit the spend model on. */
const fewestSpenders = 10;
/** From this q on the variance of order values is finite. */
const lowestRobustShape = 2;

/**
 * Fits order values; robustly where a few amounts would decide the fit.
 *
 * With heavy tails (one order day over 20% of revenue, fewer than 100 repeat buyers, or q below 2, where the variance
 * of order values is infinite) large amounts are capped and q is held at 2 or more, so that a small order in a shop
 * with a few huge ones is not taken for the first of many huge ones.
 */
export function fitSpend(
	{ histories, observation }: ObservedGroups,
	from: OrderValueSource,
): ShopSpend {
	const repeatBuyers = observation.repeatTransactions.filter((repeats) => repeats > 0).length;
	const amountsUpTo = (highest?: number) =>
		orderAmounts(histories, observation.customers, from, highest);
	let heavyTail = heavyTailOf(histories, repeatBuyers);
	let fit: SpendFit | null = null;
	if (heavyTail === null) {
		fit = fitAmounts(amountsUpTo());
		if (fit === null || fit.model.q < lowestRobustShape) {
			heavyTail = { reason: 'spread', q: fit?.model.q ?? null };
		}
	}
	const highestAmount = heavyTail === null ? null : highestCredibleAmount(histories);
	if (highestAmount !== null) fit = fitAmounts(amountsUpTo(highestAmount), lowestRobustShape);
	return {
		fit,
		from,
		highestAmount,
		heavyTail: highestAmount === null ? null : heavyTail,
		averageOrderValue: averageAmount(histories.amounts, highestAmount ?? Infinity),
	};
}

function fitAmounts({ counts, means }: OrderAmounts, lowestShape?: number): SpendFit | null {
	if (means.filter((mean) => mean > 0).length < fewestSpenders) return null;
	const fit = fitGammaGamma(counts, means, lowestShape);
	return fit?.isConverged === true ? fit : null;
}

function averageAmount(amounts: Float64Array, highest: number): number {
	if (amounts.length === 0) return 0;
	const sum = amounts.reduce((total, amount) => total + Math.min(amount, highest), 0);
	return Math.max(0, sum / amounts.length);
}
