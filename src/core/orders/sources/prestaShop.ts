import { isEmpty } from '../../../values/isEmpty';
import type { JsonRecord } from '../../../values/jsonRecord';
import { isNo, isYes } from '../../../values/yesOrNo';
import { commonStatuses } from './commonStatuses';
import { ratioOf, sizeOf } from './exactAmounts';
import { openQuestion } from './openQuestion';
import type { OrderPreset, StatusMeaning } from './orderPreset';

/** PrestaShop's own order states by number, from 1 on, with their English names. */
const prestaShopStates = [
	['awaiting_check_payment', 'unpaid'],
	['payment_accepted', 'paid'],
	['processing_in_progress', 'paid'],
	['shipped', 'paid'],
	['delivered', 'paid'],
	['canceled', 'cancelled'],
	['refunded', 'refunded'],
	['payment_error', 'unpaid'],
	['on_backorder_(paid)', 'paid'],
	['awaiting_bank_wire_payment', 'unpaid'],
	['remote_payment_accepted', 'paid'],
	['on_backorder_(not_paid)', 'unpaid'],
	['awaiting_cash_on_delivery_validation', 'unpaid'],
] as const satisfies ReadonlyArray<[string, StatusMeaning]>;

/**
 * Orders of PrestaShop: the web service's, or rows of the table `ps_orders` as the SQL Manager exports them.
 *
 * Amounts are in the order's currency, with the rate to the shop's default currency; divided by it they can be added
 * up.
 */
export const prestaShop = {
	name: 'PrestaShop',
	toldBy: [
		['total_paid', 'current_state'],
		['total_paid', 'id_customer'],
	],
	paths: {
		orderId: ['id_order', 'id'],
		orderDate: ['date_add'],
		amount: ['total_paid_tax_incl', 'total_paid'],
		status: ['current_state'],
		updatedAt: ['date_upd'],
		customerId: ['id_customer'],
		email: ['email', 'customer_email'],
		firstName: ['firstname'],
		lastName: ['lastname'],
		discount: ['total_discounts_tax_incl', 'total_discounts'],
		shipping: ['total_shipping_tax_incl', 'total_shipping'],
		product: [
			'associations.order_rows.product_name',
			// As its XML reads.
			'associations.order_rows.order_row.product_name',
		],
	},
	values: {
		amount: (row) => inShopCurrency(row, row.total_paid_tax_incl ?? row.total_paid),
		discount: (row) => inShopCurrency(row, row.total_discounts_tax_incl ?? row.total_discounts),
		shipping: (row) => inShopCurrency(row, row.total_shipping_tax_incl ?? row.total_shipping),
		status: stateOf,
	},
	marker: 'total_paid',
	statuses: {
		...commonStatuses,
		...Object.fromEntries<StatusMeaning>(
			prestaShopStates.flatMap(([word, meaning], index) => [
				[word, meaning],
				[String(index + 1), meaning],
			]),
		),
	},
	amountUnit: 'major',
	dateWithoutOffset: 'shop',
	guestIds: [0, '0'],
	openQuestions: (orders) =>
		openQuestion(
			'refundUnknown',
			orders.length,
			'order',
			(count) =>
				`PrestaShop’s orders contain no partial refunds (credit slips), so of the ${count} only those with the state Refunded were deducted.`,
			'info',
		),
} as const satisfies OrderPreset;

/** A shop's own states are not known by number; `valid` shows whether such an order counts as paid. */
function stateOf(row: JsonRecord): unknown {
	const state = row.current_state;
	const isOwn = sizeOf(state) > prestaShopStates.length;
	if (!isOwn && !isEmpty(state)) return state;
	if (isYes(row.valid)) return 'paid';
	return isNo(row.valid) ? 'unpaid' : state;
}

function inShopCurrency({ conversion_rate: rate }: JsonRecord, amount: unknown): unknown {
	const isShopCurrency = isEmpty(rate) || sizeOf(rate) === 1;
	return isShopCurrency || isEmpty(amount) ? amount : ratioOf(amount, 1, rate);
}
