import { orderFieldPaths } from '../../src/core/orders/orderFields';
import { orderPresets } from '../../src/core/orders/presets';
import type { JsonRecord } from '../../src/core/result';
import { codesBySource, onlyCustomer, runRfm } from '../support/runRfm';

/** An order as Shopify's Admin REST API gives it, shortened to what matters and some of what does not. */
const shopifyOrder = {
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

const wooOrder = {
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

const charge = {
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

const paymentIntent = {
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

describe('the Shopify source', () => {
	const run = (changes: JsonRecord = {}, options: JsonRecord = {}) =>
		runRfm([{ ...shopifyOrder, ...changes }], {
			source: 'shopify',
			timeZone: 'America/New_York',
			...options,
		});

	it('reads every field of an order', () => {
		expect(onlyCustomer(run())).toMatchObject({
			customerId: '207119551',
			email: 'bob.norman@example.com',
			phone: '+15551230001',
			firstName: 'Bob',
			lastName: 'Norman',
			emailConsent: true,
			smsConsent: false,
			pushConsent: null,
			currency: 'USD',
			lastOrderAt: '2025-03-10T12:00:00-04:00',
			monetaryTotal: 162.5,
			orderHistory: '2025-03-10:162.5',
			refundRate: 0.2353,
			discountShare: 0.0449,
			firstOrderDiscounted: true,
			topCategory: 'Kitchen',
			topBrand: 'Acme',
			topProduct: 'Cup',
			region: 'US',
		});
	});

	it('takes tax and shipping off where asked to', () => {
		const profit = run({}, { monetaryBasis: 'profit', costOfGoodsPercent: 10 });
		expect(onlyCustomer(profit).monetaryTotal).toBe(162.5 - 12.5 - 10 - 16.25);
		expect(onlyCustomer(run({}, { excludeTax: true })).monetaryTotal).toBe(150);
		expect(onlyCustomer(run({}, { excludeShipping: true })).monetaryTotal).toBe(152.5);
	});

	it('deducts a refund from its date on', () => {
		const later = onlyCustomer(run({}, { asOf: '2025-08-02' }));
		expect(later.monetaryTotal).toBe(142.5);
		const earlier = onlyCustomer(run({ financial_status: 'refunded' }, { asOf: '2025-03-20' }));
		expect(earlier.monetaryTotal).toBe(212.5);
	});

	it.each([
		['a test order', { test: true }, 'status_test'],
		['an order cancelled by asOf', { cancelled_at: '2025-04-01T00:00:00Z' }, 'status_cancelled'],
		['a voided order', { financial_status: 'voided' }, 'status_cancelled'],
		['a pending order', { financial_status: 'pending' }, 'status_unpaid'],
		['an authorized order', { financial_status: 'authorized' }, 'status_unpaid'],
	])('sets aside %s', (_, changes, code) => {
		expect(codesBySource(run(changes))).toEqual({ 0: code });
	});

	it('counts an order that is cancelled only after asOf', () => {
		expect(run({ cancelled_at: '2025-07-15T00:00:00Z' }).setAside).toEqual([]);
	});

	it('counts what was paid of a partially paid order', () => {
		const changes = {
			financial_status: 'partially_paid',
			total_outstanding: '112.50',
			refunds: [],
		};
		expect(onlyCustomer(run(changes)).monetaryTotal).toBe(100);
	});

	it('knows a guest by the email of the order', () => {
		expect(onlyCustomer(run({ customer: null }))).toMatchObject({
			customerId: expect.stringMatching(/^guest_[0-9a-f]{16}$/),
			email: 'bob.norman@example.com',
			firstName: 'Robert',
		});
	});

	it('takes the consent of the order where the customer has none', () => {
		const customer = onlyCustomer(run({ customer: { id: 5 }, buyer_accepts_marketing: true }));
		expect(customer).toMatchObject({ emailConsent: true, smsConsent: null });
	});
});

describe('the WooCommerce source', () => {
	const run = (changes: JsonRecord = {}, options: JsonRecord = {}) =>
		runRfm([{ ...wooOrder, ...changes }], {
			source: 'wooCommerce',
			timeZone: 'Europe/Berlin',
			...options,
		});

	it('reads every field of an order', () => {
		expect(onlyCustomer(run())).toMatchObject({
			customerId: '26',
			email: 'ann.doe@example.com',
			phone: '030 1234',
			firstName: 'Ann',
			lastName: 'Doe',
			emailConsent: null,
			currency: 'EUR',
			lastOrderAt: '2025-03-10T17:28:02+01:00',
			monetaryTotal: 65,
			refundRate: 0.3158,
			discountShare: 0.05,
			topProduct: 'Pot',
			topCategory: null,
			region: 'AT',
		});
		expect(onlyCustomer(run({}, { monetaryBasis: 'profit' })).monetaryTotal).toBe(40);
	});

	it.each([0, '0'])('takes the customer id %j for a guest', (id) => {
		expect(onlyCustomer(run({ customer_id: id })).customerId).toMatch(/^guest_/);
	});

	it('keeps the newer version of an order', () => {
		const newer = { ...wooOrder, status: 'cancelled', date_modified_gmt: '2025-03-12T00:00:00' };
		const result = runRfm([wooOrder, newer], { source: 'wooCommerce' });
		expect(codesBySource(result)).toEqual({ 0: 'duplicate_order_id', 1: 'status_cancelled' });
	});

	it('takes a refunded order for wholly given back', () => {
		const customer = onlyCustomer(run({ status: 'refunded', refunds: [] }));
		expect(customer).toMatchObject({ orderCount: 0, rfmSegment: 'noOrders', refundRate: 1 });
	});
});

describe('the Stripe source', () => {
	const run = (row: JsonRecord, options: JsonRecord = {}) =>
		runRfm([row], { source: 'stripe', ...options });

	it('reads every field of a charge', () => {
		expect(onlyCustomer(run(charge))).toMatchObject({
			customerId: 'cus_9s6XKzkNRiz8i3',
			email: 'carla@example.com',
			phone: '+15550100',
			firstName: null,
			currency: 'USD',
			lastOrderAt: '2025-03-10T16:00:00Z',
			monetaryTotal: 84.9,
			refundRate: 0.1502,
			topProduct: 'Subscription creation',
			region: 'US',
		});
	});

	it('reads every field of a payment intent with its customer', () => {
		expect(onlyCustomer(run(paymentIntent))).toMatchObject({
			customerId: 'cus_NffrFeUfNV2Hib',
			email: 'dan@example.com',
			phone: '+15550101',
			firstName: null,
			lastOrderAt: '2025-03-10T16:00:00Z',
			monetaryTotal: 20,
			topProduct: 'Two coffees',
		});
	});

	it.each([
		['jpy', 5000, 5000],
		['kwd', 5000, 5],
		['isk', 500_000, 5000],
		['ugx', 500_000, 5000],
		['usd', 5000, 50],
	])('reads %s amounts in Stripe’s own unit', (currency, amount, major) => {
		const row = { ...charge, currency, amount_captured: amount, amount_refunded: 0 };
		expect(onlyCustomer(run(row)).monetaryTotal).toBe(major);
	});

	it('deducts dated refunds from their date on, and failed ones never', () => {
		const refund = (amount: number, created: string, status: string) => ({
			amount,
			created: Date.parse(created) / 1000,
			status,
		});
		const refunds = {
			object: 'list',
			data: [
				refund(1000, '2025-04-01T00:00:00Z', 'succeeded'),
				refund(2000, '2025-08-01T00:00:00Z', 'succeeded'),
				refund(4000, '2025-04-01T00:00:00Z', 'failed'),
			],
		};
		const row = { ...charge, amount_refunded: 3000, refunds };
		expect(onlyCustomer(run(row)).monetaryTotal).toBe(89.9);
		expect(onlyCustomer(run(row, { asOf: '2025-08-02' })).monetaryTotal).toBe(69.9);
	});

	it.each([
		['a test payment', { livemode: false }, 'status_test'],
		['a payment not captured', { captured: false }, 'status_unpaid'],
		['a failed payment', { status: 'failed', amount_captured: 0 }, 'status_unpaid'],
		['a canceled payment', { status: 'canceled' }, 'status_cancelled'],
	])('sets aside %s', (_, changes, code) => {
		expect(codesBySource(run({ ...charge, ...changes }))).toEqual({ 0: code });
	});
});

describe('orderPresets', () => {
	it('have the default paths of the Custom source', () => {
		expect(orderPresets.custom.paths.amount).toEqual(['amount']);
		expect(Object.keys(orderPresets.custom.paths)).toEqual(Object.keys(orderFieldPaths));
	});

	it.each([
		['shopify', shopifyOrder],
		['wooCommerce', wooOrder],
		['stripe', charge],
		['stripe', paymentIntent],
	] as const)('know rows of %s from those of the others', (source, row) => {
		for (const [name, preset] of Object.entries(orderPresets)) {
			expect([name, preset.looksLike(row)]).toEqual([name, name === source]);
		}
	});

	it.each([
		['refunds', { refunds: 'none' }],
		['refunds', { refunds: [null, 5, { transactions: [null, 'x'] }] }],
		['refunds', { refunds: { data: [null, {}] } }],
	])('read hostile %s as none', (_, changes) => {
		for (const [source, row] of [
			['shopify', shopifyOrder],
			['wooCommerce', wooOrder],
			['stripe', { ...charge, amount_refunded: 0 }],
		] as const) {
			const customer = onlyCustomer(runRfm([{ ...row, ...changes }], { source }));
			expect(customer.refundRate).toBe(0);
		}
	});
});
