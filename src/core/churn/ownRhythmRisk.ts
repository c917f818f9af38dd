/**
 * The two parameters that turn a risk into the frequency observed in a backtest: logit(risk') = intercept + slope ·
 * logit(risk).
 */
export interface Recalibration {
	readonly intercept: number;
	readonly slope: number;
}

/**
 * A customer's days between orders: the shop's mean gap, moved towards the customer's own as these add up.
 *
 * @param ownGapDays sum of the customer's gaps in days
 * @param ownGaps number of them
 * @param priorWeight number of gaps that the shop's mean counts as
 */
export function expectedGap(
	ownGapDays: number,
	ownGaps: number,
	shopGapDays: number,
	priorWeight: number,
): number {
	return (priorWeight * shopGapDays + ownGapDays) / (priorWeight + ownGaps);
}

/**
 * The probability, 0 to 1, that a customer has left, given the days since the last order.
 *
 * A share q leaves after an order of that number; the others order again after an exponential time of mean g. By Bayes'
 * rule d days without an order give q / (q + (1 − q) · e^(−d/g)). Zero days give q itself.
 *
 * @param neverReturnShare q, above 0
 */
export function ownRhythmRisk(
	neverReturnShare: number,
	daysSinceLastOrder: number,
	expectedGapDays: number,
	recalibration?: Recalibration | null,
): number {
	const stillHere = (1 - neverReturnShare) * Math.exp(-daysSinceLastOrder / expectedGapDays);
	if (recalibration == null) return neverReturnShare / (neverReturnShare + stillHere);
	const logit = ownRhythmLogit(neverReturnShare, daysSinceLastOrder, expectedGapDays);
	return 1 / (1 + Math.exp(-(recalibration.intercept + recalibration.slope * logit)));
}

/** The same as log-odds, which stay finite where the probability is 1 to the last digit. */
export function ownRhythmLogit(
	neverReturnShare: number,
	daysSinceLastOrder: number,
	expectedGapDays: number,
): number {
	return Math.log(neverReturnShare / (1 - neverReturnShare)) + daysSinceLastOrder / expectedGapDays;
}
