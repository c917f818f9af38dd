import { daysPerWeek, type OrderHistories } from '../btyd/orderHistories';

/** With fewer observed customers than this, the curve is extrapolated instead of read. */
const fewestCustomers = 10;
/** Weeks at the curve's end whose mean slope continues it. */
const slopeWeeks = 26;
const longestCurveWeeks = 520;

/**
 * The orders after the first that an average customer has made by the end of each week after the first order.
 *
 * The mean cumulative function (Nelson 1988): each week's orders are divided by the customers observed that long, so
 * that recent customers count for as long as they were observed. Ends where fewer than ten (or, in smaller shops, half)
 * are left.
 */
export function cohortCurve(histories: OrderHistories): number[] {
	const { starts, days, asOfDays } = histories;
	const ordersInWeek: number[] = [];
	const customersByWeeks: number[] = [];
	let customers = 0;
	for (let customer = 0; customer < asOfDays.length; customer++) {
		if (starts[customer] === starts[customer + 1]) continue;
		customers++;
		const first = days[starts[customer]];
		const weeks = Math.min(
			longestCurveWeeks,
			Math.floor((asOfDays[customer] - first) / daysPerWeek),
		);
		customersByWeeks[weeks] = (customersByWeeks[weeks] ?? 0) + 1;
		for (let order = starts[customer] + 1; order < starts[customer + 1]; order++) {
			// A day belongs to the week that it ends or falls into: day 7 is the end of week 1.
			const week = Math.ceil((days[order] - first) / daysPerWeek) - 1;
			if (week < weeks) ordersInWeek[week] = (ordersInWeek[week] ?? 0) + 1;
		}
	}
	const least = Math.max(1, Math.min(fewestCustomers, customers / 2));
	const curve: number[] = [];
	let watched = customers - (customersByWeeks[0] ?? 0);
	let orders = 0;
	for (let week = 0; week < customersByWeeks.length && watched >= least; week++) {
		orders += (ordersInWeek[week] ?? 0) / watched;
		curve.push(orders);
		watched -= customersByWeeks[week + 1] ?? 0;
	}
	return curve;
}

/**
 * Orders after the first at a given age in weeks, with linear interpolation; beyond the curve's end it continues with
 * the mean slope of its last half year. A shop without a whole week of history gives 0.
 */
export function cohortOrdersAt(curve: readonly number[], weeks: number): number {
	const at = (week: number) => (week === 0 ? 0 : curve[week - 1]);
	const end = curve.length;
	if (weeks <= 0 || end === 0) return 0;
	if (weeks < end) {
		const week = Math.floor(weeks);
		return at(week) + (weeks - week) * (at(week + 1) - at(week));
	}
	const from = Math.max(0, end - slopeWeeks);
	return at(end) + ((weeks - end) * (at(end) - at(from))) / (end - from);
}
