import type { JsonRecord } from '../../src/values/jsonRecord';
import { runRfm } from './runRfm';

/** Returns a function that runs Compute RFM on an order with changes. */
export const runnerOf =
	(order: JsonRecord, settings: JsonRecord) =>
	(changes: JsonRecord = {}, options: JsonRecord = {}) =>
		runRfm([{ ...order, ...changes }], { ...settings, ...options });

/** An order of Shopify's Admin REST API, shortened to the fields that matter and some that don't. */
export const shopifyOrder = {
	id: 450789469,
	admin_graphql_api_id: 'gid://shopify/Order/450789469',
	name: '#1001',
	test: false,
	created_at: '2025-03-10T11:00:00-05:00',
	processed_at: '2025-03-10T11:00:05-05:00',
	updated_at: '2025-04-02T09:00:00-05:00',
	cancelled_at: null,
	closed_at: null,
	currency: 'USD',
	financial_status: 'partially_refunded',
	fulfillment_status: 'fulfilled',
	email: 'Bob.Norman@Example.com',
	phone: '+15551230001',
	buyer_accepts_marketing: false,
	subtotal_price: '190.00',
	total_discounts: '10.00',
	total_line_items_price: '200.00',
	total_outstanding: '0.00',
	total_price: '212.50',
	current_total_price: '162.50',
	total_tax: '12.50',
	total_shipping_price_set: { shop_money: { amount: '10.00', currency_code: 'USD' } },
	customer: {
		id: 207119551,
		email: 'bob.norman@example.com',
		first_name: 'Bob',
		last_name: 'Norman',
		phone: null,
		email_marketing_consent: { state: 'subscribed', opt_in_level: 'single_opt_in' },
		sms_marketing_consent: { state: 'unsubscribed' },
	},
	billing_address: { first_name: 'Robert', country_code: 'CA', phone: '555-0000' },
	shipping_address: { country_code: 'US', phone: '555-1111' },
	line_items: [
		{
			id: 1,
			title: 'Kettle',
			vendor: 'Acme',
			product_type: 'Kitchen',
			price: '120.00',
			quantity: 1,
		},
		{ id: 2, title: 'Cup', vendor: 'Acme', product_type: 'Kitchen', price: '40.00', quantity: 2 },
		{ id: 3, title: 'Cup', vendor: 'Bodum', product_type: 'Table', price: '40.00', quantity: 2 },
	],
	refunds: [
		{
			id: 509562969,
			created_at: '2025-04-01T09:00:00-05:00',
			transactions: [
				{
					kind: 'refund',
					status: 'success',
					amount: '50.00',
					processed_at: '2025-04-01T09:00:00-05:00',
				},
				{
					kind: 'refund',
					status: 'failure',
					amount: '99.00',
					processed_at: '2025-04-01T09:00:00-05:00',
				},
				{
					kind: 'void',
					status: 'success',
					amount: '99.00',
					processed_at: '2025-04-01T09:00:00-05:00',
				},
			],
		},
		{
			id: 509562970,
			created_at: '2025-08-01T09:00:00-05:00',
			transactions: [{ kind: 'refund', status: 'success', amount: '20.00' }],
		},
	],
};

/** An order of WooCommerce's REST API, shortened. */
export const wooOrder = {
	id: 727,
	number: '727',
	status: 'processing',
	currency: 'EUR',
	date_created: '2025-03-10T17:28:02',
	date_created_gmt: '2025-03-10T16:28:02',
	date_modified: '2025-03-11T17:28:08',
	date_modified_gmt: '2025-03-11T16:28:08',
	discount_total: '5.00',
	shipping_total: '10.00',
	total: '95.00',
	total_tax: '15.00',
	customer_id: 26,
	billing: {
		first_name: 'Ann',
		last_name: 'Doe',
		country: 'DE',
		email: 'Ann.Doe@example.com',
		phone: '030 1234',
	},
	shipping: { first_name: 'Ann', country: 'AT' },
	date_paid_gmt: '2025-03-10T16:28:05',
	line_items: [
		{ id: 315, name: 'Tea', product_id: 93, quantity: 2, total: '40.00' },
		{ id: 316, name: 'Pot', product_id: 22, quantity: 1, total: '30.00' },
	],
	refunds: [{ id: 726, reason: 'broken', total: '-30.00' }],
};

/** An amount of the GraphQL Admin API: in the shop's currency, and another one in the shopper's. */
export const moneySet = (amount: string) => ({
	shopMoney: { amount, currencyCode: 'USD' },
	presentmentMoney: { amount: '1.0', currencyCode: 'EUR' },
});

/** The order of `shopifyOrder` in the GraphQL Admin API. */
export const graphqlOrder = {
	id: 'gid://shopify/Order/450789469',
	name: '#1001',
	test: false,
	createdAt: '2025-03-10T16:00:00Z',
	processedAt: '2025-03-10T16:00:05Z',
	updatedAt: '2025-04-02T14:00:00Z',
	cancelledAt: null,
	displayFinancialStatus: 'PARTIALLY_REFUNDED',
	email: 'Bob.Norman@Example.com',
	phone: '+15551230001',
	currencyCode: 'USD',
	customerAcceptsMarketing: false,
	totalPriceSet: moneySet('212.5'),
	currentTotalPriceSet: moneySet('162.5'),
	totalOutstandingSet: moneySet('0.0'),
	totalDiscountsSet: moneySet('10.0'),
	totalTaxSet: moneySet('12.5'),
	totalShippingPriceSet: moneySet('10.0'),
	totalRefundedSet: moneySet('70.0'),
	customer: {
		id: 'gid://shopify/Customer/207119551',
		firstName: 'Bob',
		lastName: 'Norman',
		defaultEmailAddress: {
			emailAddress: 'bob.norman@example.com',
			marketingState: 'SUBSCRIBED',
		},
		defaultPhoneNumber: { phoneNumber: '+15559990000', marketingState: 'UNSUBSCRIBED' },
	},
	billingAddress: { firstName: 'Robert', countryCodeV2: 'CA', phone: '555-0000' },
	shippingAddress: { countryCodeV2: 'US' },
	lineItems: {
		nodes: [
			{ title: 'Kettle', vendor: 'Acme', product: { productType: 'Kitchen' } },
			{ title: 'Cup', vendor: 'Acme', product: { productType: 'Kitchen' } },
			{ title: 'Cup', vendor: 'Bodum', product: { productType: 'Table' } },
			{ title: 'Gone', vendor: null, product: null },
		],
	},
	refunds: [
		{ createdAt: '2025-04-01T14:00:00Z', totalRefundedSet: moneySet('50.0') },
		{ createdAt: '2025-08-01T14:00:00Z', totalRefundedSet: moneySet('20.0') },
	],
};

/** An order of BigCommerce's V2 API, shortened. */
export const bigCommerceOrder = {
	id: 108,
	customer_id: 70750,
	date_created: 'Mon, 10 Mar 2025 16:28:02 +0000',
	date_modified: 'Tue, 11 Mar 2025 09:00:00 +0000',
	date_shipped: '',
	status_id: 14,
	status: 'Partially Refunded',
	custom_status: 'Some came back',
	subtotal_ex_tax: '77.0000',
	shipping_cost_ex_tax: '10.0000',
	shipping_cost_inc_tax: '11.9000',
	shipping_cost_tax: '1.9000',
	total_ex_tax: '80.0000',
	total_inc_tax: '95.2000',
	total_tax: '15.2000',
	refunded_amount: '30.2000',
	discount_amount: '3.0000',
	coupon_discount: '1.8000',
	payment_method: 'Credit Card',
	payment_status: 'partially refunded',
	currency_code: 'USD',
	default_currency_code: 'EUR',
	is_deleted: false,
	billing_address: {
		first_name: 'Ann',
		last_name: 'Doe',
		email: 'Ann.Doe@example.com',
		phone: '030 1234',
		country: 'Germany',
		country_iso2: 'DE',
	},
	products: { url: 'https://example.com/orders/108/products', resource: '/orders/108/products' },
};

/** A charge of Stripe, shortened. */
export const charge = {
	id: 'ch_3MmlLrLkdIwHu7ix0snN0B15',
	object: 'charge',
	amount: 10_990,
	amount_captured: 9990,
	amount_refunded: 1500,
	billing_details: {
		address: { country: 'US' },
		email: 'Carla@example.com',
		name: 'Carla',
		phone: '+15550100',
	},
	captured: true,
	created: 1_741_622_400,
	currency: 'usd',
	customer: 'cus_9s6XKzkNRiz8i3',
	description: 'Subscription creation',
	livemode: true,
	paid: true,
	receipt_email: 'receipts@example.com',
	refunded: false,
	status: 'succeeded',
};

/** A payment intent of Stripe with its customer, shortened. */
export const paymentIntent = {
	id: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
	object: 'payment_intent',
	amount: 2000,
	amount_received: 2000,
	created: 1_741_622_400,
	currency: 'usd',
	customer: { id: 'cus_NffrFeUfNV2Hib', email: 'Dan@example.com', name: 'Dan', phone: '+15550101' },
	description: 'Two coffees',
	livemode: true,
	receipt_email: null,
	status: 'succeeded',
};

/** What the customer of `wooOrder` and of `bigCommerceOrder` has from either, in the shop's time zone Europe/Berlin. */
export const annDoe = {
	email: 'ann.doe@example.com',
	phone: '030 1234',
	firstName: 'Ann',
	lastName: 'Doe',
	emailConsent: null,
	currency: 'EUR',
	lastOrderAt: '2025-03-10T17:28:02+01:00',
	monetaryTotal: 65,
};
