import { readNumber } from '../../values/readNumber';
import type { JsonRecord } from '../../values/jsonRecord';
import type { NpsOptions } from './options';

/** The full price of a customer's average order, and how much of it is left. */
export interface OrderMargin {
	/** What remains of an average order at a discount, in percent of the full price. */
	readonly at: (discountPercent: number) => number;
	/** The discount that the customer's orders had, in percent. */
	readonly discountPercent: number;
	/** Orders that the average stands for. */
	readonly orders: number;
}

/**
 * The margin of a customer's orders; undefined where the value of an order is not known.
 *
 * A discount lowers the price and not the costs, so what it takes off comes out of the margin: an order at a full price of
 * 100 and a margin of 40% leaves 15 at a discount of 25%, and nothing at 40%.
 */
export function orderMarginOf(
	row: JsonRecord,
	{ fieldNames, marginPercent }: NpsOptions,
): OrderMargin | undefined {
	const charged = readNumber(row[fieldNames.averageOrderValue]);
	if (!(charged > 0)) return undefined;
	const share = readNumber(row[fieldNames.discountShare]);
	const discount = share > 0 && share < 1 ? share : 0;
	const own = readNumber(row[fieldNames.marginPercent]);
	const margin = Number.isNaN(own) ? marginPercent : own;
	const fullPrice = charged / (1 - discount);
	const orders = readNumber(row[fieldNames.orderCount]);
	return {
		at: (discountPercent) => (fullPrice * (margin - discountPercent)) / 100,
		discountPercent: 100 * discount,
		orders: orders > 0 ? orders : 1,
	};
}
