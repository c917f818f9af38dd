import type { OrderOptions } from './options';

/** The money of one order, in minor units of the base currency. */
export interface OrderAmounts {
	/** Amounts of all its rows, as charged. */
	readonly charged: number;
	/** What is still owed on it. */
	readonly owed: number;
	readonly discount: number;
	/** What was given back by asOf. */
	readonly refund: number;
	/** Tax, shipping and cost of goods, as far as they are to be taken off. */
	readonly costs: number;
}

/** What an order comes to, in minor units of the base currency. */
export interface OrderValue {
	/** What was paid, before refunds. */
	readonly paid: number;
	/** What was given back, at most what was paid. */
	readonly refund: number;
	/** What the order is worth on the monetary basis. */
	readonly value: number;
	/** Whether the order counts for recency, frequency and monetary value. */
	readonly isCounted: boolean;
	/** Whether it is left out because of its discount. */
	readonly isPromotion: boolean;
}

type ValueOptions = Pick<
	OrderOptions,
	'monetaryBasis' | 'countFreeOrders' | 'leaveOutPromotions' | 'promotionSharePercent'
>;

/** What one order is worth and whether it counts: gross as paid, net less refunds, profit less refunds and costs. */
export function valueOrder(amounts: OrderAmounts, options: ValueOptions): OrderValue {
	const { charged, owed, discount, costs } = amounts;
	const paid = charged - owed;
	const refund = Math.min(amounts.refund, paid);
	const isProfit = options.monetaryBasis === 'profit';
	const gross = isProfit ? paid : Math.max(0, paid - costs);
	const net = isProfit ? paid - refund : Math.max(0, paid - costs - refund);
	const value = options.monetaryBasis === 'gross' ? gross : isProfit ? net - costs : net;
	const isPromotion =
		options.leaveOutPromotions &&
		discount > 0 &&
		discount * 100 >= options.promotionSharePercent * (paid + discount);
	const isCounted = !isPromotion && (paid === 0 ? options.countFreeOrders : net > 0);
	return { paid, refund, value, isCounted, isPromotion };
}
