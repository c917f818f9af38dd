import { stripeDigits } from '../../src/core/orders/stripeDigits';

describe('stripeDigits', () => {
	it.each([
		['USD', 2],
		['EUR', 2],
		['JPY', 0],
		['CLP', 0],
		['VND', 0],
		['XPF', 0],
		['KWD', 3],
		['BHD', 3],
		['TND', 3],
	])('gives amounts of %s in units of 10^-%d', (currency, digits) => {
		expect(stripeDigits(currency)).toBe(digits);
	});

	it('follows Stripe where it differs from ISO', () => {
		expect(stripeDigits('ISK')).toBe(2);
		expect(stripeDigits('UGX')).toBe(2);
	});
});
