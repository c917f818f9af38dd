import { isEmpty } from '../../../values/isEmpty';
import { sizeOf, sumOf } from './exactAmounts';
import { isOneOf } from './lists';
import type { Refund } from './orderPreset';

/** The totals of a Shopify order, in the shop's currency. */
export interface ShopifyTotals {
	/** As ordered. */
	readonly total: unknown;
	/** After edits, returns and refunds. */
	readonly current: unknown;
	/** The amount still to be paid; below 0 the amount the shop still has to refund. */
	readonly outstanding: unknown;
	readonly status: unknown;
	readonly hasRefunds: () => boolean;
}

/**
 * What was charged for a Shopify order.
 *
 * Where nothing was refunded, only an edit changes the current total, and the current one is charged; money that the
 * shop then owes the shopper was charged nonetheless. An order with refunds keeps its first total, from which they are
 * deducted, unless an edit raised it. A total beside a status that mentions refunds is the first one.
 */
export function chargedTotal(totals: ShopifyTotals): unknown {
	const { total, current, outstanding, status } = totals;
	if (isEmpty(current) || current === total || isOneOf(status, refundWords)) {
		return isRaised(total, current) ? current : total;
	}
	if (totals.hasRefunds()) return isRaised(total, current) ? current : total;
	const owedBack = sizeOf(outstanding) < 0 ? outstanding : 0;
	const charged = sumOf([current], [owedBack]);
	return Number.isNaN(charged) ? total : charged;
}

/** The refund of an order that is marked as partially refunded without date or amount: the loss of its total. */
export function unsaidRefund({ total, current }: ShopifyTotals): Refund[] {
	if (isEmpty(total) || isEmpty(current)) return [];
	const amount = sumOf([total], [current]);
	return amount > 0 ? [{ amount, at: undefined }] : [];
}

const refundWords = ['refunded', 'partially_refunded', 'voided'];

function isRaised(total: unknown, current: unknown): boolean {
	return !isEmpty(current) && sizeOf(current) > sizeOf(total);
}
