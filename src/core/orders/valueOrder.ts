import { divideHalfEven } from '../money/decimal';
import type { OrderOptions } from './options';

/** The money of one order, in minor units of the base currency. */
export interface OrderAmounts {
	/** Amounts of all its rows, as charged. */
	readonly charged: number;
	/** The amount still owed on it. */
	readonly owed: number;
	readonly discount: number;
	/** Refunded by asOf. */
	readonly refund: number;
	/** Tax, shipping and cost of goods, as far as they are known and subtracted. */
	readonly costs: number;
	/** Amounts of its rows whose cost of goods is not known: the percentage is applied to their share of the net. */
	readonly uncosted: number;
}

/** The amounts of an order, in minor units of the base currency. */
export interface OrderValue {
	/** The amount paid, before refunds. */
	readonly paid: number;
	/** The amount refunded, at most what was paid. */
	readonly refund: number;
	/** The value of the order on the monetary basis. */
	readonly value: number;
	/** Whether the order counts for recency, frequency and monetary value. */
	readonly isCounted: boolean;
	/** Whether it is excluded because of its discount. */
	readonly isPromotion: boolean;
}

type ValueOptions = Pick<
	OrderOptions,
	| 'monetaryBasis'
	| 'costOfGoodsPercent'
	| 'countFreeOrders'
	| 'leaveOutPromotions'
	| 'promotionSharePercent'
>;

/**
 * The value of one order and whether it counts: gross as paid, net less refunds, profit less refunds and costs.
 *
 * On the basis gross, refunds don't decide what counts. A cost of goods in percent is applied to what was charged less
 * refunds, once per order.
 */
export function valueOrder(amounts: OrderAmounts, options: ValueOptions): OrderValue {
	const { charged, owed, discount } = amounts;
	const costs = amounts.costs + percentCost(amounts, options.costOfGoodsPercent);
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
	const kept = options.monetaryBasis === 'gross' ? gross : net;
	const isCounted = !isPromotion && (paid === 0 ? options.countFreeOrders : kept > 0);
	return { paid, refund, value, isCounted, isPromotion };
}

function percentCost({ charged, refund, uncosted }: OrderAmounts, percent: number): number {
	if (uncosted === 0 || percent === 0) return 0;
	const net = Math.max(0, charged - refund);
	const base = uncosted === charged ? net : Math.round((net * uncosted) / charged);
	return divideHalfEven(base * Math.round(percent * 100), 10_000);
}
