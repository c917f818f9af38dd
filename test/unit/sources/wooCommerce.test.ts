import { codesBySource, onlyCustomer, runRfm } from '../../support/runRfm';
import { annDoe, runnerOf, wooOrder } from '../../support/sourceOrders';

describe('the WooCommerce source', () => {
	const run = runnerOf(wooOrder, { source: 'wooCommerce', timeZone: 'Europe/Berlin' });

	it('reads every field of an order', () => {
		expect(onlyCustomer(run())).toMatchObject({
			customerId: '26',
			...annDoe,
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
