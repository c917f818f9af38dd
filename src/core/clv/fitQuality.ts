import type { ObservedGroups } from '../btyd/observeGroups';
import { probabilityOfExactly } from '../btyd/orderProbabilities';
import type { TransactionModel } from '../btyd/transactionModel';

/** Customers with a given number of repeat orders, in the shop and by the model. */
export interface FitQualityRow {
	/** The last row includes all higher numbers. */
	readonly repeatOrders: number;
	readonly actual: number;
	readonly expected: number;
}

const rows = 8;

/**
 * How many customers have 0 to 6 and 7 or more repeat orders, compared with the model's expectation for customers of
 * their ages.
 */
export function fitQuality(model: TransactionModel, { groups }: ObservedGroups): FitQualityRow[] {
	const actual = new Array<number>(rows).fill(0);
	const expected = new Array<number>(rows).fill(0);
	const customersByAge = new Float64Array(groups.ages.values.length);
	for (let group = 0; group < groups.weight.length; group++) {
		actual[Math.min(rows - 1, groups.repeatTransactions[group])] += groups.weight[group];
		customersByAge[groups.ages.indexOf[group]] += groups.weight[group];
	}
	const newcomer = { repeatTransactions: 0, ageAtLastOrder: 0, customerAge: 0 };
	for (let place = 0; place < customersByAge.length; place++) {
		let rest = 1;
		for (let count = 0; count < rows - 1; count++) {
			const chance = probabilityOfExactly(model, newcomer, groups.ages.values[place], count);
			expected[count] += customersByAge[place] * chance;
			rest -= chance;
		}
		expected[rows - 1] += customersByAge[place] * Math.max(0, rest);
	}
	return actual.map((count, repeatOrders) => ({
		repeatOrders,
		actual: count,
		expected: expected[repeatOrders],
	}));
}
