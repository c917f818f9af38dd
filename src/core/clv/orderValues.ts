import { expectedOrderValue } from '../btyd/gammaGamma';
import { orderAmounts } from '../btyd/orderAmounts';
import type { OrderHistories } from '../btyd/orderHistories';
import type { ClvModel } from './clvModel';

/** The expected value of a customer's order. */
export interface OrderValue {
	readonly value: number;
	/**
	 * The money scale v + count · mean of the customer's own distribution; NaN where none of their order days is known.
	 */
	readonly scale: number;
}

/**
 * The expected value of each customer's order: their own mean drawn towards the shop's, or the shop's mean where there
 * is no spend model.
 *
 * @returns a function of the customer's position in `customers`
 */
export function orderValues(
	{ spend, averageOrderValue }: Pick<ClvModel, 'spend' | 'averageOrderValue'>,
	histories: OrderHistories,
	customers: Int32Array,
): (place: number) => OrderValue {
	if (spend === null) return () => ({ value: averageOrderValue, scale: NaN });
	const { counts, means } = orderAmounts(
		histories,
		customers,
		spend.from,
		spend.highestAmount ?? undefined,
	);
	const { starts } = histories;
	const leastOrders = spend.from === 'allOrders' ? 1 : 2;
	return (place) => {
		const [count, mean] = [counts[place], means[place]];
		const orderDays = starts[customers[place] + 1] - starts[customers[place]];
		// A customer whose counted order days sum to 0 has no known order value.
		const isKnown = count > 0 || orderDays < leastOrders;
		return {
			value: expectedOrderValue(spend, count, mean),
			scale: isKnown ? spend.v + count * mean : NaN,
		};
	};
}
