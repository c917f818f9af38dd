import { currencyDigits } from '../../src/core/money/currencyDigits';

describe('currencyDigits', () => {
	it.each([
		['USD', 2],
		['EUR', 2],
		['JPY', 0],
		['KRW', 0],
		['KWD', 3],
		['BHD', 3],
	])('knows that %s has %d', (code, digits) => {
		expect(currencyDigits(code)).toBe(digits);
	});

	it.each(['', 'usd', 'US', 'USDT', 'U$D', '__proto__'])('knows no currency %j', (code) => {
		expect(currencyDigits(code)).toBeUndefined();
		expect(currencyDigits(code)).toBeUndefined();
	});
});
