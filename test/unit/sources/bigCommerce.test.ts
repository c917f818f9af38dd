import { codesBySource, onlyCustomer, runRfm } from '../../support/runRfm';
import { annDoe, bigCommerceOrder, runnerOf } from '../../support/sourceOrders';

describe('the BigCommerce source', () => {
	const run = runnerOf(bigCommerceOrder, { source: 'bigCommerce', timeZone: 'Europe/Berlin' });

	it('reads every field of an order', () => {
		expect(onlyCustomer(run())).toMatchObject({
			customerId: '70750',
			...annDoe,
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
