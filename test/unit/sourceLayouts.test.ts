import type { JsonRecord } from '../../src/values/jsonRecord';
import { codesBySource, customersById, noticeCodes, onlyCustomer, runRfm } from '../support/runRfm';

/** Layouts of real systems in their less known forms; all people and numbers are invented. */
const shopifyOrder = {
	id: 1,
	created_at: '2025-01-10T12:00:00Z',
	total_price: '100.00',
	currency: 'USD',
	financial_status: 'paid',
	customer: { id: 7 },
	refunds: [],
};
const refund = (amount: string, currency?: string) => ({
	created_at: '2025-01-12T12:00:00Z',
	transactions: [{ kind: 'refund', status: 'success', amount, currency }],
});
const spent = (...rows: JsonRecord[]) => onlyCustomer(runRfm(rows)).monetaryTotal;

describe('an edited Shopify order', () => {
	it.each<[string, JsonRecord, number]>([
		[
			'smaller counts by its current total',
			{ current_total_price: '80.00', total_outstanding: '0.00' },
			80,
		],
		[
			'smaller, of which the shop still owes the rest, counts as paid',
			{ current_total_price: '80.00', total_outstanding: '-20.00' },
			100,
		],
		['larger counts by its current total', { current_total_price: '130.00' }, 130],
		['whose current total is missing counts as ordered', {}, 100],
		[
			'with a refund counts as ordered, less the refund',
			{
				current_total_price: '75.00',
				financial_status: 'partially_refunded',
				refunds: [refund('25.00')],
			},
			75,
		],
		[
			'refunded in part without a list of refunds counts by its current total',
			{ current_total_price: '60.00', financial_status: 'partially_refunded' },
			60,
		],
	])('%s', (_, changes, total) => {
		expect(spent({ ...shopifyOrder, ...changes })).toBe(total);
	});

	it('that says neither when nor how much was refunded is named', () => {
		const result = runRfm([{ ...shopifyOrder, financial_status: 'partially_refunded' }]);
		expect(noticeCodes(result)).toContain('refundUnknown');
	});

	it('has a refund that can’t be converted told, not guessed', () => {
		const foreign = { ...shopifyOrder, refunds: [refund('25.00', 'EUR')] };
		const result = runRfm([foreign]);
		expect(
			result.setAside.length +
				noticeCodes(result).filter((code) => code === 'unreadableAmount').length,
		).toBe(1);
	});
});

describe('rows of warehouses', () => {
	it('by Stitch are read: nested fields joined by two underscores', () => {
		const { customer: _, ...row } = shopifyOrder;
		const flat = {
			...row,
			customer__id: 7,
			customer__first_name: 'Ann',
			shipping_address__country_code: 'US',
		};
		expect(onlyCustomer(runRfm([flat]))).toMatchObject({
			customerId: '7',
			firstName: 'Ann',
			region: 'US',
		});
	});

	it('keep UTC without saying so', () => {
		const row = { ...shopifyOrder, created_at: '2025-01-10 23:30:00.000' };
		const [customer] = runRfm([row], { timeZone: 'America/New_York' }).customers;
		expect(customer.row.lastOrderAt).toBe('2025-01-10T18:30:00-05:00');
	});

	it('of Stripe are read in cents, and flags as text', () => {
		const row = {
			id: 'ch_1',
			created: '2025-01-10 14:07:57',
			amount: '1250',
			amount_refunded: '250',
			captured: 'TRUE',
			livemode: 'TRUE',
			currency: 'usd',
			status: 'succeeded',
			customer_id: 'cus_1',
		};
		expect(spent(row)).toBe(10);
		expect(codesBySource(runRfm([{ ...row, captured: 'FALSE' }]))).toEqual({ 0: 'statusUnpaid' });
		expect(codesBySource(runRfm([{ ...row, livemode: 'false' }]))).toEqual({ 0: 'statusTest' });
	});
});

describe('Stripe', () => {
	const base = { created: 1_736_500_000, currency: 'usd', customer: 'cus_1', livemode: true };
	const charge = {
		...base,
		id: 'ch_1',
		object: 'charge',
		amount: 1000,
		amount_captured: 1000,
		amount_refunded: 0,
		captured: true,
		status: 'succeeded',
	};

	it.each<[string, JsonRecord, number]>([
		[
			'an invoice by what was paid',
			{
				object: 'invoice',
				id: 'in_1',
				amount_paid: 900,
				amount_remaining: 0,
				status: 'paid',
				post_payment_credit_notes_amount: 0,
			},
			9,
		],
		[
			'an invoice less its credit notes',
			{
				object: 'invoice',
				id: 'in_1',
				amount_paid: 900,
				status: 'paid',
				post_payment_credit_notes_amount: 400,
			},
			5,
		],
		[
			'a checkout session',
			{
				object: 'checkout.session',
				id: 'cs_1',
				amount_total: 2500,
				payment_status: 'paid',
				status: 'complete',
				customer_details: { email: 'a@example.com' },
			},
			25,
		],
		[
			'a payment intent less the refund of the charge it lists',
			{
				object: 'payment_intent',
				id: 'pi_1',
				amount: 1000,
				amount_received: 1000,
				status: 'succeeded',
				charges: { data: [{ ...charge, amount_refunded: 300 }] },
			},
			7,
		],
		[
			'a charge less a lost dispute',
			{ ...charge, amount_refunded: 100, disputed: true, dispute: { status: 'lost', amount: 500 } },
			4,
		],
		[
			'a charge with a dispute that was won',
			{ ...charge, disputed: true, dispute: { status: 'won', amount: 500 } },
			10,
		],
	])('counts %s', (_, changes, total) => {
		expect(spent({ ...base, ...changes })).toBe(total);
	});

	it.each<[string, JsonRecord, string]>([
		[
			'an open invoice',
			{ object: 'invoice', id: 'in_1', amount_paid: 0, status: 'open' },
			'statusUnpaid',
		],
		[
			'a session not paid',
			{
				object: 'checkout.session',
				id: 'cs_1',
				amount_total: 5,
				payment_status: 'unpaid',
				status: 'complete',
			},
			'statusUnpaid',
		],
	])('sets aside %s', (_, changes, code) => {
		expect(codesBySource(runRfm([{ ...base, ...changes }]))).toEqual({ 0: code });
	});

	it.each<[string, JsonRecord[], string]>([
		[
			'a payment intent that does not say what was refunded',
			[
				{
					...base,
					object: 'payment_intent',
					id: 'pi_1',
					amount_received: 1000,
					status: 'succeeded',
					latest_charge: 'ch_1',
				},
			],
			'refundUnknown',
		],
		[
			'charges beside invoices',
			[charge, { ...base, object: 'invoice', id: 'in_1', amount_paid: 1000, status: 'paid' }],
			'sameMoneyTwice',
		],
	])('warns about %s', (_, rows, code) => {
		expect(noticeCodes(runRfm(rows))).toContain(code);
	});

	it('keeps the latest of several events about a charge', () => {
		const event = (created: number, object: JsonRecord) => ({
			object: 'event',
			type: 'charge.updated',
			created,
			data: { object },
		});
		const refunded = { ...charge, amount_refunded: 600 };
		expect(spent(event(2_000, refunded), event(1_000, charge))).toBe(4);
		expect(spent(event(1_000, charge), event(2_000, refunded))).toBe(4);
	});
});

describe('rows that belong to an order', () => {
	it('of a Shopify CSV give it their products', () => {
		const first = {
			Name: '#1',
			Email: 'a@example.com',
			'Financial Status': 'paid',
			Total: '35.00',
			Currency: 'USD',
			'Created at': '2025-01-05 10:00:00 -0500',
			'Lineitem name': 'Mug',
		};
		const more = {
			...first,
			'Financial Status': '',
			Total: '',
			Currency: '',
			'Lineitem name': 'Plate',
		};
		const result = runRfm([first, more, more]);
		expect(onlyCustomer(result)).toMatchObject({
			orderCount: 1,
			monetaryTotal: 35,
			topProduct: 'Plate',
		});
		expect(result.summary).toMatchObject({ rowsIn: 1, rowsUsed: 1 });
	});

	it('are set aside where their order is missing, and say so', () => {
		const line = {
			Name: '#1',
			Email: 'a@example.com',
			'Financial Status': '',
			Total: '',
			'Created at': '2025-01-05',
			'Lineitem name': 'Mug',
		};
		const [refused] = runRfm([line], { source: 'shopifyCsv' }).setAside;
		expect(refused.explanation).toContain('first row is missing');
	});

	it('of a bulk operation bring refunds that stand in lines of their own', () => {
		const money = (amount: string) => ({ shopMoney: { amount, currencyCode: 'USD' } });
		const order = {
			id: 'gid://shopify/Order/1',
			createdAt: '2025-01-05T10:00:00Z',
			totalPriceSet: money('50.0'),
			displayFinancialStatus: 'PAID',
			customer: { id: 'gid://shopify/Customer/7' },
		};
		const part = {
			id: 'gid://shopify/Refund/9',
			__parentId: order.id,
			createdAt: '2025-01-06T10:00:00Z',
			totalRefundedSet: money('20.0'),
		};
		expect(spent(order, part)).toBe(30);
		expect(spent(part, order)).toBe(30);
	});

	it('of Square return items of an order from their day on', () => {
		const order = {
			id: 'o1',
			location_id: 'L',
			created_at: '2025-01-05T10:00:00Z',
			state: 'COMPLETED',
			customer_id: 'c',
			total_money: { amount: 3000, currency: 'USD' },
			line_items: [{ name: 'Mug' }],
		};
		const back = {
			id: 'o2',
			location_id: 'L',
			created_at: '2025-02-05T10:00:00Z',
			state: 'COMPLETED',
			returns: [{ source_order_id: 'o1' }],
			return_amounts: { total_money: { amount: 1000, currency: 'USD' } },
		};
		expect(spent(order, back)).toBe(20);
		expect(onlyCustomer(runRfm([order, back], { asOf: '2025-01-31' })).monetaryTotal).toBe(30);
	});
});

describe('a saved workflow', () => {
	const plain = [
		{
			orderId: 1,
			orderDate: '2025-01-05',
			amount: '10.00',
			currency: 'USD',
			customerId: 'a',
			email: 'a@example.com',
		},
		{ orderId: 2, orderDate: '2025-02-05', amount: '20.00', currency: 'USD', customerId: 'b' },
		{ orderId: 3, customerId: 'b', amount: '5' },
	];

	it.each<[string, JsonRecord[], JsonRecord]>([
		['plain orders', plain, {}],
		[
			'plain orders that kept the fields of the shop they came from',
			plain.map((row) => ({ ...shopifyOrder, ...row })),
			{},
		],
		['order lines', [...plain, plain[0]], { rowsAre: 'orderLines' }],
		[
			'fields of its own',
			plain.map(({ amount, ...row }) => ({ ...row, Total: amount })),
			{ fields: { amount: 'Total' } },
		],
		[
			'orders of Shopify with fields of its own',
			[shopifyOrder],
			{ fields: { orderDate: 'created_at', amount: 'total_price', customerId: 'customer.id' } },
		],
		['no orders at all', [{}, { note: 'nothing' }], {}],
	])('with %s gives what Custom Fields gave, as Automatic is the default', (_, rows, options) => {
		const result = (source?: string) => {
			const { customers, setAside, summary } = runRfm(rows, {
				...options,
				...(source && { source }),
			});
			const { notices: _notices, ...rest } = summary;
			return { customers, setAside, rest };
		};
		expect(result()).toEqual(result('custom'));
	});

	it('with a source chosen keeps it, whatever the rows look like', () => {
		const result = runRfm([shopifyOrder], { source: 'wooCommerce' });
		expect(customersById(result).size).toBe(0);
		expect(result.notices[0].message).toContain('Choose "Shopify" or "Automatic" as Source.');
	});
});
