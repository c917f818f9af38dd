import { fitCuts, type TierShares } from './fitCuts';
import type { TierOptions } from './options';
import type { PercentileModel, RankedGroup, TierModel } from './tierModel';

/** A customer to rank: in which group, and by what. */
export interface RankedCustomers {
	readonly values: Float64Array;
	/** 1: counts for the shares; 0: no orders or no value. */
	readonly isRanked: Uint8Array;
	/** 1: a new customer. */
	readonly isNew: Uint8Array;
	/** Cohort month of a new customer as `YYYY-MM`, where known. */
	readonly cohortMonths: ReadonlyArray<string | undefined>;
}

/**
 * Finds the cut points of every group of customers that is ranked together.
 *
 * Maturing and mature customers are one group. A new customer is ranked within the cohort month if it holds
 * `cohortMinimum` new customers or more, else among all new customers (those of the larger months included, so that a
 * month this model has never seen can be ranked too). With `rankNewSeparately` off all customers are one group.
 */
export function fitTierModel(
	customers: RankedCustomers,
	valueField: string,
	options: TierOptions,
): TierModel {
	const common = {
		kind: 'tier' as const,
		valueField,
		lifespanYears: options.lifespanYears,
		newBelowDays: options.newBelowDays,
		matureFromDays: options.matureFromDays,
		lapsedAfterDays: options.lapsedAfterDays,
	};
	if (options.method === 'money') {
		const tiers = options.moneyTiers.toSorted((a, b) => b.atLeast - a.atLeast);
		return { ...common, method: 'money', tiers };
	}
	const shares = {
		champions: options.championsShare,
		vip: options.vipShare,
		highValue: options.highValueShare,
		lowValue: options.lowValueShare,
	};
	const cohortMinimum = options.rankNewSeparately ? options.cohortMinimum : null;
	const groups = fitGroups(customers, shares, cohortMinimum);
	return { ...common, method: 'percentile', shares, cohortMinimum, groups };
}

function fitGroups(
	{ values, isRanked, isNew, cohortMonths }: RankedCustomers,
	shares: TierShares,
	cohortMinimum: PercentileModel['cohortMinimum'],
): RankedGroup[] {
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
	return [...members.keys()].sort().flatMap((group) => {
		const list = members.get(group) ?? [];
		const isTooSmall = cohortMinimum !== null && isMonth(group) && list.length < cohortMinimum;
		if (isTooSmall) return [];
		const sorted = Float64Array.from(list).sort();
		return [{ group, customers: list.length, cuts: fitCuts(sorted, shares) }];
	});
}

/** Whether the group is a cohort month and not one of the groups that have a name. */
export function isMonth(group: string): boolean {
	return /^\d{4}-\d{2}$/.test(group);
}
