import type { JsonRecord } from '../../../src/values/jsonRecord';
import { codesBySource, onlyCustomer, runRfm } from '../../support/runRfm';
import { charge, paymentIntent } from '../../support/sourceOrders';

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
