import { InvalidInputError } from '../../values/invalidInputError';
import { distinctValues, type DistinctValues } from '../stats/distinctValues';

/** Customers with equal transactions grouped together; times in the unit of the model. */
export interface GroupedTransactions {
	/** `groupOf[i]` is the group of input customer i. */
	readonly groupOf: Int32Array;
	readonly repeatTransactions: Float64Array;
	readonly ageAtLastOrder: Float64Array;
	readonly customerAge: Float64Array;
	/** The number of customers in each group. */
	readonly weight: Float64Array;
	/** The distinct values of each column, ascending, and each group's index among them. */
	readonly repeats: DistinctValues;
	readonly lastAges: DistinctValues;
	readonly ages: DistinctValues;
}

/**
 * Groups customers with identical (x, t_x, T) by a numeric key.
 *
 * Likelihoods and predictions depend on these three alone, and days repeat: 23,570 customers of a real shop are 8,685
 * groups. Groups come in the order of (T, t_x, x), whatever the order of the input.
 *
 * @param timesPerUnit divides the times, e.g. 7 for times in days and a model in weeks; whole days group faster
 */
export function groupTransactions(
	repeatTransactions: ArrayLike<number>,
	ageAtLastOrder: ArrayLike<number>,
	customerAge: ArrayLike<number>,
	timesPerUnit = 1,
): GroupedTransactions {
	const count = repeatTransactions.length;
	requireTimes('repeatTransactions', repeatTransactions);
	requireTimes('ageAtLastOrder', ageAtLastOrder);
	requireTimes('customerAge', customerAge);
	const repeats = distinctValues(repeatTransactions);
	const lastAges = distinctValues(ageAtLastOrder);
	const ages = distinctValues(customerAge);
	const lastCount = lastAges.values.length;
	const repeatCount = repeats.values.length;
	// Two steps, because the product of all three counts may pass 2^53.
	const keys = new Float64Array(count);
	for (let i = 0; i < count; i++) keys[i] = ages.indexOf[i] * lastCount + lastAges.indexOf[i];
	const pairs = distinctValues(keys);
	for (let i = 0; i < count; i++) keys[i] = pairs.indexOf[i] * repeatCount + repeats.indexOf[i];
	const groups = distinctValues(keys);
	const size = groups.values.length;
	const inUnits = (time: number) => time / timesPerUnit;
	const grouped = {
		groupOf: groups.indexOf,
		repeatTransactions: new Float64Array(size),
		ageAtLastOrder: new Float64Array(size),
		customerAge: new Float64Array(size),
		weight: new Float64Array(size),
		repeats: { values: repeats.values, indexOf: new Int32Array(size) },
		lastAges: { values: lastAges.values.map(inUnits), indexOf: new Int32Array(size) },
		ages: { values: ages.values.map(inUnits), indexOf: new Int32Array(size) },
	};
	for (let i = 0; i < count; i++) grouped.weight[groups.indexOf[i]]++;
	for (let group = 0; group < size; group++) {
		const key = groups.values[group];
		const repeat = key % repeatCount;
		const rest = pairs.values[(key - repeat) / repeatCount];
		const last = rest % lastCount;
		const age = (rest - last) / lastCount;
		grouped.repeats.indexOf[group] = repeat;
		grouped.lastAges.indexOf[group] = last;
		grouped.ages.indexOf[group] = age;
		grouped.repeatTransactions[group] = repeats.values[repeat];
		grouped.ageAtLastOrder[group] = grouped.lastAges.values[last];
		grouped.customerAge[group] = grouped.ages.values[age];
	}
	return grouped;
}

function requireTimes(field: string, list: ArrayLike<number>): void {
	for (let i = 0; i < list.length; i++) {
		if (!(list[i] >= 0 && list[i] < Infinity)) {
			throw new InvalidInputError(field, 'finite numbers of at least 0', list[i]);
		}
	}
}
