import { expectedOrders } from '../btyd/expectedOrders';
import type { GroupedTransactions } from '../btyd/groupTransactions';
import { daysPerWeek } from '../btyd/orderHistories';
import { cohortOrdersAt } from './cohortCurve';
import type { PredictionBasis } from './predictCustomers';

/** Per group, the orders still to come until a number of days after the first order; 0 for customers who are past that age. */
export function ordersUntilAge(
	days: number,
	groups: GroupedTransactions,
	{ orders: model, timeFactor, cohortCurve }: PredictionBasis,
): Float64Array {
	return Float64Array.from(groups.weight, (_, group) => {
		const customerAge = groups.customerAge[group];
		const time = days / daysPerWeek - customerAge;
		if (time <= 0) return 0;
		if (model === null) {
			return (
				cohortOrdersAt(cohortCurve, days / daysPerWeek) - cohortOrdersAt(cohortCurve, customerAge)
			);
		}
		const customer = {
			repeatTransactions: groups.repeatTransactions[group],
			ageAtLastOrder: groups.ageAtLastOrder[group],
			customerAge,
		};
		return expectedOrders(model, customer, time * timeFactor);
	});
}
