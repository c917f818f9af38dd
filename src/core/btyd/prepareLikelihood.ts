import gammaln from '@stdlib/math-base-special-gammaln';
import type { GroupedTransactions } from './groupTransactions';
import type { TransactionFamily } from './transactionModel';

/** The parts of a likelihood that don't change with the parameters. */
export interface PreparedLikelihood {
	readonly family: TransactionFamily;
	readonly regularity: number;
	readonly groups: GroupedTransactions;
	/** Customers per distinct x. */
	readonly customersByRepeats: Float64Array;
	/** Customers and Σ x per distinct T. */
	readonly customersByAge: Float64Array;
	readonly repeatsByAge: Float64Array;
	/** (k − 1) · Σ ln gap − Σ x · ln Γ(k). */
	readonly constant: number;
}

/** Calculates once what every evaluation of the likelihood needs. */
export function prepareLikelihood(
	family: TransactionFamily,
	regularity: number,
	groups: GroupedTransactions,
	sumOfLogGaps: number,
): PreparedLikelihood {
	const customersByRepeats = new Float64Array(groups.repeats.values.length);
	const customersByAge = new Float64Array(groups.ages.values.length);
	const repeatsByAge = new Float64Array(groups.ages.values.length);
	let repeats = 0;
	for (let group = 0; group < groups.weight.length; group++) {
		const weight = groups.weight[group];
		const weightedRepeats = weight * groups.repeatTransactions[group];
		customersByRepeats[groups.repeats.indexOf[group]] += weight;
		customersByAge[groups.ages.indexOf[group]] += weight;
		repeatsByAge[groups.ages.indexOf[group]] += weightedRepeats;
		repeats += weightedRepeats;
	}
	const constant =
		regularity === 1 ? 0 : (regularity - 1) * sumOfLogGaps - repeats * gammaln(regularity);
	return { family, regularity, groups, customersByRepeats, customersByAge, repeatsByAge, constant };
}
