import type { OrderSource } from '../../src/core/orders/presets';
import type { JsonRecord } from '../../src/values/jsonRecord';

/** What a shop knows about an order, before any system writes it. */
export interface OrderFacts {
	readonly number: number;
	readonly buyer: { readonly id: number; readonly email: string };
	/** Seconds since 1970. */
	readonly at: number;
	readonly cents: number;
	/** Refunded a day later; the whole order where it is as much. */
	readonly refundCents: number;
	readonly state: 'paid' | 'unpaid' | 'cancelled';
}

export interface OrderLayout {
	/** The rows that a system writes for an order. */
	readonly rows: (order: OrderFacts) => JsonRecord[];
	/** What the system does not write: orders come out as if it had not happened. */
	readonly lacks?: 'refunds' | 'partialRefunds';
}

const money = (cents: number) => (cents / 100).toFixed(2);
const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000', '');
const sql = (seconds: number) => iso(seconds).slice(0, 19).replace('T', ' ');
const day = (seconds: number) => iso(seconds).slice(0, 10);
const refundedAt = ({ at }: OrderFacts) => at + 86_400;
const isRefunded = ({ refundCents }: OrderFacts) => refundCents > 0;
const isWhole = ({ refundCents, cents }: OrderFacts) => refundCents === cents;
const word = (
	order: OrderFacts,
	paid: string,
	part: string,
	whole: string,
	others: [unpaid: string, cancelled: string],
) => {
	if (order.state !== 'paid') return others[order.state === 'unpaid' ? 0 : 1];
	return isRefunded(order) ? (isWhole(order) ? whole : part) : paid;
};

/** Orders as each system writes them, with the fields that identify the system; people are invented. */
export const orderLayouts = {
	custom: {
		rows: (order) => [
			{
				orderId: order.number,
				orderDate: iso(order.at),
				amount: money(order.cents),
				currency: 'USD',
				email: order.buyer.email,
				customerId: order.buyer.id,
				refund: order.refundCents / 100,
				refundedAt: isRefunded(order) ? iso(refundedAt(order)) : null,
				status: word(order, 'paid', 'paid', 'paid', ['pending', 'cancelled']),
			},
		],
	},
	shopify: {
		rows: (order) => [
			{
				id: order.number,
				created_at: iso(order.at + 5),
				processed_at: iso(order.at),
				total_price: money(order.cents),
				current_total_price: money(order.cents - order.refundCents),
				currency: 'USD',
				financial_status: word(order, 'paid', 'partially_refunded', 'refunded', [
					'pending',
					'voided',
				]),
				customer: { id: order.buyer.id, email: order.buyer.email },
				refunds: isRefunded(order)
					? [
							{
								created_at: iso(refundedAt(order)),
								transactions: [
									{ kind: 'refund', status: 'success', amount: money(order.refundCents) },
								],
							},
						]
					: [],
			},
		],
	},
	shopifyGraphql: {
		rows: (order) => {
			const set = (cents: number) => ({ shopMoney: { amount: money(cents), currencyCode: 'USD' } });
			const id = `gid://shopify/Order/${order.number}`;
			return [
				{
					id,
					createdAt: iso(order.at),
					totalPriceSet: set(order.cents),
					displayFinancialStatus: word(order, 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', [
						'PENDING',
						'VOIDED',
					]),
					customer: {
						id: `gid://shopify/Customer/${order.buyer.id}`,
						defaultEmailAddress: { emailAddress: order.buyer.email },
					},
					refunds: isRefunded(order)
						? [{ createdAt: iso(refundedAt(order)), totalRefundedSet: set(order.refundCents) }]
						: [],
				},
				{ id: `gid://shopify/LineItem/${order.number}`, title: 'Mug', __parentId: id },
			];
		},
	},
	shopifyTable: {
		rows: (order) => [
			{
				id: order.number,
				processed_at: sql(order.at),
				total_price_set_shop_amount: money(order.cents),
				total_price_set_shop_currency_code: 'USD',
				display_financial_status: word(order, 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', [
					'PENDING',
					'VOIDED',
				]),
				customer_id: order.buyer.id,
				email: order.buyer.email,
			},
		],
		lacks: 'partialRefunds',
	},
	shopifyCsv: {
		rows: (order) => [
			{
				Name: `#${order.number}`,
				Email: order.buyer.email,
				'Financial Status': word(order, 'paid', 'partially_refunded', 'refunded', [
					'pending',
					'voided',
				]),
				Currency: 'USD',
				Total: money(order.cents),
				'Created at': `${sql(order.at)} +0000`,
				'Cancelled at': order.state === 'cancelled' ? `${sql(order.at)} +0000` : '',
				'Refunded Amount': money(order.refundCents),
				'Lineitem name': 'Mug',
			},
			{
				Name: `#${order.number}`,
				Email: order.buyer.email,
				'Financial Status': '',
				Currency: '',
				Total: '',
				'Created at': `${sql(order.at)} +0000`,
				'Cancelled at': '',
				'Refunded Amount': '',
				'Lineitem name': 'Plate',
			},
		],
	},
	wooCommerce: {
		rows: (order) => [
			{
				id: order.number,
				date_created_gmt: iso(order.at).slice(0, 19),
				total: money(order.cents),
				currency: 'USD',
				status: word(order, 'completed', 'completed', 'refunded', ['on-hold', 'cancelled']),
				customer_id: order.buyer.id,
				billing: { email: order.buyer.email },
				refunds: isRefunded(order) ? [{ total: `-${money(order.refundCents)}` }] : [],
			},
		],
	},
	wooCommerceTable: {
		rows: (order) => {
			const row = {
				id: order.number,
				type: 'shop_order',
				status: word(order, 'wc-completed', 'wc-completed', 'wc-refunded', [
					'wc-pending',
					'wc-cancelled',
				]),
				currency: 'USD',
				total_amount: `${money(order.cents)}000000`,
				date_created_gmt: sql(order.at),
				parent_order_id: 0,
				customer_id: order.buyer.id,
				billing_email: order.buyer.email as string | null,
			};
			const refund = {
				...row,
				id: 100_000 + order.number,
				type: 'shop_order_refund',
				status: 'wc-completed',
				total_amount: `-${money(order.refundCents)}`,
				date_created_gmt: sql(refundedAt(order)),
				parent_order_id: order.number,
				customer_id: 0,
				billing_email: null,
			};
			return isRefunded(order) && order.state === 'paid' ? [refund, row] : [row];
		},
	},
	bigCommerce: {
		rows: (order) => [
			{
				id: order.number,
				date_created: new Date(order.at * 1000).toUTCString().replace('GMT', '+0000'),
				total_inc_tax: `${money(order.cents)}00`,
				default_currency_code: 'USD',
				status_id: Number(word(order, '10', '14', '4', ['7', '5'])),
				customer_id: order.buyer.id,
				billing_address: { email: order.buyer.email },
				refunded_amount: `${money(order.refundCents)}00`,
			},
		],
	},
	stripe: {
		rows: (order) => [
			{
				id: `ch_${order.number}`,
				object: 'charge',
				created: order.at,
				amount: order.cents,
				amount_captured: order.cents,
				amount_refunded: order.refundCents,
				currency: 'usd',
				status: word(order, 'succeeded', 'succeeded', 'succeeded', ['failed', 'canceled']),
				livemode: true,
				captured: true,
				customer: `cus_${order.buyer.id}`,
				billing_details: { email: order.buyer.email },
			},
		],
	},
	stripeCsv: {
		rows: (order) => [
			{
				id: `ch_${order.number}`,
				'Created date (UTC)': sql(order.at),
				Amount: money(order.cents),
				'Amount Refunded': money(order.refundCents),
				Currency: 'usd',
				Captured: 'true',
				Status: word(order, 'Paid', 'Paid', 'Refunded', ['Failed', 'Canceled']),
				'Customer ID': `cus_${order.buyer.id}`,
				'Customer Email': order.buyer.email,
			},
		],
	},
	magento: {
		rows: (order) => [
			{
				entity_id: order.number,
				increment_id: `00000${order.number}`,
				created_at: sql(order.at),
				state: word(order, 'complete', 'complete', 'closed', ['pending_payment', 'canceled']),
				base_currency_code: 'USD',
				order_currency_code: 'EUR',
				base_grand_total: order.cents / 100,
				grand_total: (order.cents * 2) / 100,
				base_total_refunded: order.refundCents / 100,
				total_refunded: (order.refundCents * 2) / 100,
				customer_id: order.buyer.id,
				customer_email: order.buyer.email,
			},
		],
	},
	square: {
		rows: (order) => [
			{
				id: `pay${order.number}`,
				location_id: 'L1',
				created_at: iso(order.at),
				amount_money: { amount: order.cents, currency: 'USD' },
				total_money: { amount: order.cents, currency: 'USD' },
				refunded_money: { amount: order.refundCents, currency: 'USD' },
				status: word(order, 'COMPLETED', 'COMPLETED', 'COMPLETED', ['APPROVED', 'CANCELED']),
				customer_id: `C${order.buyer.id}`,
				buyer_email_address: order.buyer.email,
			},
		],
	},
	etsy: {
		rows: (order) => {
			const of = (amount: number) => ({ amount, divisor: 100, currency_code: 'USD' });
			return [
				{
					receipt_id: order.number,
					created_timestamp: order.at,
					grandtotal: of(order.cents),
					status: word(order, 'Completed', 'Partially Refunded', 'Fully Refunded', [
						'Open',
						'Canceled',
					]),
					is_paid: order.state !== 'unpaid',
					buyer_user_id: order.buyer.id,
					buyer_email: order.buyer.email,
					refunds: isRefunded(order)
						? [{ amount: of(order.refundCents), created_timestamp: refundedAt(order) }]
						: [],
				},
			];
		},
	},
	etsyCsv: {
		rows: (order) => {
			const [year, month, date] = day(order.at).split('-');
			return [
				{
					'Sale Date': `${month}/${date}/${year.slice(2)}`,
					'Order ID': String(order.number),
					'Buyer User ID': order.buyer.email,
					Currency: 'USD',
					'Order Total': money(order.cents),
					'Adjusted Order Total': isRefunded(order)
						? money(order.cents - order.refundCents)
						: '0.00',
					Status: word(order, 'Completed', 'Completed', 'Refunded', ['Open', 'Canceled']),
				},
			];
		},
	},
	amazon: {
		rows: (order) => [
			{
				AmazonOrderId: `111-${order.number}`,
				PurchaseDate: iso(order.at),
				OrderStatus: word(order, 'Shipped', 'Shipped', 'Shipped', ['Pending', 'Canceled']),
				OrderTotal: { CurrencyCode: 'USD', Amount: money(order.cents) },
				BuyerInfo: { BuyerEmail: order.buyer.email },
			},
		],
		lacks: 'refunds',
	},
	amazonReport: {
		rows: (order) => {
			const line = (place: number, cents: number) => ({
				'order-id': `111-${order.number}`,
				'order-item-id': `${order.number}-${place}`,
				'purchase-date': iso(order.at).replace('Z', '+00:00'),
				'buyer-email': order.buyer.email,
				'order-status': word(order, 'Shipped', 'Shipped', 'Shipped', ['Pending', 'Cancelled']),
				currency: 'USD',
				'item-price': money(cents + 100),
				'item-tax': '0.07',
				'shipping-price': '0.50',
				'item-promotion-discount': '1.50',
				'ship-promotion-discount': '',
			});
			const half = Math.floor(order.cents / 2);
			return [line(1, half), line(2, order.cents - half)];
		},
		lacks: 'refunds',
	},
	ebay: {
		rows: (order) => [
			{
				orderId: `12-${order.number}`,
				creationDate: iso(order.at),
				pricingSummary: { total: { value: money(order.cents), currency: 'USD' } },
				orderPaymentStatus: word(order, 'PAID', 'PARTIALLY_REFUNDED', 'FULLY_REFUNDED', [
					'PENDING',
					'PAID',
				]),
				cancelStatus: { cancelState: order.state === 'cancelled' ? 'CANCELED' : 'NONE_REQUESTED' },
				buyer: {
					username: `buyer${order.buyer.id}`,
					buyerRegistrationAddress: { email: order.buyer.email },
				},
				paymentSummary: {
					refunds: isRefunded(order)
						? [
								{
									refundDate: iso(refundedAt(order)),
									amount: { value: money(order.refundCents), currency: 'USD' },
								},
							]
						: [],
				},
			},
		],
	},
	ebayReport: {
		rows: (order) => {
			const [year, month, date] = day(order.at).split('-');
			const name = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[Number(month) - 1];
			const row = {
				'Sales Record Number': String(order.number),
				'Order Number': `12-${order.number}`,
				'Buyer Username': `buyer${order.buyer.id}`,
				'Buyer Email': order.buyer.email,
				'Item Title': '',
				'Total Price': `US $${money(order.cents)}`,
				'Sale Date': `${name}-${date}-${year.slice(2)}`,
				'Paid On Date': order.state === 'paid' ? `${name}-${date}-${year.slice(2)}` : '',
			};
			return [row, { ...row, 'Item Title': 'Mug', 'Total Price': '', 'Paid On Date': '' }];
		},
		lacks: 'refunds',
	},
	prestaShop: {
		rows: (order) => [
			{
				id_order: String(order.number),
				id_customer: String(order.buyer.id),
				email: order.buyer.email,
				current_state: word(order, '5', '5', '7', ['10', '6']),
				// Twice as much, in a currency worth half of the shop's.
				total_paid: money(order.cents * 2),
				conversion_rate: '2.000000',
				date_add: sql(order.at),
			},
		],
		lacks: 'partialRefunds',
	},
} as const satisfies Record<OrderSource, OrderLayout>;
