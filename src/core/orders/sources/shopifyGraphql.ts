import { isEmpty } from '../../../values/isEmpty';
import { isRecord } from '../../../values/isRecord';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { OrderSetAsideCode } from '../setAsideReasons';
import { commonStatuses } from './commonStatuses';
import { chargedTotal, type ShopifyTotals, unsaidRefund } from './editedTotals';
import { sizeOf } from './exactAmounts';
import { isOneOf, nodesOf } from './lists';
import { openQuestion } from './openQuestion';
import type { OrderFamily, OrderPreset, Refund } from './orderPreset';
import { isRefundDone } from './shopify';
import { withoutGid } from './withoutGid';

/** Fields that a GraphQL query has to request: without all of these names the row is set aside because of the query. */
const askedFor: Partial<Record<OrderSetAsideCode, readonly string[]>> = {
	missingIdentity: ['customer', 'email'],
	missingDate: ['createdAt', 'processedAt'],
	missingAmount: ['totalPriceSet'],
};

/** Lines of a bulk operation: the content of an order's connection follows it in rows that name the order. */
const bulkLines: OrderFamily = {
	parentOf: (row) => {
		const parent = row.__parentId;
		return typeof parent === 'string' && !isOrderId(row.id) ? parent : undefined;
	},
	idOf: ({ id }) => (typeof id === 'string' ? id : undefined),
	refundRow: (order, part) => {
		const isRefund = hasPrefix(part.id, 'gid://shopify/Refund/');
		const amount = shopAmount(part.totalRefundedSet);
		if (!isRefund || Number.isNaN(sizeOf(amount)) || shopifyGraphqlRefunds(order).length > 0)
			return undefined;
		const currencyCode = isRecord(order.totalPriceSet)
			? shopMoney(order.totalPriceSet)?.currencyCode
			: undefined;
		return {
			id: order.id,
			createdAt: part.processedAt ?? part.createdAt ?? order.processedAt ?? order.createdAt,
			email: order.email,
			customer: order.customer,
			__parentId: order.__parentId,
			totalPriceSet: { shopMoney: { amount: -sizeOf(amount), currencyCode } },
		};
	},
	withLines: (order, lines) => {
		const items = lines.filter(({ id }) => hasPrefix(id, 'gid://shopify/LineItem/'));
		return { ...order, lineItems: { nodes: [...nodesOf(order.lineItems), ...items] } };
	},
	orphan: 'The row is part of an order that is not among the rows, or of something else.',
};

/** `Order` of Shopify’s GraphQL Admin API: orders, pages of an answer, or the lines of a bulk operation. */
export const shopifyGraphql = {
	name: 'Shopify (GraphQL)',
	toldBy: [['totalPriceSet'], ['displayFinancialStatus', 'createdAt'], ['__parentId']],
	// Amounts in the shop's own currency; totals before returns, since refunds are deducted at their own dates.
	paths: {
		orderId: ['id', 'legacyResourceId', 'name'],
		orderDate: ['processedAt', 'createdAt'],
		amount: ['totalPriceSet.shopMoney.amount'],
		amountOutstanding: ['totalOutstandingSet.shopMoney.amount'],
		currency: ['totalPriceSet.shopMoney.currencyCode', 'currencyCode'],
		status: ['displayFinancialStatus'],
		isTest: ['test'],
		cancelledAt: ['cancelledAt'],
		updatedAt: ['updatedAt'],
		// Bulk operations over customers name the buyer by the parent.
		customerId: ['customer.id', 'customer.legacyResourceId', '__parentId'],
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
		category: [
			'lineItems.nodes.product.productType',
			'lineItems.edges.node.product.productType',
			'lineItems.nodes.product.category.name',
			'lineItems.edges.node.product.category.name',
		],
		brand: [
			'lineItems.nodes.vendor',
			'lineItems.edges.node.vendor',
			'lineItems.nodes.product.vendor',
			'lineItems.edges.node.product.vendor',
		],
		product: ['lineItems.nodes.title', 'lineItems.edges.node.title'],
		region: ['shippingAddress.countryCodeV2', 'billingAddress.countryCodeV2'],
	},
	marker: 'totalPriceSet',
	values: { amount: (row) => chargedTotal(totalsOf(row)) },
	statuses: { ...commonStatuses, authorized: 'unpaid' },
	amountUnit: 'major',
	dateWithoutOffset: 'shop',
	idsPerCheckout: true,
	guestIds: [],
	plainId: withoutGid,
	family: bulkLines,
	refunds: shopifyGraphqlRefunds,
	explain: (row, code) => {
		if (Array.isArray(row.errors)) {
			return 'The item is an error from Shopify instead of orders, often because too much was requested at once: fetch again with smaller pages.';
		}
		const names: readonly string[] = askedFor[code] ?? [];
		if (names.length === 0 || names.some((name) => name in row)) return undefined;
		return `The order has no ${names.join(' or ')}: ask for it in the GraphQL query.`;
	},
	openQuestions: (orders) =>
		openQuestion(
			'refundUnknown',
			orders.count((row) => isRefundUnsaid(row) && unsaidRefund(totalsOf(row)).length === 0),
			'order',
			(count, are) =>
				`${count} ${are} partially refunded without an amount; counted in full. Ask for totalRefundedSet, or for refunds, in the GraphQL query.`,
		),
} as const satisfies OrderPreset;

/**
 * The refunds of a Shopify order (GraphQL), as precisely as the query requested them: successful transactions with
 * their dates, else refunds with theirs, else the refunded total without a date.
 */
function shopifyGraphqlRefunds(row: JsonRecord): Refund[] {
	const refunds = saidRefunds(row);
	return refunds.length === 0 && isRefundUnsaid(row) ? unsaidRefund(totalsOf(row)) : refunds;
}

function saidRefunds(row: JsonRecord): Refund[] {
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

function isRefundUnsaid(row: JsonRecord): boolean {
	return (
		isOneOf(row.displayFinancialStatus, ['partially_refunded']) && saidRefunds(row).length === 0
	);
}

function totalsOf(row: JsonRecord): ShopifyTotals {
	return {
		total: shopAmount(row.totalPriceSet),
		current: shopAmount(row.currentTotalPriceSet),
		outstanding: shopAmount(row.totalOutstandingSet),
		status: row.displayFinancialStatus,
		hasRefunds: () => saidRefunds(row).some(({ amount }) => sizeOf(amount) !== 0),
	};
}

/** The shop-currency amount of a MoneyBag. */
function shopAmount(set: unknown): unknown {
	return isRecord(set) ? shopMoney(set)?.amount : undefined;
}

function shopMoney({ shopMoney: money }: JsonRecord): JsonRecord | undefined {
	return isRecord(money) ? money : undefined;
}

function isOrderId(id: unknown): boolean {
	return hasPrefix(id, 'gid://shopify/Order/');
}

function hasPrefix(id: unknown, prefix: string): boolean {
	return typeof id === 'string' && id.startsWith(prefix);
}
