import { addFaults } from './addFaults';
import type { ShopOptions } from './options';
import type { OrderRow } from './orderRow';
import { RandomStream } from './randomStream';
import { ShopWindow } from './shopWindow';
import { simulateBuyers } from './simulateBuyers';
import { simulateShop } from './simulateShop';
import type { Shop, ShopCustomer } from './simulateShop';

/** The shop's orders, customer by customer, with the faults of real exports where `messyData` is on. */
export function* sampleOrders(options: ShopOptions): Generator<OrderRow, void, undefined> {
	const shop = simulateShop(options);
	const dirt = new RandomStream(options.seed, 'dirt');
	for (const customer of shop.customers()) {
		const rows = orderRows(customer, shop);
		yield* knownRows(options.messyData ? addFaults(rows, dirt, shop.window) : rows, shop.window);
	}
}

/** The rows of the known orders; a row dated after the history is a fault of the row before it. */
function* knownRows(
	rows: Iterable<OrderRow>,
	{ asOf, end }: ShopWindow,
): Generator<OrderRow, void, undefined> {
	let isKnown = true;
	for (const row of rows) {
		const instant = Date.parse(row.orderDate);
		if (instant <= end) isKnown = instant <= asOf;
		if (isKnown) yield row;
	}
}

/** An order with the minimum that Compute RFM needs. */
export type BareOrderRow = Pick<OrderRow, 'orderId' | 'orderDate' | 'customerId' | 'currency'> & {
	amount: number;
};

/**
 * Orders of the buying model only: no discounts, refunds, people or faults, and drop-out chances exactly as in the
 * preset.
 *
 * For tests of models against the truth and for benchmarks: several times as fast as full orders.
 */
export function* sampleBareOrders(
	options: Omit<ShopOptions, 'messyData'>,
): Generator<BareOrderRow, void, undefined> {
	const window = new ShopWindow({ ...options, isRoundTheClock: false });
	for (const buyer of simulateBuyers({ ...options, withTraits: false }, window)) {
		const customerId = `C${String(buyer.index + 1).padStart(6, '0')}`;
		for (let index = 0; index < buyer.orderMoments.length; index++) {
			yield {
				orderId: `${customerId}-${index + 1}`,
				orderDate: window.isoOf(buyer.orderMoments[index]),
				customerId,
				amount: buyer.amounts[index],
				currency: 'USD',
			};
		}
	}
}

function orderRows({ person, orders }: ShopCustomer, { window, knownSends }: Shop): OrderRow[] {
	const hasUnsubscribed = (person.unsubscribedAtSend ?? Infinity) < knownSends;
	return orders.map((order) => {
		const orderDate = window.isoOf(order.moment);
		const refundedAt =
			order.refundedAt === undefined ? null : window.calendar.iso(order.refundedAt);
		return {
			orderId: order.orderId,
			orderDate,
			amount: order.amount,
			currency: 'USD',
			status: statusOf(order),
			customerId: person.customerId,
			email: person.email,
			phone: person.phone,
			firstName: person.firstName,
			lastName: person.lastName,
			discount: order.discount,
			refund: order.refund,
			refundedAt,
			costOfGoods: order.costOfGoods,
			tax: order.tax,
			shipping: order.shipping,
			category: order.category,
			brand: order.brand,
			product: order.product,
			region: person.region,
			updatedAt: refundedAt ?? orderDate,
			isTest: false,
			emailConsent: !hasUnsubscribed,
			smsConsent: person.smsConsent,
		};
	});
}

function statusOf(order: { refund: number; amount: number }): OrderRow['status'] {
	if (order.refund === 0) return 'paid';
	return order.refund < order.amount ? 'partially_refunded' : 'refunded';
}
