import { z } from 'zod';
import type { ObservedGroups } from '../btyd/observeGroups';
import { median } from '../stats/median';

/** What models of order times leave out of a customer's past, in this order; all are logs. */
export const habitFeatures = [
	'daysSinceLastOrder',
	'repeatOrders',
	'gapsSinceLastOrder',
	'ordersIn30Days',
	'ordersIn90Days',
	'totalSpend',
	'customerAge',
] as const;

/** The shop's medians, for customers without a gap and as the unit of spend. */
export const shopHabits = z.object({
	typicalGapDays: z.number().positive().finite(),
	typicalSpend: z.number().positive().finite(),
});

export type ShopHabits = z.output<typeof shopHabits>;

/** The shop's medians, the units of the features. */
export function typicalOf({
	histories: { starts, days },
	observation: { customers, totalSpend },
}: ObservedGroups): ShopHabits {
	const gaps: number[] = [];
	for (const customer of customers) {
		const last = starts[customer + 1] - 1;
		if (last > starts[customer]) gaps.push(days[last] - days[last - 1]);
	}
	return {
		typicalGapDays: gaps.length === 0 ? 30 : Math.max(7, median(gaps)),
		typicalSpend: totalSpend.length === 0 ? 1 : Math.max(0.01, median(totalSpend)),
	};
}

/** The features of one customer, by index in the observation. */
export function habitsOf(
	{ histories, observation }: ObservedGroups,
	{ typicalGapDays, typicalSpend }: ShopHabits,
): (place: number) => number[] {
	const { customers, repeatTransactions, ageAtLastOrder, customerAge, totalSpend } = observation;
	const { starts, days, asOfDays } = histories;
	return (place) => {
		const customer = customers[place];
		const repeats = repeatTransactions[place];
		const silence = customerAge[place] - ageAtLastOrder[place];
		const gap = repeats > 0 ? ageAtLastOrder[place] / repeats : typicalGapDays;
		let inThirty = 0;
		let inNinety = 0;
		for (let order = starts[customer + 1] - 1; order >= starts[customer]; order--) {
			const ago = asOfDays[customer] - days[order];
			if (ago >= 90) break;
			inNinety++;
			if (ago < 30) inThirty++;
		}
		return [
			Math.log1p(silence),
			Math.log1p(repeats),
			Math.log1p(silence / Math.max(1, gap)),
			Math.log1p(inThirty),
			Math.log1p(inNinety),
			Math.log1p(Math.max(0, totalSpend[place]) / typicalSpend),
			Math.log1p(customerAge[place]),
		];
	};
}
