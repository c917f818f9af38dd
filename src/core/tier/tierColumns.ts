import type { JsonRecord } from '../../values/jsonRecord';
import { dayOfDate } from '../../values/days';
import { readNumber } from '../../values/readNumber';
import { historicLtv } from './historicLtv';
import type { TierOptions } from './options';

/** What tiers are made from, one column each; NaN where a number is missing. */
export interface TierColumns {
	/** 1: an order counts; 0: none does, so that there is no tier. */
	readonly hasOrders: Uint8Array;
	/** Days since the first order. */
	readonly customerAgeDays: Float64Array;
	/** Days since the last order. */
	readonly silentDays: Float64Array;
	readonly historicLtv: Float64Array;
	readonly averageOrderValue: Float64Array;
	/** Orders of the last 365 days. */
	readonly ordersLast365: Float64Array;
	/** What the customer buys most; undefined where not known. */
	readonly categories: Array<string | undefined>;
	/** Money of the window that the customers were computed for. */
	readonly revenue: Float64Array;
	readonly revenueLifetime: Float64Array;
	readonly revenueLast365: Float64Array;
}

/**
 * Reads the columns that every way of tiering needs.
 *
 * Somebody has orders unless the lifetime count is 0; without that count, unless the count of the window is; without
 * both, orders are assumed. Ages are used as given; with `asOf` set, or where they are missing, they are counted from
 * the dates of the first and last order.
 *
 * @param sources row index of each customer
 */
export function readTierColumns(
	rows: readonly JsonRecord[],
	sources: readonly number[],
	options: Pick<TierOptions, 'asOf' | 'fieldNames'>,
	lifespanYears: number,
): TierColumns {
	const { fieldNames } = options;
	const n = sources.length;
	const columns = {
		hasOrders: new Uint8Array(n),
		customerAgeDays: new Float64Array(n),
		silentDays: new Float64Array(n),
		historicLtv: new Float64Array(n),
		averageOrderValue: new Float64Array(n),
		ordersLast365: new Float64Array(n),
		categories: new Array<string | undefined>(n).fill(undefined),
		revenue: new Float64Array(n),
		revenueLifetime: new Float64Array(n),
		revenueLast365: new Float64Array(n),
	};
	const today = options.asOf === '' ? undefined : dayOfDate(options.asOf);
	for (let i = 0; i < n; i++) {
		const row = rows[sources[i]];
		const lifetimeOrders = readNumber(row[fieldNames.orderCountLifetime]);
		const orders =
			lifetimeOrders === lifetimeOrders ? lifetimeOrders : readNumber(row[fieldNames.orderCount]);
		const age = daysSince(row, fieldNames.customerAgeDays, fieldNames.firstOrderAt);
		columns.hasOrders[i] = orders === 0 ? 0 : 1;
		columns.customerAgeDays[i] = age;
		columns.silentDays[i] = daysSince(row, fieldNames.daysSinceLastOrder, fieldNames.lastOrderAt);
		const averageOrderValue = readNumber(row[fieldNames.averageOrderValue]);
		const category = row[fieldNames.topCategory];
		columns.averageOrderValue[i] = averageOrderValue;
		columns.ordersLast365[i] = readNumber(row[fieldNames.orderCountLast365]);
		if (typeof category === 'string' && category.trim() !== '') {
			columns.categories[i] = category.trim();
		}
		columns.historicLtv[i] = historicLtv(averageOrderValue, orders, age, lifespanYears);
		columns.revenue[i] = readNumber(row[fieldNames.monetaryTotal]);
		columns.revenueLifetime[i] = readNumber(row[fieldNames.monetaryLifetime]);
		columns.revenueLast365[i] = readNumber(row[fieldNames.monetaryLast365]);
	}
	return columns;

	function daysSince(row: JsonRecord, daysField: string, dateField: string): number {
		if (today === undefined) {
			const given = readNumber(row[daysField]);
			if (given === given) return given;
		}
		const from = dayOfDate(row[dateField]);
		const to = today ?? dayOfDate(row[fieldNames.asOf]);
		return from === undefined || to === undefined ? NaN : to - from;
	}
}
