import type { Outcomes } from './outcomes';

/** Places of the customers who alone made more than a share of their group's revenue. */
export function whalesIn(
	{ revenue, isTreated, assignments }: Outcomes,
	sharePercent: number,
): number[] {
	const totals = [0, 0];
	for (let i = 0; i < assignments.length; i++) totals[isTreated[i]] += revenue[i];
	const whales: number[] = [];
	for (let i = 0; i < assignments.length; i++) {
		if (revenue[i] > (totals[isTreated[i]] * sharePercent) / 100) whales.push(i);
	}
	return whales;
}

/** The same outcomes without some of the customers. */
export function withoutCustomers(outcomes: Outcomes, places: readonly number[]): Outcomes {
	const left = new Set(places);
	const isKept = (_: unknown, i: number) => !left.has(i);
	return {
		knows: outcomes.knows,
		assignments: outcomes.assignments.filter(isKept),
		customer: outcomes.customer.filter(isKept),
		isTreated: outcomes.isTreated.filter(isKept),
		revenue: outcomes.revenue.filter(isKept),
		orders: outcomes.orders.filter(isKept),
		revenueBefore: outcomes.revenueBefore.filter(isKept),
		ordersBefore: outcomes.ordersBefore.filter(isKept),
		ageDays: outcomes.ageDays.filter(isKept),
		marginPercent: outcomes.marginPercent.filter(isKept),
		emails: outcomes.emails.filter(isKept),
		unsubscribed: outcomes.unsubscribed.filter(isKept),
		discount: outcomes.discount.filter(isKept),
	};
}
