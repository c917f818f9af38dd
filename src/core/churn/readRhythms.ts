import { readNumber } from '../../values/readNumber';
import { daysBetween, type CustomerTable } from '../customers/customerTable';
import { ordersUpTo } from '../customers/orderHistory';
import { frequencyTrend } from '../rfm/frequencyTrend';
import type { ChurnOptions } from './options';
import { isFrequencyTrend, type FrequencyTrend } from './formulaRisk';
import { highestOrderNumber, type ReturnCounts } from './neverReturnShares';

/** What churn is judged by, one column each; every column has one entry per customer. */
export interface Rhythms {
	/** Days since the last order; NaN: unknown, or none. */
	readonly daysSinceLastOrder: Float64Array;
	/** Day number of the last order; NaN: unknown. */
	readonly lastOrderDay: Float64Array;
	/** Days on which the customer ordered: several orders on one day are one. */
	readonly orderDays: Int32Array;
	/** Sum of the gaps between them, and their number. */
	readonly ownGapDays: Float64Array;
	readonly ownGaps: Int32Array;
	/** Orders of the last window of days, and of the window before it. */
	readonly recentOrders: Int32Array;
	readonly earlierOrders: Int32Array;
	readonly trends: FrequencyTrend[];
	/** Over the whole base: which orders were followed by another in time. */
	readonly counts: ReturnCounts;
	/** Over the whole base: all gaps. */
	readonly gapDays: number;
	readonly gaps: number;
	/** Customers that have orders but no order history, and those whose history can't be read. */
	readonly withoutHistory: number;
	readonly unreadableHistory: number;
}

/**
 * Reads every customer's rhythm from `orderHistory`, or, without one, from the fields of Compute RFM.
 *
 * `daysSinceLastOrder` is used as given. Measured against another day than the customer's own `asOf` (`asOf` in the
 * options, or `daysBack`) it is recounted from the last order up to that day, ignoring later orders.
 * A customer whose row says more than a hundred years has ordered on a day that is not known.
 * An order is mature when it is at least `maturityDays` old, so that it is known whether another followed in time;
 * younger ones say nothing yet.
 *
 * @param daysBack measures this many days before `asOf`, to check what followed
 */
export function readRhythms(table: CustomerTable, options: ChurnOptions, daysBack = 0): Rhythms {
	const { fieldNames, maturityDays, trendWindowDays } = options;
	const count = table.ids.length;
	const daysSinceLastOrder = new Float64Array(count).fill(NaN);
	const lastOrderDay = new Float64Array(count).fill(NaN);
	const orderDays = new Int32Array(count);
	const ownGapDays = new Float64Array(count);
	const ownGaps = new Int32Array(count);
	const recentOrders = new Int32Array(count);
	const earlierOrders = new Int32Array(count);
	const trends: FrequencyTrend[] = new Array<FrequencyTrend>(count).fill('none');
	const mature = new Int32Array(highestOrderNumber);
	const notReturned = new Int32Array(highestOrderNumber);
	let firstMatureDay = Infinity;
	let lastMatureDay = -Infinity;
	let gapDays = 0;
	let gaps = 0;
	let withoutHistory = 0;
	let unreadableHistory = 0;

	const isOwnDay = table.isOwnDay && daysBack === 0;

	for (let i = 0; i < count; i++) {
		const given = daysBack === 0 ? table.givenDaysSinceLastOrder(i) : NaN;
		if (given === Infinity) {
			if (table.orderCount(i) !== 0) orderDays[i] = 1;
			continue;
		}
		let today = table.asOfDay(i) - daysBack;
		const history = table.history(i);
		if (history === undefined) unreadableHistory++;
		const days = history?.days ?? [];
		if (history === undefined || days.length === 0) {
			readFields(i, today, given);
			continue;
		}
		if (Number.isNaN(today) && given >= 0) today = days[days.length - 1] + given;
		const orders = Number.isNaN(today) ? days.length : ordersUpTo(history, today);
		if (orders === 0) continue;
		readDays(i, days, orders, today);
		daysSinceLastOrder[i] = given >= 0 ? given : daysBetween(days[orders - 1], today);
		const counted = Number.isNaN(today)
			? 'none'
			: frequencyTrend(orders, recentOrders[i], earlierOrders[i]);
		trends[i] = trendOf(i, counted);
	}
	return {
		daysSinceLastOrder,
		lastOrderDay,
		orderDays,
		ownGapDays,
		ownGaps,
		recentOrders,
		earlierOrders,
		trends,
		counts: { mature, notReturned, spanDays: Math.max(0, lastMatureDay - firstMatureDay) },
		gapDays,
		gaps,
		withoutHistory,
		unreadableHistory,
	};

	function readDays(i: number, days: readonly number[], orders: number, today: number): void {
		let orderNumber = 0;
		for (let at = 0; at < orders; at++) {
			const age = today - days[at];
			if (age < trendWindowDays) recentOrders[i]++;
			else if (age < 2 * trendWindowDays) earlierOrders[i]++;
			const next = at + 1 < orders ? days[at + 1] : NaN;
			if (next === days[at]) continue;
			const bucket = Math.min(++orderNumber, highestOrderNumber) - 1;
			if (!(age >= maturityDays)) continue;
			mature[bucket]++;
			if (days[at] < firstMatureDay) firstMatureDay = days[at];
			if (days[at] > lastMatureDay) lastMatureDay = days[at];
			if (!(next - days[at] <= maturityDays)) notReturned[bucket]++;
		}
		orderDays[i] = orderNumber;
		ownGaps[i] = orderNumber - 1;
		ownGapDays[i] = days[orders - 1] - days[0];
		lastOrderDay[i] = days[orders - 1];
		gaps += orderNumber - 1;
		gapDays += ownGapDays[i];
	}

	function readFields(i: number, today: number, given: number): void {
		const orders = table.orderCount(i);
		if (orders === 0) return;
		const lastDay = table.lastOrderDay(i, today, undefined);
		lastOrderDay[i] = Number.isNaN(lastDay) ? today - given : lastDay;
		daysSinceLastOrder[i] = given >= 0 ? given : daysBetween(lastDay, today);
		if (Number.isNaN(daysSinceLastOrder[i]) && Number.isNaN(orders)) {
			if (table.saysLastOrder(i) && !(lastDay > today)) orderDays[i] = 1;
			return;
		}
		withoutHistory++;
		orderDays[i] = Math.max(1, Math.floor(orders || 1));
		const meanGap = readNumber(table.row(i)[fieldNames.meanGapDays]);
		if (orderDays[i] > 1 && meanGap >= 0) {
			ownGaps[i] = orderDays[i] - 1;
			ownGapDays[i] = meanGap * ownGaps[i];
			gaps += ownGaps[i];
			gapDays += ownGapDays[i];
		}
		trends[i] = trendOf(i, 'none');
	}

	function trendOf(i: number, counted: FrequencyTrend): FrequencyTrend {
		const written = table.row(i)[fieldNames.frequencyTrend];
		return isOwnDay && isFrequencyTrend(written) ? written : counted;
	}
}
