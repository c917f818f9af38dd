import { readNumber } from '../../values/readNumber';
import type { CustomerTable } from '../customers/customerTable';
import type { NpsOptions } from './options';

/** The margins of customers' orders, by position in the table. */
export interface OrderMargins {
	/** Orders that a customer's average is based on; 0 where the value of an order is not known. */
	readonly orders: Float64Array;
	/**
	 * The margin of a customer's average order at a discount.
	 *
	 * @param discountPercent NaN: the discount that the customer's orders had
	 */
	at(customer: number, discountPercent: number): number;
}

/**
 * Reads the margins of the customers' orders.
 *
 * A discount lowers the price and not the costs, so it reduces the margin: an order at a full price of 100 and a margin
 * of 40% leaves 15 at a discount of 25%, and nothing at 40%.
 */
export function orderMargins(
	table: CustomerTable,
	{ fieldNames, marginPercent }: NpsOptions,
): OrderMargins {
	const count = table.ids.length;
	const fullPrice = new Float64Array(count);
	const margin = new Float64Array(count);
	const discount = new Float64Array(count);
	const orders = new Float64Array(count);
	for (let i = 0; i < count; i++) {
		const row = table.row(i);
		const charged = readNumber(row[fieldNames.averageOrderValue]);
		if (!(charged > 0)) continue;
		const share = readNumber(row[fieldNames.discountShare]);
		const taken = share > 0 && share < 1 ? share : 0;
		const own = readNumber(row[fieldNames.marginPercent]);
		const given = readNumber(row[fieldNames.orderCount]);
		fullPrice[i] = charged / (1 - taken);
		margin[i] = Number.isNaN(own) ? marginPercent : own;
		discount[i] = 100 * taken;
		orders[i] = given > 0 ? given : 1;
	}
	return {
		orders,
		at: (i, asked) =>
			(fullPrice[i] * (margin[i] - (Number.isNaN(asked) ? discount[i] : asked))) / 100,
	};
}
