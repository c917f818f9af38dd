import type { OrderModelName } from '../btyd/fitOrderModel';
import type { ObservedGroups } from '../btyd/observeGroups';
import { daysPerWeek } from '../btyd/orderHistories';
import { probabilityOfExactly } from '../btyd/orderProbabilities';
import { expectedOrdersByGroup, oneStretch } from '../btyd/predictBatch';
import type { TransactionModel } from '../btyd/transactionModel';
import { distinctValues } from '../stats/distinctValues';
import { poissonDeviance } from '../stats/poissonDeviance';

/** How well a candidate would have predicted the orders of earlier periods. */
export interface CandidateScore {
	readonly orderModel: OrderModelName;
	/** The name used in the literature. */
	readonly name: string;
	/** Mean log of the predicted probability of what each customer did; higher is better. */
	readonly logScore: number;
	/**
	 * Orders per customer; on sparse shops it rewards predicting nothing, so the squared error is reported too.
	 */
	readonly meanAbsoluteError: number;
	readonly rootMeanSquaredError: number;
	/** Mean over customers; it penalizes predictions of almost nothing for customers who then order. */
	readonly poissonDeviance: number;
	readonly totalErrorPercent: number;
}

/** Sums over the customers of one period. */
export interface PredictionErrors {
	readonly customers: number;
	readonly absolute: number;
	readonly squared: number;
	readonly deviance: number;
	readonly predicted: number;
	readonly actual: number;
	readonly logScore: number;
}

/** One score from the errors of several periods: every customer of every period has the same weight. */
export function candidateScore(
	orderModel: OrderModelName,
	name: string,
	errors: readonly PredictionErrors[],
): CandidateScore {
	const total = (key: keyof PredictionErrors) => errors.reduce((sum, one) => sum + one[key], 0);
	const customers = total('customers');
	const actual = total('actual');
	return {
		orderModel,
		name,
		logScore: total('logScore') / customers,
		meanAbsoluteError: total('absolute') / customers,
		rootMeanSquaredError: Math.sqrt(total('squared') / customers),
		poissonDeviance: total('deviance') / customers,
		totalErrorPercent: actual > 0 ? (100 * (total('predicted') - actual)) / actual : 0,
	};
}

/** Compares a model's predictions for the next days with the actual orders of each customer. */
export function predictionErrors(
	{ groups }: ObservedGroups,
	actual: Float64Array,
	days: number,
	model: TransactionModel,
): PredictionErrors {
	const orders = expectedOrdersByGroup(model, groups, oneStretch(days / daysPerWeek));
	const sums = {
		customers: actual.length,
		absolute: 0,
		squared: 0,
		deviance: 0,
		predicted: 0,
		actual: 0,
	};
	for (let i = 0; i < actual.length; i++) {
		const expected = orders[groups.groupOf[i]];
		const error = expected - actual[i];
		sums.absolute += Math.abs(error);
		sums.squared += error * error;
		sums.deviance += poissonDeviance(actual[i], expected);
		sums.predicted += expected;
		sums.actual += actual[i];
	}
	return { ...sums, logScore: logScoreOf(groups, actual, days, model) };
}

function logScoreOf(
	groups: ObservedGroups['groups'],
	actual: Float64Array,
	days: number,
	model: TransactionModel,
): number {
	const outcomesPerGroup = actual.reduce((most, count) => Math.max(most, count), 0) + 1;
	const outcomes = distinctValues(
		actual.map((count, i) => groups.groupOf[i] * outcomesPerGroup + count),
	);
	const logs = outcomes.values.map((key) => {
		const count = key % outcomesPerGroup;
		const group = (key - count) / outcomesPerGroup;
		const customer = {
			repeatTransactions: groups.repeatTransactions[group],
			ageAtLastOrder: groups.ageAtLastOrder[group],
			customerAge: groups.customerAge[group],
		};
		const chance = probabilityOfExactly(model, customer, days / daysPerWeek, count);
		return Math.log(Math.max(chance, 1e-300));
	});
	return outcomes.indexOf.reduce((sum, place) => sum + logs[place], 0);
}
