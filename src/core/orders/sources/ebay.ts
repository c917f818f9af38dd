import { isEmpty } from '../../../values/isEmpty';
import { isRecord } from '../../../values/isRecord';
import { readId } from '../../../values/readId';
import type { JsonRecord } from '../../../values/jsonRecord';
import { commonStatuses } from './commonStatuses';
import { isoOfReportDay } from './isoOfReportDay';
import { isOneOf, listOf } from './lists';
import type { OrderFamily, OrderPreset } from './orderPreset';

/** `Order` of eBay’s Fulfillment API. */
export const ebay = {
	name: 'eBay',
	toldBy: [['orderId', 'pricingSummary']],
	paths: {
		orderId: ['orderId'],
		orderDate: ['creationDate'],
		amount: ['pricingSummary.total.value'],
		currency: ['pricingSummary.total.currency'],
		status: ['orderPaymentStatus'],
		updatedAt: ['lastModifiedDate'],
		customerId: ['buyer.username'],
		email: [
			'buyer.buyerRegistrationAddress.email',
			'fulfillmentStartInstructions.shippingStep.shipTo.email',
		],
		phone: ['buyer.buyerRegistrationAddress.primaryPhone.phoneNumber'],
		discount: ['pricingSummary.priceDiscount.value', 'pricingSummary.priceDiscountSubtotal.value'],
		tax: ['pricingSummary.tax.value'],
		shipping: ['pricingSummary.deliveryCost.value'],
		product: ['lineItems.title'],
		region: [
			'buyer.taxAddress.countryCode',
			'buyer.buyerRegistrationAddress.contactAddress.countryCode',
		],
	},
	marker: 'orderId',
	statuses: { ...commonStatuses, fully_refunded: 'refunded' },
	amountUnit: 'major',
	dateWithoutOffset: 'utc',
	guestIds: [],
	refunds: (row) => {
		const summary = isRecord(row.paymentSummary) ? row.paymentSummary : {};
		return listOf(summary.refunds)
			.filter(({ refundStatus }) => !isOneOf(refundStatus, ['failed']))
			.map(({ amount, refundDate }) => ({
				amount: isRecord(amount) ? amount.value : undefined,
				at: refundDate,
			}));
	},
	statusOfRow: (row) => {
		const cancel = isRecord(row.cancelStatus) ? row.cancelStatus : {};
		return isOneOf(cancel.cancelState, ['canceled']) ? 'cancelled' : undefined;
	},
} as const satisfies OrderPreset;

/** The products of a multi-item order follow its row, with the order's number and without a total. */
const productRows: OrderFamily = {
	parentOf: (row) => (isEmpty(row['Total Price']) ? orderNumberOf(row) : undefined),
	idOf: orderNumberOf,
	withLines: (order, lines) => ({
		...order,
		'Item Title': [order, ...lines].map((line) => line['Item Title']),
	}),
	orphan: 'The row is a product of an order whose main row is missing.',
};

/** eBay's "All orders" report as CSV, in English. */
export const ebayReport = {
	name: 'eBay (Orders Report)',
	toldBy: [['Sales Record Number', 'Sale Date', 'Total Price']],
	paths: {
		orderId: ['Order Number', 'Sales Record Number'],
		orderDate: ['Sale Date'],
		amount: ['Total Price'],
		currency: ['Total Price'],
		customerId: ['Buyer Username', 'User Id'],
		email: ['Buyer Email'],
		phone: ['Buyer Phone Number', 'Ship To Phone'],
		tax: ['eBay Collected Tax'],
		shipping: ['Shipping And Handling', 'Postage And Handling'],
		product: ['Item Title'],
		region: ['Ship To Country', 'Buyer Country'],
	},
	values: {
		orderDate: (row) => isoOfReportDay(row['Sale Date']),
		amount: (row) => withoutCurrency(row['Total Price']),
		currency: (row) => currencyIn(row['Total Price']),
		tax: (row) => withoutCurrency(row['eBay Collected Tax']),
		shipping: (row) => withoutCurrency(row['Shipping And Handling'] ?? row['Postage And Handling']),
	},
	marker: 'Sales Record Number',
	statuses: commonStatuses,
	amountUnit: 'major',
	dateWithoutOffset: 'shop',
	guestIds: [],
	family: productRows,
	statusOfRow: (row) =>
		'Paid On Date' in row && isEmpty(row['Paid On Date']) ? 'unpaid' : undefined,
} as const satisfies OrderPreset;

/** How eBay writes currencies before amounts; a sign alone is that of the site. */
const currencies: ReadonlyArray<readonly [sign: string, code: string]> = [
	['AU $', 'AUD'],
	['C $', 'CAD'],
	['US $', 'USD'],
	['£', 'GBP'],
	['€', 'EUR'],
];

function currencyIn(amount: unknown): string | undefined {
	if (typeof amount !== 'string') return undefined;
	const text = amount.trim();
	const code = /^[A-Z]{3}(?= ?\d)/.exec(text)?.[0];
	return code ?? currencies.find(([sign]) => text.startsWith(sign))?.[1];
}

function withoutCurrency(amount: unknown): unknown {
	return typeof amount === 'string' ? amount.replace(/^\s*[A-Z]{1,3}\s*(?=[\d$])/, '') : amount;
}

function orderNumberOf(row: JsonRecord): string | undefined {
	return readId(row['Order Number']) ?? readId(row['Sales Record Number']);
}
