import { runSteps, type Steps } from '../../values/steps';
import { currencyDigits } from '../money/currencyDigits';
import { buildOrders } from './buildOrders';
import { convertRows } from './convertRows';
import type { OrderBook } from './orderBook';
import type { OrderReader } from './orderReader';
import { statusCodes } from './readableRows';
import { refuseDuplicates } from './refuseDuplicates';
import { Settlement } from './settlement';
import { splitSharedOrders } from './splitSharedOrders';
import { tallyOpenRows } from './tallyOpenRows';

/**
 * Applies the rules that need all rows at once: base currency and conversion, duplicates, statuses, refund rows, order
 * lines, guests' accounts, and the value of each order.
 *
 * Every rule that chooses between rows compares their content, never their position, so that the order of the input
 * changes nothing.
 */
export function settleOrders(reader: OrderReader): OrderBook {
	return runSteps(settlingSteps(reader));
}

/** The same in steps, for millions of orders. */
export function* settlingSteps(reader: OrderReader): Steps<OrderBook> {
	reader.finish();
	yield;
	const settlement = new Settlement(reader);
	for (const apply of [convertRows, splitSharedOrders, refuseDuplicates, refuseByStatus]) {
		yield;
		apply(settlement);
	}
	yield;
	const orders = buildOrders(settlement);
	yield;
	const { base, tally } = settlement;
	tally.rowsUsed = tally.rowsIn - reader.setAside.length;
	tally.sharedOrderIds = settlement.sharedOrders.size;
	tallyOpenRows(settlement);
	return {
		customerIds: reader.buyers.accountIds.texts,
		orders,
		// A sign such as $ means the base currency where no row names a code.
		currency: currencyDigits(base.code) === undefined ? '' : base.code,
		digits: base.digits,
		tally,
	};
}

function refuseByStatus(settlement: Settlement): void {
	const { isOpen } = settlement;
	const { status } = settlement.reader.readable;
	for (let k = 0; k < isOpen.length; k++) {
		if (isOpen[k] === 0) continue;
		if (status[k] === statusCodes.cancelled) settlement.refuse(k, 'statusCancelled');
		else if (status[k] === statusCodes.test) settlement.refuse(k, 'statusTest');
		else if (status[k] === statusCodes.unpaid) settlement.refuse(k, 'statusUnpaid');
	}
}
