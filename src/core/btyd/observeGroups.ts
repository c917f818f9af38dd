import { groupTransactions, type GroupedTransactions } from './groupTransactions';
import { daysPerWeek, observe, type Observation, type OrderHistories } from './orderHistories';

/** The orders of all customers, summed up and grouped for models in weeks. */
export interface ObservedGroups {
	readonly histories: OrderHistories;
	readonly observation: Observation;
	readonly groups: GroupedTransactions;
}

/** Sums up a shop and groups equal customers. */
export function observeGroups(histories: OrderHistories): ObservedGroups {
	const observation = observe(histories);
	const { repeatTransactions, ageAtLastOrder, customerAge } = observation;
	const groups = groupTransactions(repeatTransactions, ageAtLastOrder, customerAge, daysPerWeek);
	return { histories, observation, groups };
}
