import { monthOfDay } from '../../values/days';
import type { OrderHistories } from '../btyd/orderHistories';

/** Repeat orders of one whole calendar month. */
interface MonthOfOrders {
	/** 0 is January. */
	readonly month: number;
	readonly orders: number;
	readonly perDay: number;
}

const fewestMonths = 24;
const monthsOfYear = 12;

/**
 * How much more or less than usual is ordered in each calendar month, January first, with a mean of 1; null where the shop
 * has fewer than 24 whole months.
 *
 * Repeat orders per day of each month over the mean of the twelve months around it (half of the outer two), which
 * removes a trend. Shrunk towards 1 twice: by the share of the spread between months that counting alone would give,
 * and by y/(y+1) of y years, because a single peak may have been a promotion.
 */
export function seasonIndex(histories: OrderHistories): number[] | null {
	const months = wholeMonths(histories);
	if (months.length < fewestMonths) return null;
	const sums = Array.from({ length: monthsOfYear }, () => ({ ratios: 0, years: 0, orders: 0 }));
	for (let i = monthsOfYear / 2; i < months.length - monthsOfYear / 2; i++) {
		const usual = meanAround(months, i);
		if (!(usual > 0)) return null;
		const sum = sums[months[i].month];
		sum.ratios += months[i].perDay / usual;
		sum.orders += months[i].orders;
		sum.years++;
	}
	const ratios = sums.map(({ ratios: total, years }) => total / years);
	// A count of n has a relative variance of 1/n; a month without orders is as uncertain as one with one.
	const noise = sums.map(({ orders }) => 1 / Math.max(1, orders));
	const spread = mean(ratios.map((ratio) => (ratio - 1) ** 2));
	const signal = Math.max(0, spread - mean(noise));
	const drawn = ratios.map((ratio, month) => {
		const { years } = sums[month];
		const trust = (signal / (signal + noise[month])) * (years / (years + 1));
		return 1 + trust * (ratio - 1);
	});
	const level = mean(drawn);
	return drawn.map((factor) => factor / level);
}

/** The mean factor of the days after `day`, up to `days` later; 1 without a season. */
export function seasonFactor(index: readonly number[] | null, day: number, days: number): number {
	if (index === null || !(days >= 1)) return 1;
	const count = Math.round(days);
	let sum = 0;
	for (let ahead = 1; ahead <= count; ahead++) sum += index[monthOfDay(day + ahead)];
	return sum / count;
}

/** The latest day up to which any customer was observed; 0 without customers. */
export function lastDay({ asOfDays }: OrderHistories): number {
	return asOfDays.reduce((latest, day) => Math.max(latest, day), 0);
}

function mean(list: readonly number[]): number {
	return list.reduce((sum, value) => sum + value, 0) / list.length;
}

function meanAround(months: readonly MonthOfOrders[], at: number): number {
	const half = monthsOfYear / 2;
	let sum = (months[at - half].perDay + months[at + half].perDay) / 2;
	for (let i = at - half + 1; i < at + half; i++) sum += months[i].perDay;
	return sum / monthsOfYear;
}

/** The whole calendar months from the first order to the end, with their repeat orders. */
function wholeMonths(histories: OrderHistories): MonthOfOrders[] {
	const { starts, days } = histories;
	const end = lastDay(histories);
	const first = days.reduce((earliest, day) => Math.min(earliest, day), end + 1);
	const repeats = new Int32Array(Math.max(0, end - first + 1));
	for (let customer = 0; customer + 1 < starts.length; customer++) {
		for (let order = starts[customer] + 1; order < starts[customer + 1]; order++) {
			repeats[days[order] - first]++;
		}
	}
	const months: MonthOfOrders[] = [];
	for (let day = first; day <= end; ) {
		const month = monthOfDay(day);
		const from = day;
		let orders = 0;
		for (; day <= end && monthOfDay(day) === month; day++) orders += repeats[day - first];
		const isWhole = monthOfDay(from - 1) !== month && monthOfDay(day) !== month;
		if (isWhole) months.push({ month, orders, perDay: orders / (day - from) });
	}
	return months;
}
