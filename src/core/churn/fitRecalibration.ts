import { highestOrderNumber } from './neverReturnShares';
import { expectedGap, ownRhythmLogit, type Recalibration } from './ownRhythmRisk';
import type { Rhythms } from './readRhythms';

const fewestOfEachKind = 50;
const mostSteps = 50;

/**
 * Fits the line from the log-odds of a past risk to those of what happened; undefined where it can't be determined.
 *
 * Platt scaling: a logistic regression of "did not order again" on the log-odds of the risk, by Newton's method, with a
 * standard normal prior around intercept 0 and slope 1 (no change), so that separable data have a solution too. There
 * is none with fewer than 50 customers of either outcome, or with a slope that is not positive (the risk had no
 * information). A positive slope keeps the ranking.
 *
 * @param before everyone's rhythm at the start of the backtest
 * @param hasReturned whether the customer with this index ordered after that
 */
export function fitRecalibration(
	before: Rhythms,
	hasReturned: (customer: number) => boolean,
	neverReturnShares: readonly number[],
	meanGapDays: number,
	gapPriorWeight: number,
): Recalibration | undefined {
	const logits: number[] = [];
	const outcomes: number[] = [];
	for (let i = 0; i < before.daysSinceLastOrder.length; i++) {
		const daysSinceLastOrder = before.daysSinceLastOrder[i];
		if (Number.isNaN(daysSinceLastOrder) || Number.isNaN(before.lastOrderDay[i])) continue;
		const orderNumber = Math.min(before.orderDays[i], highestOrderNumber);
		const gap = expectedGap(before.ownGapDays[i], before.ownGaps[i], meanGapDays, gapPriorWeight);
		logits.push(ownRhythmLogit(neverReturnShares[orderNumber - 1], daysSinceLastOrder, gap));
		outcomes.push(hasReturned(i) ? 0 : 1);
	}
	const left = outcomes.reduce((sum, outcome) => sum + outcome, 0);
	if (left < fewestOfEachKind || outcomes.length - left < fewestOfEachKind) return undefined;
	return fitLogistic(logits, outcomes);
}

function fitLogistic(
	logits: readonly number[],
	outcomes: readonly number[],
): Recalibration | undefined {
	let intercept = 0;
	let slope = 1;
	for (let step = 0; step < mostSteps; step++) {
		let gradientA = -intercept;
		let gradientB = 1 - slope;
		let hessianAA = 1;
		let hessianAB = 0;
		let hessianBB = 1;
		for (let i = 0; i < logits.length; i++) {
			const x = logits[i];
			const probability = 1 / (1 + Math.exp(-(intercept + slope * x)));
			const residual = outcomes[i] - probability;
			const weight = probability * (1 - probability);
			gradientA += residual;
			gradientB += residual * x;
			hessianAA += weight;
			hessianAB += weight * x;
			hessianBB += weight * x * x;
		}
		const determinant = hessianAA * hessianBB - hessianAB * hessianAB;
		const changeA = (hessianBB * gradientA - hessianAB * gradientB) / determinant;
		const changeB = (hessianAA * gradientB - hessianAB * gradientA) / determinant;
		// A full Newton step can overshoot where nearly all probabilities are 0 or 1.
		const shortening = Math.min(1, 2 / Math.max(Math.abs(changeA), Math.abs(changeB)));
		intercept += shortening * changeA;
		slope += shortening * changeB;
		if (Math.max(Math.abs(changeA), Math.abs(changeB)) < 1e-9) break;
	}
	if (!Number.isFinite(intercept) || !Number.isFinite(slope) || slope <= 0) return undefined;
	return { intercept, slope };
}
