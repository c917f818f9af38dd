import { countWithin } from '../stats/countWithin';
import { leastOfTop } from './fitCuts';
import type { TierOptions } from './options';
import type { TierColumns } from './tierColumns';
import type { CategoryLimits, VipRules } from './tierModel';

/**
 * Fits the limits of the VIP rules: the lowest values of their top shares per group that is ranked together, and the
 * median and a high percentile of the average order values of every category.
 *
 * A category with fewer than `vipCategoryMinimum` customers has no limits of its own: its customers, like those without
 * a category, are compared with all. Customers without an average order value don't count.
 *
 * @param groups sorted values of the groups
 */
export function fitVipRules(
	{
		hasOrders,
		averageOrderValue,
		categories,
	}: Pick<TierColumns, 'hasOrders' | 'averageOrderValue' | 'categories'>,
	groups: ReadonlyMap<string, Float64Array>,
	options: TierOptions,
): VipRules {
	const all: number[] = [];
	const byCategory = new Map<string, number[]>();
	for (let i = 0; i < averageOrderValue.length; i++) {
		const amount = averageOrderValue[i];
		if (hasOrders[i] === 0 || Number.isNaN(amount)) continue;
		all.push(amount);
		const category = categories[i];
		if (category === undefined) continue;
		const known = byCategory.get(category);
		if (known === undefined) byCategory.set(category, [amount]);
		else known.push(amount);
	}
	const limitsOf = (amounts: number[]): CategoryLimits => {
		const sorted = Float64Array.from(amounts).sort();
		return {
			customers: sorted.length,
			median: percentileOf(sorted, 50),
			percentile: percentileOf(sorted, options.vipRelaxedPercentile),
		};
	};
	return {
		rule: options.vipRule,
		strictShare: options.vipStrictShare,
		strictTimesMedian: options.vipStrictTimesMedian,
		strictOrders: options.vipStrictOrders,
		relaxedShare: options.vipRelaxedShare,
		relaxedPercentile: options.vipRelaxedPercentile,
		categoryMinimum: options.vipCategoryMinimum,
		groups: [...groups].map(([group, sorted]) => ({
			group,
			strict: leastOfTop(sorted, countWithin(options.vipStrictShare, sorted.length)),
			relaxed: leastOfTop(sorted, countWithin(options.vipRelaxedShare, sorted.length)),
		})),
		all: all.length === 0 ? null : limitsOf(all),
		categories: [...byCategory.keys()].sort().flatMap((category) => {
			const amounts = byCategory.get(category) ?? [];
			if (amounts.length < options.vipCategoryMinimum) return [];
			return [{ category, ...limitsOf(amounts) }];
		}),
	};
}

/**
 * The value that a share of sorted numbers is below, interpolated as in spreadsheets (PERCENTILE.INC; type 7 of Hyndman
 * and Fan, "Sample Quantiles in Statistical Packages", 1996).
 *
 * @param percent 0 to 100
 * @example percentileOf(Float64Array.of(10, 20, 30, 40), 75) // 32.5
 */
export function percentileOf(sorted: Float64Array, percent: number): number {
	const position = ((sorted.length - 1) * percent) / 100;
	const below = sorted[Math.floor(position)];
	const above = sorted[Math.ceil(position)];
	if (below === above) return below;
	const share = position - Math.floor(position);
	// Not below + share · (above − below): that difference may exceed the largest number.
	return below * (1 - share) + above * share;
}
