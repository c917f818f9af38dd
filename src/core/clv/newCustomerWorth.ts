import { dateOfDay } from '../../values/days';
import type { ObservedGroups } from '../btyd/observeGroups';
import { daysPerMonth } from '../btyd/orderHistories';
import type { ClvModel } from './clvModel';
import { orderValues } from './orderValues';
import { ordersUntilAge } from './ordersUntilAge';

/** The margin that a new customer brings on average over the horizon, the first order included; not discounted. */
export interface NewCustomerWorth {
	/** Customers that it is based on. */
	readonly customers: number;
	readonly expectedMargin: number;
	/** The average is between these in 8 of 10 cases; null for fewer than ten customers. */
	readonly low: number | null;
	readonly high: number | null;
}

/** The same for the customers of one month of the first order, or of one channel or category. */
export type GroupWorth = NewCustomerWorth & { readonly group: string };

/** The expected value of future new customers: the numbers to budget acquisition by. */
export interface NewCustomers extends NewCustomerWorth {
	readonly byCohortMonth: GroupWorth[];
	/** By the requested field, the largest groups first; empty without one. */
	readonly byGroup: GroupWorth[];
}

/** Days within which customers count as recently acquired. */
const recentDays = 365;
const fewestRecent = 100;
const fewestForRange = 10;
const mostGroups = 20;
/** The normal distribution's 90% point. */
const ninetyPercent = 1.2815515655446004;

/**
 * The value of a new customer over the horizon: what customers spent within that time of their first order, and for
 * younger ones also what the model expects until then.
 *
 * The overall figure is based on customers acquired within the last 365 days, or on all where fewer than 100 were.
 *
 * @param groupOf the channel, category or the like of the customer at a position of the observation; empty for none
 */
export function newCustomerWorth(
	observed: ObservedGroups,
	model: ClvModel,
	groupOf: (place: number) => string,
): NewCustomers | null {
	const { histories, observation } = observed;
	const size = observation.customers.length;
	if (size === 0) return null;
	const margins = marginsOf(observed, model);
	const months = Array.from(observation.customers, (customer) =>
		dateOfDay(histories.days[histories.starts[customer]]).slice(0, 7),
	);
	const recent = margins.filter((_, i) => observation.customerAge[i] <= recentDays);
	return {
		...worthOf(recent.length >= fewestRecent ? recent : margins),
		byCohortMonth: worthByGroup(margins, (i) => months[i]).sort((one, other) =>
			one.group < other.group ? -1 : 1,
		),
		byGroup: worthByGroup(margins, groupOf)
			.sort((one, other) => other.customers - one.customers || (one.group < other.group ? -1 : 1))
			.slice(0, mostGroups),
	};
}

/** Per customer the margin of the horizon from the first order on, observed and still expected. */
function marginsOf(
	{ histories, observation, groups }: ObservedGroups,
	model: ClvModel,
): Float64Array {
	const days = model.options.horizonMonths * daysPerMonth;
	const toCome = ordersUntilAge(days, groups, model);
	const valueOf = orderValues(model, histories, observation.customers);
	const highest = model.spend?.highestAmount ?? Infinity;
	const { starts, days: orderDays, amounts } = histories;
	return Float64Array.from(observation.customers, (customer, i) => {
		const first = orderDays[starts[customer]];
		let revenue = toCome[groups.groupOf[i]] * valueOf(i).value;
		for (let order = starts[customer]; order < starts[customer + 1]; order++) {
			if (orderDays[order] - first > days) break;
			revenue += Math.min(amounts[order], highest);
		}
		return (model.options.marginPercent / 100) * revenue;
	});
}

function worthByGroup(margins: Float64Array, groupOf: (place: number) => string): GroupWorth[] {
	const marginsByGroup = new Map<string, number[]>();
	margins.forEach((margin, i) => {
		const group = groupOf(i);
		const list = marginsByGroup.get(group);
		if (list !== undefined) list.push(margin);
		else if (group !== '') marginsByGroup.set(group, [margin]);
	});
	return Array.from(marginsByGroup, ([group, list]) => ({ group, ...worthOf(list) }));
}

function worthOf(margins: ArrayLike<number>): NewCustomerWorth {
	const customers = margins.length;
	let mean = 0;
	let squares = 0;
	for (let i = 0; i < customers; i++) {
		const difference = margins[i] - mean;
		mean += difference / (i + 1);
		squares += difference * (margins[i] - mean);
	}
	const deviation = ninetyPercent * Math.sqrt(squares / Math.max(1, customers - 1) / customers);
	const isRange = customers >= fewestForRange;
	return {
		customers,
		expectedMargin: mean,
		low: isRange ? mean - deviation : null,
		high: isRange ? mean + deviation : null,
	};
}
