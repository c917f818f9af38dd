import type { Observation } from '../btyd/orderHistories';
import type { ShapingOptions } from './options';

/** Whether a shop holds enough customers and repeat buyers to fit a model. */
export function isLargeEnough(
	observation: Observation,
	minimum: Pick<ShapingOptions, 'minimumCustomers' | 'minimumRepeatBuyers'>,
): boolean {
	let repeatBuyers = 0;
	for (const repeats of observation.repeatTransactions) if (repeats > 0) repeatBuyers++;
	return (
		observation.customers.length >= minimum.minimumCustomers &&
		repeatBuyers >= minimum.minimumRepeatBuyers
	);
}
