import { isRecord } from '../../../values/isRecord';
import type { JsonRecord } from '../../../values/jsonRecord';
import { pageOf } from '../graphqlPages';
import { isEmpty } from '../../../values/isEmpty';
import type { OrderSetAsideCode } from '../setAsideReasons';
import { commonStatuses } from './commonStatuses';
import { nodesOf } from './lists';
import type { OrderPreset, Refund } from './orderPreset';
import { isRefundDone } from './shopify';
import { withoutGid } from './withoutGid';

/** What a GraphQL query has to ask for: without all of these names the row is set aside, and that is the query's doing. */
const askedFor: Partial<Record<OrderSetAsideCode, readonly string[]>> = {
	missingIdentity: ['customer', 'email'],
	missingDate: ['createdAt', 'processedAt'],
	missingAmount: ['totalPriceSet'],
};

/** `Order` of Shopify’s GraphQL Admin API. */
export const shopifyGraphql = {
	name: 'Shopify (GraphQL)',
	// Amounts in the shop's own currency; totals before returns, as refunds are deducted by their own dates.
	paths: {
		orderId: ['id', 'legacyResourceId', 'name'],
		orderDate: ['createdAt', 'processedAt'],
		amount: ['totalPriceSet.shopMoney.amount'],
		amountOutstanding: ['totalOutstandingSet.shopMoney.amount'],
		currency: ['totalPriceSet.shopMoney.currencyCode', 'currencyCode'],
		status: ['displayFinancialStatus'],
		isTest: ['test'],
		cancelledAt: ['cancelledAt'],
		updatedAt: ['updatedAt'],
		customerId: ['customer.id', 'customer.legacyResourceId'],
		email: ['email', 'customer.defaultEmailAddress.emailAddress', 'customer.email'],
		phone: [
			'phone',
			'customer.defaultPhoneNumber.phoneNumber',
			'customer.phone',
			'billingAddress.phone',
			'shippingAddress.phone',
		],
		firstName: ['customer.firstName', 'billingAddress.firstName'],
		lastName: ['customer.lastName', 'billingAddress.lastName'],
		emailConsent: [
			'customer.defaultEmailAddress.marketingState',
			'customer.emailMarketingConsent.marketingState',
			'customerAcceptsMarketing',
		],
		smsConsent: [
			'customer.defaultPhoneNumber.marketingState',
			'customer.smsMarketingConsent.marketingState',
		],
		discount: ['totalDiscountsSet.shopMoney.amount'],
		tax: ['totalTaxSet.shopMoney.amount'],
		shipping: ['totalShippingPriceSet.shopMoney.amount'],
		category: ['lineItems.nodes.product.productType', 'lineItems.edges.node.product.productType'],
		brand: ['lineItems.nodes.vendor', 'lineItems.edges.node.vendor'],
		product: ['lineItems.nodes.title', 'lineItems.edges.node.title'],
		region: ['shippingAddress.countryCodeV2', 'billingAddress.countryCodeV2'],
	},
	statuses: { ...commonStatuses, authorized: 'unpaid' },
	amountUnit: 'major',
	dateWithoutOffset: 'shop',
	guestIds: [],
	plainId: withoutGid,
	hasPages: true,
	refunds: shopifyGraphqlRefunds,
	explain: (row, code) => {
		if (Array.isArray(row.errors)) {
			return 'The item is an error of Shopify instead of orders, often because it was asked for too much at once: fetch again with smaller pages.';
		}
		const names: readonly string[] = askedFor[code] ?? [];
		if (names.length === 0 || names.some((name) => name in row)) return undefined;
		return `The order comes without ${names.join(' and ')}: ask for it in the GraphQL query.`;
	},
	looksLike: (row) =>
		'totalPriceSet' in row || 'displayFinancialStatus' in row || pageOf(row) !== undefined,
} as const satisfies OrderPreset;

/**
 * What a Shopify order (GraphQL) says was refunded, as exactly as the query asked: successful transactions with their
 * dates, else refunds with theirs, else the refunded total without a date.
 */
function shopifyGraphqlRefunds(row: JsonRecord): Refund[] {
	const refunds = nodesOf(row.refunds).flatMap((refund): Refund[] => {
		const at = refund.processedAt ?? refund.createdAt;
		const transactions = nodesOf(refund.transactions);
		if (transactions.length === 0) return [{ amount: shopAmount(refund.totalRefundedSet), at }];
		return transactions.filter(isRefundDone).map((transaction) => ({
			amount: shopAmount(transaction.amountSet),
			at: transaction.processedAt ?? transaction.createdAt ?? at,
		}));
	});
	const readable = refunds.filter(({ amount }) => !isEmpty(amount));
	if (readable.length > 0) return readable;
	const total = shopAmount(row.totalRefundedSet);
	return isEmpty(total) ? [] : [{ amount: total, at: undefined }];
}

/** The shop-currency amount of a MoneyBag. */
function shopAmount(set: unknown): unknown {
	return isRecord(set) && isRecord(set.shopMoney) ? set.shopMoney.amount : undefined;
}
