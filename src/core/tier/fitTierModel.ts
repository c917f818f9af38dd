import { fitCuts } from './fitCuts';
import { fitVipRules } from './fitVipRules';
import type { TierOptions } from './options';
import { isMonth } from './rankedGroups';
import type { TierCustomers } from './tierColumns';
import type { PercentileModel, TierModel } from './tierModel';

/**
 * Fits the cut points of every group of customers that is ranked together.
 *
 * Maturing and mature customers are one group. A new customer is ranked within the cohort month if it has
 * `cohortMinimum` new customers or more, else among all new customers (including those of the larger months, so that a
 * month this model has never seen can be ranked too). With `rankNewSeparately` off, and by money, all customers are one
 * group.
 */
export function fitTierModel(customers: TierCustomers, options: TierOptions): TierModel {
	const isRankedApart = options.method === 'percentile' && options.rankNewSeparately;
	const cohortMinimum = isRankedApart ? options.cohortMinimum : null;
	const groups = sortedGroups(customers, cohortMinimum);
	const common = {
		...modelSettings(options, customers.valueField),
		vip: fitVipRules(customers, groups, options),
	};
	if (options.method === 'money')
		return { ...common, method: 'money', tiers: moneyTiersOf(options) };
	const shares = sharesOf(options);
	return {
		...common,
		method: 'percentile',
		shares,
		cohortMinimum,
		groups: [...groups].map(([group, sorted]) => ({
			group,
			customers: sorted.length,
			cuts: fitCuts(sorted, shares),
		})),
	};
}

/** What every model holds of the options. */
export function modelSettings(
	{ lifespanYears, newBelowDays, matureFromDays, lapsedAfterDays }: TierOptions,
	valueField: string,
) {
	const kind = 'tier' as const;
	return { kind, valueField, lifespanYears, newBelowDays, matureFromDays, lapsedAfterDays };
}

/** The tiers by money, best first. */
export function moneyTiersOf({ moneyTiers }: TierOptions): TierOptions['moneyTiers'] {
	return moneyTiers.toSorted((a, b) => b.atLeast - a.atLeast);
}

/** The share of each tier by rank, in percent. */
export function sharesOf(options: TierOptions): PercentileModel['shares'] {
	return {
		champions: options.championsShare,
		vip: options.vipShare,
		highValue: options.highValueShare,
		lowValue: options.lowValueShare,
	};
}

/** The values of every group, ascending. */
function sortedGroups(
	{ values, isRanked, isNew, cohortMonths }: TierCustomers,
	cohortMinimum: PercentileModel['cohortMinimum'],
): Map<string, Float64Array> {
	const members = new Map<string, number[]>();
	const add = (group: string, value: number) => {
		const list = members.get(group);
		if (list === undefined) members.set(group, [value]);
		else list.push(value);
	};
	for (let i = 0; i < values.length; i++) {
		if (isRanked[i] === 0) continue;
		if (cohortMinimum === null) add('all', values[i]);
		else if (isNew[i] === 0) add('established', values[i]);
		else {
			add('new', values[i]);
			const month = cohortMonths[i];
			if (month !== undefined) add(month, values[i]);
		}
	}
	const groups = new Map<string, Float64Array>();
	for (const group of [...members.keys()].sort()) {
		const list = members.get(group) ?? [];
		const isTooSmall = cohortMinimum !== null && isMonth(group) && list.length < cohortMinimum;
		if (!isTooSmall) groups.set(group, Float64Array.from(list).sort());
	}
	return groups;
}
