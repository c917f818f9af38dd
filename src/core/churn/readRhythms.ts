import type { JsonRecord } from '../../values/jsonRecord';
import { dayOfDate } from '../../values/days';
import { readOrderHistory } from '../customers/orderHistory';
import { readNumber } from '../../values/readNumber';
import { frequencyTrend } from '../rfm/frequencyTrend';
import type { ChurnOptions } from './options';
import { isFrequencyTrend, type FrequencyTrend } from './formulaRisk';
import { highestOrderNumber, type ReturnCounts } from './neverReturnShares';

/** What churn is judged by, one column each; every column has one entry per customer. */
export interface Rhythms {
	/** Days since the last order; NaN: unknown, or none. */
	readonly daysSilent: Float64Array;
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
 * options, or `daysBack`) it is counted again from the last order up to that day, and later orders are left out.
 * An order is mature when it is at least `maturityDays` old, so that it is known whether another followed in time;
 * younger ones say nothing yet.
 *
 * @param sources row index of each customer
 * @param daysBack measures so many days before `asOf`, for a look at what followed
 */
export function readRhythms(
	rows: readonly JsonRecord[],
	sources: readonly number[],
	options: ChurnOptions,
	daysBack = 0,
): Rhythms {
	const { fieldNames, maturityDays, trendWindowDays } = options;
	const count = sources.length;
	const daysSilent = new Float64Array(count).fill(NaN);
	const lastOrderDay = new Float64Array(count).fill(NaN);
	const orderDays = new Int32Array(count);
	const ownGapDays = new Float64Array(count);
	const ownGaps = new Int32Array(count);
	const recentOrders = new Int32Array(count);
	const earlierOrders = new Int32Array(count);
	const trends: FrequencyTrend[] = new Array<FrequencyTrend>(count).fill('none');
	const mature = new Int32Array(highestOrderNumber);
	const notReturned = new Int32Array(highestOrderNumber);
	let gapDays = 0;
	let gaps = 0;
	let withoutHistory = 0;
	let unreadableHistory = 0;

	const fixedDay = options.asOf === '' ? undefined : dayOfDate(options.asOf);
	const isOwnDay = fixedDay === undefined && daysBack === 0;
	const dayOfAsOf = lastDayReader();

	for (let i = 0; i < count; i++) {
		const row = rows[sources[i]];
		const given = isOwnDay ? readNumber(row[fieldNames.daysSinceLastOrder]) : NaN;
		let today = fixedDay ?? dayOfAsOf(row[fieldNames.asOf]);
		if (today !== undefined) today -= daysBack;

		const history = readOrderHistory(row[fieldNames.orderHistory]);
		if (history === undefined) unreadableHistory++;
		const days = history?.days ?? [];
		if (days.length === 0) {
			readFields(i, row, today, given);
			continue;
		}
		if (today === undefined && given >= 0) today = days[days.length - 1] + given;

		let orders = days.length;
		while (today !== undefined && orders > 0 && days[orders - 1] > today) orders--;
		if (orders === 0) continue;
		readDays(i, days, orders, today);
		daysSilent[i] = given >= 0 ? given : today === undefined ? NaN : today - days[orders - 1];
		const counted =
			today === undefined ? 'none' : frequencyTrend(orders, recentOrders[i], earlierOrders[i]);
		trends[i] = trendOf(row, counted);
	}
	return {
		daysSilent,
		lastOrderDay,
		orderDays,
		ownGapDays,
		ownGaps,
		recentOrders,
		earlierOrders,
		trends,
		counts: { mature, notReturned },
		gapDays,
		gaps,
		withoutHistory,
		unreadableHistory,
	};

	function readDays(i: number, days: readonly number[], orders: number, today = NaN): void {
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
			if (!(next - days[at] <= maturityDays)) notReturned[bucket]++;
		}
		orderDays[i] = orderNumber;
		ownGaps[i] = orderNumber - 1;
		ownGapDays[i] = days[orders - 1] - days[0];
		lastOrderDay[i] = days[orders - 1];
		gaps += orderNumber - 1;
		gapDays += ownGapDays[i];
	}

	function readFields(i: number, row: JsonRecord, today: number | undefined, given: number): void {
		const orders = readNumber(row[fieldNames.orderCount]);
		if (orders === 0) return;
		const lastDay = dayOfDate(row[fieldNames.lastOrderAt]);
		if (lastDay !== undefined) lastOrderDay[i] = lastDay;
		else if (today !== undefined && given >= 0) lastOrderDay[i] = today - given;
		if (given >= 0) daysSilent[i] = given;
		else if (lastDay !== undefined && today !== undefined && lastDay <= today) {
			daysSilent[i] = today - lastDay;
		}
		if (Number.isNaN(daysSilent[i]) && Number.isNaN(orders)) return;
		withoutHistory++;
		orderDays[i] = Math.max(1, Math.floor(orders || 1));
		const meanGap = readNumber(row[fieldNames.meanGapDays]);
		if (orderDays[i] > 1 && meanGap >= 0) {
			ownGaps[i] = orderDays[i] - 1;
			ownGapDays[i] = meanGap * ownGaps[i];
			gaps += ownGaps[i];
			gapDays += ownGapDays[i];
		}
		trends[i] = trendOf(row, 'none');
	}

	function trendOf(row: JsonRecord, counted: FrequencyTrend): FrequencyTrend {
		const written = row[fieldNames.frequencyTrend];
		return isOwnDay && isFrequencyTrend(written) ? written : counted;
	}
}

/** Reads the day of `asOf`, which is the same text on nearly every row. */
function lastDayReader(): (text: unknown) => number | undefined {
	let lastText: unknown;
	let lastDay: number | undefined;
	return (text) => {
		if (text !== lastText) {
			lastText = text;
			lastDay = dayOfDate(text);
		}
		return lastDay;
	};
}
