import type { JsonRecord } from '../values/jsonRecord';
import { orNull } from './stats/orNull';
import { roundAmount } from './stats/rounding';

/** A group of customers in a summary. */
export interface Group {
	/** As in the customers' rows, e.g. `highValue`. */
	readonly code: string;
	/** As the panel names it, e.g. `High-Value`. */
	readonly name: string;
	readonly customers: number;
	/** Null where it is not known for any customer. */
	readonly revenue: number | null;
}

/**
 * The groups of a summary as flat rows that a table shows without scrolling: name and sizes, the node's own columns,
 * code.
 *
 * Percentages are of all groups together, with one decimal; money per customer has two. Shares of revenue are null
 * where it does not add up to more than 0.
 *
 * @param ownColumns at most three, so that there are ten in all
 */
export function breakdownRows<G extends Group>(
	groups: readonly G[],
	ownColumns: (group: G) => JsonRecord,
): JsonRecord[] {
	let customers = 0;
	let revenue = 0;
	for (const group of groups) {
		customers += group.customers;
		revenue += group.revenue ?? 0;
	}
	return groups.map((group) => ({
		name: group.name,
		customers: group.customers,
		sharePercent: percentOf(group.customers, customers),
		revenue: group.revenue,
		revenueSharePercent: group.revenue === null ? null : percentOf(group.revenue, revenue),
		revenuePerCustomer:
			group.revenue === null
				? null
				: orNull(Math.round((group.revenue / group.customers) * 100) / 100),
		...ownColumns(group),
		code: group.code,
	}));
}

function percentOf(part: number, whole: number): number | null {
	return whole > 0 ? orNull(Math.round((part / whole) * 1000) / 10) : null;
}

/** Counts customers and adds up their revenue by group, one customer at a time. */
export class GroupTally<Key> {
	private readonly sums = new Map<Key, { customers: number; revenue: number }>();
	private isRevenueKnown = false;

	/** @param revenue of the customer; NaN where it is not known, which counts as 0 if that of others is */
	add(key: Key, revenue: number): void {
		let sum = this.sums.get(key);
		if (sum === undefined) this.sums.set(key, (sum = { customers: 0, revenue: 0 }));
		sum.customers++;
		if (Number.isNaN(revenue)) return;
		sum.revenue += revenue;
		this.isRevenueKnown = true;
	}

	/** The groups seen so far, in the order in which they appeared. */
	keys(): Key[] {
		return [...this.sums.keys()];
	}

	/** Size and revenue of several groups together; the revenue is null where it is not known for any customer. */
	of(...keys: readonly Key[]): Pick<Group, 'customers' | 'revenue'> {
		let customers = 0;
		let revenue = 0;
		for (const key of keys) {
			const sum = this.sums.get(key);
			customers += sum?.customers ?? 0;
			revenue += sum?.revenue ?? 0;
		}
		return { customers, revenue: this.isRevenueKnown ? roundAmount(revenue) : null };
	}
}
