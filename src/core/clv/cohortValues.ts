import { dateOfDay } from '../../values/days';
import type { ObservedGroups } from '../btyd/observeGroups';
import type { OrderHistories } from '../btyd/orderHistories';
import { ordersUntilAge } from './ordersUntilAge';
import { orderValues } from './orderValues';
import type { PredictionBasis } from './predictCustomers';

/** The spend per customer of one first-purchase month within some days of their first order. */
export interface CohortValue {
	/** `YYYY-MM` */
	readonly cohortMonth: string;
	readonly customers: number;
	readonly ltv90: number;
	readonly ltv180: number;
	readonly ltv365: number;
	/** Whether some customers are younger than that, so that their remaining days are predicted. */
	readonly ltv90IsProjected: boolean;
	readonly ltv180IsProjected: boolean;
	readonly ltv365IsProjected: boolean;
}

const spans = [90, 180, 365] as const;

/**
 * Revenue per customer at 90, 180 and 365 days by month of the first order.
 *
 * Day 0 is the day of the first order; a customer is mature at 90 days when 90 days have passed since. The predicted
 * rest of younger ones is added, and the cohort is marked.
 */
export function cohortValues(
	histories: OrderHistories,
	{ observation, groups }: ObservedGroups,
	basis: PredictionBasis,
): CohortValue[] {
	const cohorts = new Map<string, { customers: number; revenue: number[]; young: number[] }>();
	const valueOf = orderValues(basis, histories, observation.customers);
	const toCome = spans.map((span) => ordersUntilAge(span, groups, basis));
	for (let i = 0; i < observation.customers.length; i++) {
		const customer = observation.customers[i];
		const first = histories.days[histories.starts[customer]];
		const month = dateOfDay(first).slice(0, 7);
		let cohort = cohorts.get(month);
		if (cohort === undefined) {
			cohort = { customers: 0, revenue: [0, 0, 0], young: [0, 0, 0] };
			cohorts.set(month, cohort);
		}
		cohort.customers++;
		const { value } = valueOf(i);
		for (let span = 0; span < spans.length; span++) {
			let revenue = 0;
			for (
				let order = histories.starts[customer];
				order < histories.starts[customer + 1];
				order++
			) {
				if (histories.days[order] - first > spans[span]) break;
				revenue += histories.amounts[order];
			}
			if (observation.customerAge[i] < spans[span]) {
				cohort.young[span]++;
				revenue += toCome[span][groups.groupOf[i]] * value;
			}
			cohort.revenue[span] += revenue;
		}
	}
	return [...cohorts.entries()]
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([cohortMonth, { customers, revenue, young }]) => ({
			cohortMonth,
			customers,
			ltv90: revenue[0] / customers,
			ltv180: revenue[1] / customers,
			ltv365: revenue[2] / customers,
			ltv90IsProjected: young[0] > 0,
			ltv180IsProjected: young[1] > 0,
			ltv365IsProjected: young[2] > 0,
		}));
}
