import { daysPerWeek } from '../btyd/orderHistories';
import { probabilityOfNoOrder } from '../btyd/orderProbabilities';
import type { TransactionModel } from '../btyd/transactionModel';
import { ownRhythmRisk } from './ownRhythmRisk';

/** The inputs of the probability of no order. */
export interface OrderRhythm {
	/** Days on which the customer ordered. */
	readonly orderDays: number;
	readonly ownGaps: number;
	/** First order to last. */
	readonly ownGapDays: number;
	readonly daysSinceLastOrder: number;
	/** For customers whose single order days are not known, and for shops without a model. */
	readonly neverReturnShare: number;
	readonly expectedGapDays: number;
}

/**
 * The probability that a customer does not order in the next `days` days.
 *
 * 1 − P(alive) · (1 − ((α + T) / (α + T + t))^(r + x)) for BG/NBD and MBG/NBD, an integral for Pareto/NBD; never 1 −
 * P(alive) alone, since under BG/NBD every one-time buyer is certainly alive. Where there is no model, or first and
 * last order are not both known, it follows from the customer's own rhythm: gone, or still active with an exponential
 * time of mean g to the next order.
 *
 * @param timeFactor how much faster future time runs than the past
 */
export function noOrderRisk(
	model: TransactionModel | null,
	customer: OrderRhythm,
	days: number,
	timeFactor = 1,
): number {
	const { orderDays, ownGaps, ownGapDays, daysSinceLastOrder } = customer;
	if (model === null || ownGaps !== orderDays - 1) {
		const { neverReturnShare, expectedGapDays } = customer;
		const gone = ownRhythmRisk(neverReturnShare, daysSinceLastOrder, expectedGapDays);
		return gone + (1 - gone) * Math.exp(-days / expectedGapDays);
	}
	const transactions = {
		repeatTransactions: ownGaps,
		ageAtLastOrder: ownGapDays / daysPerWeek,
		customerAge: (ownGapDays + daysSinceLastOrder) / daysPerWeek,
	};
	const time = (days / daysPerWeek) * timeFactor;
	return Math.min(1, probabilityOfNoOrder(model, transactions, time));
}
