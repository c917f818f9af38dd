import type { ChurnModel } from './churnModel';
import { boundedFormulaRisk, formulaRisk } from './formulaRisk';
import { highestOrderNumber } from './neverReturnShares';
import { noOrderRisk } from './noOrderRisk';
import type { ChurnOptions } from './options';
import { ownRhythmRisk } from './ownRhythmRisk';
import type { Rhythms } from './readRhythms';

/** The risk of customer i in points, unrounded. */
type RiskMethod = (
	rhythms: Rhythms,
	i: number,
	model: ChurnModel,
	expectedGapDays: number,
	options: ChurnOptions,
) => number;

/** How each method computes a risk. */
export const riskMethods = {
	ownRhythm: (rhythms, i, model, gap) =>
		100 *
		ownRhythmRisk(
			neverReturnShareOf(model, rhythms.orderDays[i]),
			rhythms.daysSinceLastOrder[i],
			gap,
			model.recalibration,
		),
	formula: (rhythms, i) => formulaRisk(formulaInput(rhythms, i)),
	formulaBounded: (rhythms, i) => boundedFormulaRisk(formulaInput(rhythms, i)),
	probability: (rhythms, i, model, expectedGapDays, options) =>
		100 *
		noOrderRisk(
			model.orderModel ?? null,
			{
				orderDays: rhythms.orderDays[i],
				ownGaps: rhythms.ownGaps[i],
				ownGapDays: rhythms.ownGapDays[i],
				daysSinceLastOrder: rhythms.daysSinceLastOrder[i],
				neverReturnShare: neverReturnShareOf(model, rhythms.orderDays[i]),
				expectedGapDays,
			},
			options.probabilityDays,
			model.timeFactor,
		),
	silence: (rhythms, i, _model, _gap, options) =>
		rhythms.daysSinceLastOrder[i] >= options.silenceDays ? 100 : 0,
} as const satisfies Record<ChurnOptions['method'], RiskMethod>;

/** The share of customers who never return after a number of orders. */
export function neverReturnShareOf(model: ChurnModel, orders: number): number {
	return model.neverReturnShares[Math.min(Math.max(orders, 1), highestOrderNumber) - 1];
}

function formulaInput(rhythms: Rhythms, i: number) {
	return {
		daysSinceLastOrder: rhythms.daysSinceLastOrder[i],
		trend: rhythms.trends[i],
		recentOrders: rhythms.recentOrders[i],
		earlierOrders: rhythms.earlierOrders[i],
	};
}
