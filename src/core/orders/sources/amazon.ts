import { isEmpty } from '../../../values/isEmpty';
import { isRecord } from '../../../values/isRecord';
import type { Notice } from '../../../values/notice';
import { commonStatuses } from './commonStatuses';
import { sumOf } from './exactAmounts';
import { openQuestion } from './openQuestion';
import type { OrderPreset, OrdersRead } from './orderPreset';

const amazonStatuses = {
	...commonStatuses,
	pendingavailability: 'unpaid',
	pending_availability: 'unpaid',
	invoiceunconfirmed: 'paid',
	unshipped: 'paid',
	partiallyshipped: 'paid',
	partially_shipped: 'paid',
	shipped: 'paid',
	shipping: 'paid',
	shipped_delivered_to_buyer: 'paid',
	shipped_picked_up: 'paid',
	shipped_out_for_delivery: 'paid',
	unfulfillable: 'cancelled',
} as const satisfies OrderPreset['statuses'];

/** `Order` of Amazon’s Selling Partner API (Orders v0), as it is or as Fivetran flattens it. */
export const amazon = {
	name: 'Amazon (SP-API)',
	toldBy: [
		['AmazonOrderId', 'PurchaseDate'],
		['amazon_order_id', 'purchase_date', 'order_total_amount'],
	],
	paths: {
		orderId: ['AmazonOrderId', 'amazon_order_id'],
		orderDate: ['PurchaseDate', 'purchase_date'],
		amount: ['OrderTotal.Amount', 'order_total_amount'],
		currency: ['OrderTotal.CurrencyCode', 'order_total_currency_code'],
		status: ['OrderStatus', 'order_status'],
		updatedAt: ['LastUpdateDate', 'last_update_date'],
		email: ['BuyerInfo.BuyerEmail', 'BuyerEmail', 'buyer_info_buyer_email'],
		// The API lists items in an answer of its own, which goes by this name there.
		product: ['OrderItems.Title'],
		region: ['ShippingAddress.CountryCode', 'shipping_address_country_code'],
	},
	statuses: amazonStatuses,
	amountUnit: 'major',
	dateWithoutOffset: 'utc',
	guestIds: [],
	explain: (row, code) => {
		const isPending = [row.OrderStatus, row.order_status].includes('Pending');
		if (code === 'missingIdentity' && isPending)
			return 'The order is pending: Amazon reports the buyer and the amount once it is paid.';
		return code === 'missingIdentity' ? noBuyer : undefined;
	},
	openQuestions: refundsElsewhere,
} as const satisfies OrderPreset;

/**
 * Amazon's order reports as text: one row per line of an order, prices for all units of the line.
 *
 * A line's money is its price, its shipping and its gift wrap less both promotions. Tax is excluded: where the price
 * includes it (Europe) it is in already, and where it does not (United States) Amazon collects and remits it.
 */
export const amazonReport = {
	name: 'Amazon (Order Report)',
	toldBy: [
		['order-id', 'purchase-date', 'item-price'],
		['amazon-order-id', 'purchase-date', 'item-price'],
	],
	paths: {
		orderId: ['order-id', 'amazon-order-id'],
		lineId: ['order-item-id', 'amazon-order-item-id'],
		orderDate: ['purchase-date'],
		amount: ['item-price'],
		currency: ['currency'],
		status: ['order-status', 'item-status'],
		updatedAt: ['last-updated-date'],
		email: ['buyer-email'],
		phone: ['buyer-phone-number'],
		product: ['product-name'],
		region: ['ship-country'],
	},
	values: {
		amount: (row) =>
			isEmpty(row['item-price'])
				? undefined
				: sumOf(
						[row['item-price'], row['shipping-price'], row['gift-wrap-price']],
						[row['item-promotion-discount'], row['ship-promotion-discount']].map(withoutMinus),
					),
		discount: (row) => [row['item-promotion-discount'], row['ship-promotion-discount']],
	},
	marker: 'purchase-date',
	statuses: amazonStatuses,
	amountUnit: 'major',
	dateWithoutOffset: 'utc',
	guestIds: [],
	rowsAre: 'orderLines',
	explain: (_, code) => (code === 'missingIdentity' ? noBuyer : undefined),
	openQuestions: refundsElsewhere,
} as const satisfies OrderPreset;

const noBuyer =
	'The row has no buyer. Of Amazon’s reports, only the Order Report has the column buyer-email; the All Orders Report lacks it, and the API needs a restricted data token for it.';

/** Promotions are written with or without a minus. */
function withoutMinus(amount: unknown): unknown {
	if (typeof amount === 'number') return Math.abs(amount);
	return typeof amount === 'string' ? amount.replace(/^\s*-/, '') : amount;
}

function refundsElsewhere(orders: OrdersRead): Notice[] {
	const charged = orders.count(
		(row) => isRecord(row.OrderTotal) || !isEmpty(row['item-price'] ?? row.order_total_amount),
	);
	return openQuestion(
		'refundUnknown',
		charged,
		'row',
		(count) =>
			`Amazon’s orders contain no refunds, so nothing was deducted from the ${count}. Refunds are in the returns report and in the settlement report.`,
		'info',
	);
}
