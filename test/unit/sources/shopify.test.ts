import { codesBySource, onlyCustomer } from '../../support/runRfm';
import { runnerOf, shopifyOrder } from '../../support/sourceOrders';

describe('the Shopify source', () => {
	const run = runnerOf(shopifyOrder, { source: 'shopify', timeZone: 'America/New_York' });

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
