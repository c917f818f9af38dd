import { readNumber } from '../../values/readNumber';
import { daysBetween, type CustomerTable } from '../customers/customerTable';
import { ordersUpTo } from '../customers/orderHistory';
import { frequencyTrend } from '../rfm/frequencyTrend';
import type { ChurnOptions } from './options';
import { isFrequencyTrend, type FrequencyTrend } from './formulaRisk';
import { highestOrderNumber, type ReturnCounts } from './neverReturnShares';

/** The inputs of churn in columns; every column has one entry per customer. */
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
	/** Orders in the last window of days, and in the window before it. */
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
 * Reads customers' rhythms from `orderHistory`, or, without one, from the fields of Compute RFM.
 *
 * `daysSinceLastOrder` is used as given. Measured against another day than the customer's own `asOf` (`asOf` in the
 * options, or `daysBack`) it is recalculated from the last order up to that day, ignoring later orders. If the row says
 * more than a hundred years, the day of the last order counts as unknown. An order is mature when it is at least
 * `maturityDays` old, so that it is known whether another followed in time; younger ones are not counted yet.
 */
export class RhythmReader {
	private readonly daysSinceLastOrder: Float64Array;
	private readonly lastOrderDay: Float64Array;
	private readonly orderDays: Int32Array;
	private readonly ownGapDays: Float64Array;
	private readonly ownGaps: Int32Array;
	private readonly recentOrders: Int32Array;
	private readonly earlierOrders: Int32Array;
	private readonly trends: FrequencyTrend[];
	private readonly mature = new Int32Array(highestOrderNumber);
	private readonly notReturned = new Int32Array(highestOrderNumber);
	private readonly isOwnDay: boolean;
	private firstMatureDay = Infinity;
	private lastMatureDay = -Infinity;
	private gapDays = 0;
	private gaps = 0;
	private withoutHistory = 0;
	private unreadableHistory = 0;

	/** @param daysBack measures this many days before `asOf`, to check what followed */
	constructor(
		private readonly table: CustomerTable,
		private readonly options: ChurnOptions,
		private readonly daysBack = 0,
	) {
		const count = table.ids.length;
		this.daysSinceLastOrder = new Float64Array(count).fill(NaN);
		this.lastOrderDay = new Float64Array(count).fill(NaN);
		this.orderDays = new Int32Array(count);
		this.ownGapDays = new Float64Array(count);
		this.ownGaps = new Int32Array(count);
		this.recentOrders = new Int32Array(count);
		this.earlierOrders = new Int32Array(count);
		this.trends = new Array<FrequencyTrend>(count).fill('none');
		this.isOwnDay = table.isOwnDay && daysBack === 0;
	}

	/** The rhythms of all customers, once each was read. */
	rhythms(): Rhythms {
		const { mature, notReturned, firstMatureDay, lastMatureDay } = this;
		const spanDays = Math.max(0, lastMatureDay - firstMatureDay);
		return {
			daysSinceLastOrder: this.daysSinceLastOrder,
			lastOrderDay: this.lastOrderDay,
			orderDays: this.orderDays,
			ownGapDays: this.ownGapDays,
			ownGaps: this.ownGaps,
			recentOrders: this.recentOrders,
			earlierOrders: this.earlierOrders,
			trends: this.trends,
			counts: { mature, notReturned, spanDays },
			gapDays: this.gapDays,
			gaps: this.gaps,
			withoutHistory: this.withoutHistory,
			unreadableHistory: this.unreadableHistory,
		};
	}

	/** Reads customer i into the columns. */
	read(i: number): void {
		const { table, daysBack } = this;
		const given = daysBack === 0 ? table.givenDaysSinceLastOrder(i) : NaN;
		if (given === Infinity) {
			if (table.orderCount(i) !== 0) this.orderDays[i] = 1;
			return;
		}
		let today = table.asOfDay(i) - daysBack;
		const history = table.history(i);
		if (history === undefined) this.unreadableHistory++;
		const days = history?.days ?? [];
		if (history === undefined || days.length === 0) {
			this.readFields(i, today, given);
			return;
		}
		if (Number.isNaN(today) && given >= 0) today = days[days.length - 1] + given;
		const orders = Number.isNaN(today) ? days.length : ordersUpTo(history, today);
		if (orders === 0) return;
		this.readDays(i, days, orders, today);
		this.daysSinceLastOrder[i] = given >= 0 ? given : daysBetween(days[orders - 1], today);
		const counted = Number.isNaN(today)
			? 'none'
			: frequencyTrend(orders, this.recentOrders[i], this.earlierOrders[i]);
		this.trends[i] = this.trendOf(i, counted);
	}

	private readDays(i: number, days: readonly number[], orders: number, today: number): void {
		const { maturityDays, trendWindowDays } = this.options;
		let orderNumber = 0;
		for (let at = 0; at < orders; at++) {
			const age = today - days[at];
			if (age < trendWindowDays) this.recentOrders[i]++;
			else if (age < 2 * trendWindowDays) this.earlierOrders[i]++;
			const next = at + 1 < orders ? days[at + 1] : NaN;
			if (next === days[at]) continue;
			const bucket = Math.min(++orderNumber, highestOrderNumber) - 1;
			if (!(age >= maturityDays)) continue;
			this.mature[bucket]++;
			if (days[at] < this.firstMatureDay) this.firstMatureDay = days[at];
			if (days[at] > this.lastMatureDay) this.lastMatureDay = days[at];
			if (!(next - days[at] <= maturityDays)) this.notReturned[bucket]++;
		}
		this.orderDays[i] = orderNumber;
		this.lastOrderDay[i] = days[orders - 1];
		this.addGaps(i, orderNumber - 1, days[orders - 1] - days[0]);
	}

	private readFields(i: number, today: number, given: number): void {
		const { table } = this;
		const orders = table.orderCount(i);
		if (orders === 0) return;
		const lastDay = table.lastOrderDay(i, today, undefined);
		this.lastOrderDay[i] = Number.isNaN(lastDay) ? today - given : lastDay;
		const daysSinceLastOrder = given >= 0 ? given : daysBetween(lastDay, today);
		this.daysSinceLastOrder[i] = daysSinceLastOrder;
		if (Number.isNaN(daysSinceLastOrder) && Number.isNaN(orders)) {
			if (table.saysLastOrder(i) && !(lastDay > today)) this.orderDays[i] = 1;
			return;
		}
		this.withoutHistory++;
		this.orderDays[i] = Math.max(1, Math.floor(orders || 1));
		const meanGap = readNumber(table.row(i)[this.options.fieldNames.meanGapDays]);
		const gaps = this.orderDays[i] - 1;
		if (gaps > 0 && meanGap >= 0) this.addGaps(i, gaps, meanGap * gaps);
		this.trends[i] = this.trendOf(i, 'none');
	}

	private addGaps(i: number, gaps: number, gapDays: number): void {
		this.ownGaps[i] = gaps;
		this.ownGapDays[i] = gapDays;
		this.gaps += gaps;
		this.gapDays += gapDays;
	}

	private trendOf(i: number, counted: FrequencyTrend): FrequencyTrend {
		const written = this.table.row(i)[this.options.fieldNames.frequencyTrend];
		return this.isOwnDay && isFrequencyTrend(written) ? written : counted;
	}
}
