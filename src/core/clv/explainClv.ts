/** The facts for one customer's sentence. */
export interface ClvFacts {
	readonly orderCount: number;
	readonly daysSinceLastOrder: number;
	readonly horizonMonths: number;
	readonly isFromModel: boolean;
	/** Decimals of an amount. */
	readonly digits: number;
	readonly prediction: PredictionFacts;
}

/** The part of the customer's output fields that the sentence uses. */
export interface PredictionFacts {
	readonly predictedOrders: number | null;
	readonly probabilityOfOrder: number | null;
	readonly predictedAverageOrderValue: number | null;
	readonly predictedSpend: number | null;
	readonly predictedSpendLow: number | null;
	readonly predictedSpendHigh: number | null;
	readonly expectedNextOrderAt: string | null;
}

/**
 * One sentence that explains a customer's prediction to a marketer, and what it is based on.
 *
 * @example '3 orders, the last 40 days ago: 62% likely to order in the next 12 months; 1.4 orders of 35.20, 49.28 in total (0.00 to 120.50 in 8 of 10 cases). Half of such customers who order again do so by 2026-04-01.'
 */
export function explainClv(facts: ClvFacts): string {
	const { prediction } = facts;
	const amount = (value: number | null) => (value ?? 0).toFixed(facts.digits);
	const { orderCount, daysSinceLastOrder, horizonMonths } = facts;
	const last =
		daysSinceLastOrder === 0
			? 'today'
			: daysSinceLastOrder === 1
				? 'yesterday'
				: `${daysSinceLastOrder} days ago`;
	const so = orderCount === 1 ? `1 order, ${last}: ` : `${orderCount} orders, the last ${last}: `;
	const chance = `${(100 * (prediction.probabilityOfOrder ?? 0)).toFixed(0)}% likely to order in the next ${horizonMonths === 1 ? 'month' : `${horizonMonths} months`}; `;
	const orders = `${count(prediction.predictedOrders ?? 0)} orders of ${amount(prediction.predictedAverageOrderValue)}, ${amount(prediction.predictedSpend)} in total`;
	if (!facts.isFromModel) {
		return `${so}${chance}${orders}: the average of customers of this age (too little data for more).`;
	}
	// A range that ends at the average holds because most spend nothing.
	const range =
		prediction.predictedSpendLow === null || prediction.predictedSpendHigh === null
			? '.'
			: (prediction.probabilityOfOrder ?? 0) < 0.5 &&
				  prediction.predictedSpendLow <= 0 &&
				  prediction.predictedSpendHigh <= (prediction.predictedSpend ?? 0)
				? ' on average, most likely nothing.'
				: ` (${amount(prediction.predictedSpendLow)} to ${amount(prediction.predictedSpendHigh)} in 8 of 10 cases).`;
	const next =
		prediction.expectedNextOrderAt === null
			? ''
			: ` Half of such customers who order again do so by ${prediction.expectedNextOrderAt}.`;
	return `${so}${chance}${orders}${range}${next}`;
}

/** Small counts need a second decimal: 0.04 orders are not 0. */
function count(orders: number): string {
	return orders.toFixed(orders < 0.1 ? 2 : 1);
}
