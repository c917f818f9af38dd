import { z } from 'zod';

const level = z.number().gt(0).lt(1);

const levels = z.object({
	/** The quantiles at the ends of ranges where an order is nearly sure. */
	between: z.tuple([level, level]),
	/** The quantile at the upper end of ranges that begin at 0. */
	upTo: level,
});

/** The quantiles of spend at the ends of 80% ranges, of customers with few and with many orders. */
export const rangeLevels = z.object({ fewOrders: levels, manyOrders: levels });

export type RangeLevels = z.output<typeof rangeLevels>;

const nominal = { between: [0.1, 0.9] as [number, number], upTo: 0.8 };

/** The levels of a model that needs no correction. */
export const nominalLevels: RangeLevels = { fewOrders: nominal, manyOrders: nominal };

const central = { ...nominal, upTo: 0.9 };

/** The levels of models that were saved before ranges were corrected. */
export const formerLevels: RangeLevels = { fewOrders: central, manyOrders: central };

/** From this probability of an order on, the range begins above 0. */
export const surelyOrders = 0.9;

/** Customers with up to this many orders after the first have few orders. */
const fewRepeats = 1;

/** Whether a customer with this many order days after the first has few orders. */
export function isFewOrders(repeatTransactions: number): boolean {
	return repeatTransactions <= fewRepeats;
}

/** The levels of a customer with this many order days after the first. */
export function levelsFor(
	{ fewOrders, manyOrders }: RangeLevels,
	repeatTransactions: number,
): RangeLevels['fewOrders'] {
	return isFewOrders(repeatTransactions) ? fewOrders : manyOrders;
}
