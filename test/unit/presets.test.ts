import type { JsonRecord } from '../../src/values/jsonRecord';
import { orderFieldPaths } from '../../src/core/orders/orderFields';
import { orderPresets } from '../../src/core/orders/presets';
import { sampleOrders, tellingFields } from '../../src/core/orders/sources/recogniseSource';
import { codesBySource, onlyCustomer, runRfm } from '../support/runRfm';

/** An order of Shopify's Admin REST API, shortened to the fields that matter and some that don't. */
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

const set = (amount: string) => ({
	shopMoney: { amount, currencyCode: 'USD' },
	presentmentMoney: { amount: '1.0', currencyCode: 'EUR' },
});

/** The order of `shopifyOrder` in the GraphQL Admin API. */
const graphqlOrder = {
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
	totalPriceSet: set('212.5'),
	currentTotalPriceSet: set('162.5'),
	totalOutstandingSet: set('0.0'),
	totalDiscountsSet: set('10.0'),
	totalTaxSet: set('12.5'),
	totalShippingPriceSet: set('10.0'),
	totalRefundedSet: set('70.0'),
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
		{ createdAt: '2025-04-01T14:00:00Z', totalRefundedSet: set('50.0') },
		{ createdAt: '2025-08-01T14:00:00Z', totalRefundedSet: set('20.0') },
	],
};

/** An order of BigCommerce's V2 API, shortened. */
const bigCommerceOrder = {
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
			lastOrderAt: '2025-03-10T12:00:05-04:00',
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
		['a test order', { test: true }, 'statusTest'],
		['an order cancelled by asOf', { cancelled_at: '2025-04-01T00:00:00Z' }, 'statusCancelled'],
		['a voided order', { financial_status: 'voided' }, 'statusCancelled'],
		['a pending order', { financial_status: 'pending' }, 'statusUnpaid'],
		['an authorized order', { financial_status: 'authorized' }, 'statusUnpaid'],
	])('sets aside %s', (_, changes, code) => {
		expect(codesBySource(run(changes))).toEqual({ 0: code });
	});

	it('counts an order that is cancelled only after asOf', () => {
		expect(run({ cancelled_at: '2025-07-15T00:00:00Z' }).setAside).toEqual([]);
	});

	it('counts what was paid of a partially paid order', () => {
		const changes = {
			financial_status: 'partially_paid',
			current_total_price: '212.50',
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
		expect(codesBySource(result)).toEqual({ 0: 'duplicateOrderId', 1: 'statusCancelled' });
	});

	it('treats a refunded order as fully refunded', () => {
		const customer = onlyCustomer(run({ status: 'refunded', refunds: [] }));
		expect(customer).toMatchObject({ orderCount: 0, rfmSegment: 'noOrders', refundRate: 1 });
	});
});

describe('the Shopify source by GraphQL', () => {
	const run = (changes: JsonRecord = {}, options: JsonRecord = {}) =>
		runRfm([{ ...graphqlOrder, ...changes }], {
			source: 'shopifyGraphql',
			timeZone: 'America/New_York',
			...options,
		});
	const withoutVersion = ({ rfmModelVersion: _, ...customer }: JsonRecord) => customer;

	it.each<[string, JsonRecord]>([
		['today', {}],
		['after the second refund', { asOf: '2025-08-02' }],
		['by profit', { monetaryBasis: 'profit', costOfGoodsPercent: 10 }],
	])('makes the customer that the REST API makes of the same order: %s', (_, options) => {
		const rest = runRfm([shopifyOrder], {
			source: 'shopify',
			timeZone: 'America/New_York',
			...options,
		});
		expect(withoutVersion(onlyCustomer(run({}, options)))).toEqual(
			withoutVersion(onlyCustomer(rest)),
		);
	});

	it('finds one account under the IDs of both APIs', () => {
		const both = [graphqlOrder, { ...graphqlOrder, id: 'x', customer: { id: 207119551 } }];
		expect(runRfm(both, { source: 'shopifyGraphql' }).customers).toHaveLength(1);
		const twice = [graphqlOrder, { ...graphqlOrder, id: '450789469' }];
		const { setAside } = runRfm(twice, { source: 'shopifyGraphql' });
		expect(setAside.map(({ code }) => code)).toEqual(['duplicateOrderId']);
	});

	it('reads edges like nodes, and the fields that older versions of the API have', () => {
		const { nodes } = graphqlOrder.lineItems;
		const edges = nodes.map((node) => ({ node }));
		const customer = {
			id: 'gid://shopify/Customer/207119551',
			firstName: 'Bob',
			lastName: 'Norman',
			email: 'bob.norman@example.com',
			phone: null,
			emailMarketingConsent: { marketingState: 'SUBSCRIBED' },
			smsMarketingConsent: { marketingState: 'UNSUBSCRIBED' },
		};
		const older = onlyCustomer(run({ lineItems: { edges }, customer, email: null }));
		expect(older).toEqual(onlyCustomer(run()));
	});

	it('unfolds a whole page, and pairs every order with it', () => {
		const other = {
			...graphqlOrder,
			id: 'gid://shopify/Order/2',
			createdAt: null,
			processedAt: null,
		};
		const page = { data: { orders: { nodes: [graphqlOrder, other] } } };
		const empty = { data: { orders: { nodes: [] } } };
		const result = runRfm([empty, page], { source: 'shopifyGraphql', pairAllOrders: true });
		expect(result.customers[0].source).toBe(1);
		expect(result.sources).toEqual([[1]]);
		expect(result.setAside).toMatchObject([{ source: 1, code: 'missingDate', row: other }]);
		expect(result.summary).toMatchObject({ rowsIn: 2, rowsUsed: 1, rowsSetAside: 1 });
	});

	it('says when pages are missing', () => {
		const page = (hasNextPage: boolean) => ({
			data: { orders: { pageInfo: { hasNextPage }, nodes: [graphqlOrder] } },
		});
		const codes = (...pages: JsonRecord[]) =>
			runRfm(pages, { source: 'shopifyGraphql' }).notices.map(({ code }) => code);
		expect(codes(page(true))).toContain('morePages');
		expect(codes(page(true), page(false))).not.toContain('morePages');
	});

	it.each([
		['missingAmount', { totalPriceSet: undefined }, 'totalPriceSet'],
		['missingDate', { createdAt: undefined, processedAt: undefined }, 'createdAt'],
		['missingIdentity', { customer: undefined, email: undefined }, 'customer or email'],
	])('says of %s what the query does not ask for', (code, changes, name) => {
		const row = JSON.parse(JSON.stringify({ ...graphqlOrder, ...changes })) as JsonRecord;
		const [refused] = runRfm([row], { source: 'shopifyGraphql' }).setAside;
		expect(refused).toMatchObject({ code, explanation: expect.stringContaining(name) });
	});

	it('sets an API error aside as an error, not as an order without a customer', () => {
		const error = { errors: [{ message: 'Throttled' }], data: null };
		const [refused] = runRfm([error], { source: 'shopifyGraphql' }).setAside;
		expect(refused.explanation).toContain('error from Shopify');
		const nobody = run({ customer: null, email: null }).setAside[0];
		expect(nobody.explanation).toContain('neither a customer ID nor an email, but a phone number');
	});

	it('reads refunds as exactly as they were asked for', () => {
		const transaction = (kind: string, status: string, amount: string) => ({
			kind,
			status,
			processedAt: '2025-04-01T14:00:00Z',
			amountSet: set(amount),
		});
		const nodes = [
			transaction('REFUND', 'SUCCESS', '40.0'),
			transaction('REFUND', 'FAILURE', '9.0'),
			transaction('VOID', 'SUCCESS', '9.0'),
		];
		const spent = (changes: JsonRecord) => onlyCustomer(run(changes)).monetaryTotal;
		expect(spent({ refunds: [{ transactions: { nodes } }] })).toBe(172.5);
		expect(spent({ refunds: [{ transactions: { edges: nodes.map((node) => ({ node })) } }] })).toBe(
			172.5,
		);
		expect(spent({ refunds: undefined })).toBe(142.5);
		expect(spent({ refunds: [{ createdAt: '2025-04-01T14:00:00Z' }] })).toBe(142.5);
		const unsaid = { refunds: undefined, totalRefundedSet: undefined };
		expect(spent({ ...unsaid, currentTotalPriceSet: undefined })).toBe(212.5);
		expect(spent(unsaid)).toBe(162.5);
	});

	it.each([
		['a test order', { test: true }, 'statusTest'],
		['an order cancelled by asOf', { cancelledAt: '2025-04-01T00:00:00Z' }, 'statusCancelled'],
		['a voided order', { displayFinancialStatus: 'VOIDED' }, 'statusCancelled'],
		['a pending order', { displayFinancialStatus: 'PENDING' }, 'statusUnpaid'],
		['an expired order', { displayFinancialStatus: 'EXPIRED' }, 'statusUnpaid'],
	])('sets aside %s', (_, changes, code) => {
		expect(codesBySource(run(changes))).toEqual({ 0: code });
	});

	it('counts what was paid of a partially paid order', () => {
		const changes = {
			displayFinancialStatus: 'PARTIALLY_PAID',
			totalOutstandingSet: set('112.5'),
			refunds: [],
			totalRefundedSet: set('0.0'),
			currentTotalPriceSet: set('212.5'),
		};
		expect(onlyCustomer(run(changes)).monetaryTotal).toBe(100);
	});

	it('knows a guest by the email of the order', () => {
		expect(onlyCustomer(run({ customer: null }))).toMatchObject({
			customerId: expect.stringMatching(/^guest_[0-9a-f]{16}$/),
			firstName: 'Robert',
		});
	});

	it.each([
		['gid://shopify/Customer/5?key=x', '5'],
		['gid://shopify/Customer/', 'gid://shopify/Customer/'],
		['gid://other/Customer/5', 'gid://other/Customer/5'],
		[5, '5'],
	])('takes the id %j for %s', (id, customerId) => {
		expect(onlyCustomer(run({ customer: { id } })).customerId).toBe(customerId);
	});
});

describe('the BigCommerce source', () => {
	const run = (changes: JsonRecord = {}, options: JsonRecord = {}) =>
		runRfm([{ ...bigCommerceOrder, ...changes }], {
			source: 'bigCommerce',
			timeZone: 'Europe/Berlin',
			...options,
		});

	it('reads every field of an order', () => {
		expect(onlyCustomer(run())).toMatchObject({
			customerId: '70750',
			email: 'ann.doe@example.com',
			phone: '030 1234',
			firstName: 'Ann',
			lastName: 'Doe',
			emailConsent: null,
			currency: 'EUR',
			lastOrderAt: '2025-03-10T17:28:02+01:00',
			monetaryTotal: 65,
			refundRate: 0.3172,
			discountShare: 0.048,
			topProduct: null,
			region: 'DE',
		});
		// 65 − 15.20 tax − 10 shipping without its tax.
		expect(onlyCustomer(run({}, { monetaryBasis: 'profit' })).monetaryTotal).toBe(39.8);
	});

	it.each([
		['products', { products: [{ name: 'Tea', brand: 'Twig' }] }],
		[
			'consignments',
			{ consignments: { shipping: [{ line_items: [{ name: 'Tea', brand: 'Twig' }] }] } },
		],
	])('reads products where they were fetched: %s', (_, changes) => {
		expect(onlyCustomer(run(changes))).toMatchObject({ topProduct: 'Tea', topBrand: 'Twig' });
	});

	it('adds up discounts in every currency', () => {
		const inDollars = run(
			{},
			{ baseCurrency: 'USD', exchangeRates: [{ currency: 'EUR', rate: 2 }] },
		);
		expect(onlyCustomer(inDollars)).toMatchObject({ monetaryTotal: 130, discountShare: 0.048 });
		expect(onlyCustomer(run({ coupon_discount: null })).discountShare).toBe(0.0305);
	});

	it('counts refunds of the V3 API from their date on', () => {
		const refunds = [
			{ total_amount: 5.2, created: '2025-04-01T00:00:00Z', payments: [{ is_declined: false }] },
			{ total_amount: 25, created: '2025-08-01T00:00:00Z', payments: [] },
			{ total_amount: 40, created: '2025-04-01T00:00:00Z', payments: [{ is_declined: true }] },
		];
		expect(onlyCustomer(run({ refunds })).monetaryTotal).toBe(90);
		expect(onlyCustomer(run({ refunds }, { asOf: '2025-08-02' })).monetaryTotal).toBe(65);
	});

	it('treats a refunded order as fully refunded, though its refunded amount is 0', () => {
		const customer = onlyCustomer(run({ status_id: 4, refunded_amount: '0.0000' }));
		expect(customer).toMatchObject({ orderCount: 0, rfmSegment: 'noOrders', refundRate: 1 });
	});

	it.each([0, '0'])('takes the customer id %j for a guest', (id) => {
		expect(onlyCustomer(run({ customer_id: id })).customerId).toMatch(/^guest_/);
	});

	it.each([
		[0, 'statusUnpaid'],
		[1, 'statusUnpaid'],
		[2, undefined],
		[3, undefined],
		[5, 'statusCancelled'],
		[6, 'statusUnpaid'],
		[7, 'statusUnpaid'],
		[8, undefined],
		[9, undefined],
		[10, undefined],
		[11, undefined],
		[12, undefined],
		[13, undefined],
		[14, undefined],
	])('takes status %d for %s, whatever the shop calls it', (status_id, code) => {
		const result = run({ status_id, status: 'Our own word' });
		expect(codesBySource(result)).toEqual(code === undefined ? {} : { 0: code });
		expect(result.notices.map((notice) => notice.code)).not.toContain('unknownStatus');
	});

	it.each([
		['Awaiting Payment', 'statusUnpaid'],
		['Cancelled', 'statusCancelled'],
		['Manual Verification Required', undefined],
	])('reads the word %j where there is no number', (status, code) => {
		const result = run({ status_id: undefined, status });
		expect(codesBySource(result)).toEqual(code === undefined ? {} : { 0: code });
	});

	it.each([
		['an order paid by the test gateway', { payment_method: 'Test Payment Gateway' }, 'statusTest'],
		['a deleted order', { is_deleted: true }, 'statusCancelled'],
		['a date that is none', { date_created: 'Sun, 30 Feb 2025 00:00:00 +0000' }, 'unparseableDate'],
	])('sets aside %s', (_, changes, code) => {
		expect(codesBySource(run(changes))).toEqual({ 0: code });
	});

	it('keeps the newer version of an order', () => {
		const date_modified = 'Wed, 12 Mar 2025 00:00:00 +0000';
		const newer = { ...bigCommerceOrder, status_id: 5, date_modified };
		const result = runRfm([newer, bigCommerceOrder], { source: 'bigCommerce' });
		expect(codesBySource(result)).toEqual({ 0: 'statusCancelled', 1: 'duplicateOrderId' });
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

	it('reads the latest charge of a payment intent where it was expanded', () => {
		const { id, object, billing_details } = charge;
		const latest_charge = { id, object, billing_details, amount_refunded: 500 };
		const expanded = { ...paymentIntent, customer: 'cus_NffrFeUfNV2Hib', latest_charge };
		expect(onlyCustomer(run(expanded))).toMatchObject({
			customerId: 'cus_NffrFeUfNV2Hib',
			email: 'carla@example.com',
			phone: '+15550100',
			region: 'US',
			monetaryTotal: 15,
		});
		const refunds = { data: [{ amount: 700, created: 1_741_622_500, status: 'succeeded' }] };
		const dated = { ...expanded, latest_charge: { ...latest_charge, refunds } };
		expect(onlyCustomer(run(dated)).monetaryTotal).toBe(13);
		const named = { ...paymentIntent, latest_charge: id };
		expect(onlyCustomer(run(named)).monetaryTotal).toBe(20);
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

	it.each(['12.50', 12.5, '1249.999'])('does not read %p as whole cents', (amount_captured) => {
		const row = { ...charge, amount_captured, amount: amount_captured, amount_refunded: 0 };
		expect(codesBySource(run(row))).toEqual({ 0: 'unparseableAmount' });
	});

	it('reads cents that a table wrote as decimals', () => {
		const row = { ...charge, amount_captured: '1250.0', amount_refunded: 0 };
		expect(onlyCustomer(run(row)).monetaryTotal).toBe(12.5);
	});

	it('does not read a refund of half a cent', () => {
		expect(codesBySource(run({ ...charge, amount_refunded: '12.50' }))).toEqual({
			0: 'unparseableAmount',
		});
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
		['a test payment', { livemode: false }, 'statusTest'],
		['a payment not captured', { captured: false }, 'statusUnpaid'],
		['a failed payment', { status: 'failed', amount_captured: 0 }, 'statusUnpaid'],
		['a canceled payment', { status: 'canceled' }, 'statusCancelled'],
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
		['shopifyGraphql', graphqlOrder],
		['shopifyGraphql', { data: { orders: { nodes: [graphqlOrder] } } }],
		['wooCommerce', wooOrder],
		['bigCommerce', bigCommerceOrder],
		['stripe', charge],
		['stripe', paymentIntent],
	] as const)('know rows of %s from those of the others', (source, row) => {
		for (const [name, preset] of Object.entries(orderPresets)) {
			const isTold = sampleOrders([row]).some(
				(order) => tellingFields(preset, order) !== undefined,
			);
			expect([name, isTold]).toEqual([name, name === source]);
		}
	});

	it.each([
		['refunds', { refunds: 'none' }],
		['refunds', { refunds: [null, 5, { transactions: [null, 'x'] }] }],
		['refunds', { refunds: { data: [null, {}] } }],
		['refunds', { refunds: { nodes: [null, {}], edges: 5 } }],
	])('read hostile %s as none', (_, changes) => {
		for (const [source, row] of [
			['shopify', { ...shopifyOrder, current_total_price: undefined }],
			[
				'shopifyGraphql',
				{ ...graphqlOrder, totalRefundedSet: undefined, currentTotalPriceSet: undefined },
			],
			['wooCommerce', wooOrder],
			['bigCommerce', { ...bigCommerceOrder, refunded_amount: '' }],
			['stripe', { ...charge, amount_refunded: 0 }],
		] as const) {
			const customer = onlyCustomer(runRfm([{ ...row, ...changes }], { source }));
			expect(customer.refundRate).toBe(0);
		}
	});
});
