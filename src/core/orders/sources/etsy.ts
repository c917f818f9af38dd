import { isEmpty } from '../../../values/isEmpty';
import { isRecord } from '../../../values/isRecord';
import { isNo } from '../../../values/yesOrNo';
import { commonStatuses } from './commonStatuses';
import { ratioOf, sizeOf, sumOf } from './exactAmounts';
import { isoOfReportDay } from './isoOfReportDay';
import { isOneOf, listOf } from './lists';
import type { OrderPreset } from './orderPreset';

const etsyStatuses = {
	...commonStatuses,
	completed: 'paid',
	shipped: 'paid',
	open: 'unpaid',
	payment_processing: 'unpaid',
	fully_refunded: 'refunded',
} as const satisfies OrderPreset['statuses'];

/** `Receipt` of Etsy’s Open API v3: money as objects of an amount, its divisor and a currency. */
export const etsy = {
	name: 'Etsy',
	toldBy: [['receipt_id', 'grandtotal']],
	paths: {
		orderId: ['receipt_id'],
		orderDate: ['created_timestamp', 'create_timestamp'],
		amount: ['grandtotal'],
		currency: ['grandtotal.currency_code'],
		status: ['status'],
		updatedAt: ['updated_timestamp', 'update_timestamp'],
		customerId: ['buyer_user_id'],
		email: ['buyer_email'],
		discount: ['discount_amt'],
		tax: ['total_tax_cost'],
		shipping: ['total_shipping_cost'],
		product: ['transactions.title'],
		region: ['country_iso'],
	},
	values: {
		amount: (row) => amountOf(row.grandtotal),
		discount: (row) => amountOf(row.discount_amt),
		tax: (row) => [amountOf(row.total_tax_cost), amountOf(row.total_vat_cost)],
		shipping: (row) => amountOf(row.total_shipping_cost),
	},
	marker: 'receipt_id',
	statuses: etsyStatuses,
	amountUnit: 'major',
	dateWithoutOffset: 'utc',
	guestIds: [],
	refunds: (row) =>
		listOf(row.refunds).map((refund) => ({
			amount: amountOf(refund.amount),
			at: refund.created_timestamp,
		})),
	statusOfRow: (row) => (isNo(row.is_paid) ? 'unpaid' : undefined),
} as const satisfies OrderPreset;

/** Etsy's "Sold Orders" as CSV: one row per order, days without a time, month first. */
export const etsyCsv = {
	name: 'Etsy (Sold Orders CSV)',
	toldBy: [['Sale Date', 'Order ID', 'Order Total']],
	paths: {
		orderId: ['Order ID'],
		orderDate: ['Sale Date'],
		amount: ['Order Total'],
		currency: ['Currency'],
		status: ['Status'],
		customerId: ['Buyer User ID', 'Buyer'],
		firstName: ['First Name'],
		lastName: ['Last Name'],
		discount: ['Discount Amount'],
		tax: ['Sales Tax'],
		shipping: ['Shipping', 'Delivery'],
		region: ['Ship Country', 'Delivery Country'],
	},
	values: { orderDate: (row) => isoOfReportDay(row['Sale Date']) },
	marker: 'Order ID',
	statuses: etsyStatuses,
	amountUnit: 'major',
	dateWithoutOffset: 'shop',
	guestIds: [],
	// The adjusted total is 0 where nothing was adjusted; the status shows whether an order was fully refunded.
	refunds: (row) => {
		const adjusted = row['Adjusted Order Total'];
		if (isEmpty(adjusted) || sizeOf(adjusted) === 0 || isOneOf(row.Status, ['refunded'])) return [];
		const amount = sumOf([row['Order Total']], [adjusted]);
		return amount > 0 ? [{ amount, at: undefined }] : [];
	},
} as const satisfies OrderPreset;

function amountOf(money: unknown): unknown {
	return isRecord(money) ? ratioOf(money.amount, 1, money.divisor) : undefined;
}
