import {
	decimalOfNumber,
	divideHalfEven,
	minorOfDecimal,
	multiply,
} from '../../src/core/money/decimal';

describe('decimalOfNumber', () => {
	it.each([
		[1.005, 1005n, 3],
		[0, 0n, 0],
		[-2.5, -25n, 1],
		[1e21, 1_000_000_000_000_000_000_000n, 0],
		[1.5e-7, 15n, 8],
		[1.25e22, 12_500_000_000_000_000_000_000n, 0],
	])('takes %d as it prints', (value, units, scale) => {
		expect(decimalOfNumber(value)).toEqual({ units, scale });
	});
});

describe('minorOfDecimal', () => {
	it.each([
		[1005n, 3, 2, 100],
		[1015n, 3, 2, 102],
		[-1005n, 3, 2, -100],
		[-1015n, 3, 2, -102],
		[10_051n, 4, 2, 101],
		[5n, 0, 2, 500],
		[5n, 1, 0, 0],
		[15n, 1, 0, 2],
	])('rounds %d / 10^%d to %d digits half to even', (units, scale, digits, expected) => {
		expect(minorOfDecimal({ units, scale }, digits)).toBe(expected);
	});

	it('returns undefined for a value that is too large', () => {
		expect(minorOfDecimal({ units: 10n ** 12n, scale: 0 }, 0)).toBeNaN();
		expect(minorOfDecimal({ units: -(10n ** 12n), scale: 0 }, 0)).toBeNaN();
		expect(minorOfDecimal({ units: 10n ** 12n - 1n, scale: 0 }, 0)).toBe(999_999_999_999);
	});
});

describe('multiply', () => {
	it('is exact where doubles are not', () => {
		const product = multiply(decimalOfNumber(19.99), decimalOfNumber(1.1));
		expect(product).toEqual({ units: 21_989n, scale: 3 });
		expect(minorOfDecimal(product, 2)).toBe(2199);
	});
});

describe('divideHalfEven', () => {
	it.each([
		[5, 2, 2],
		[7, 2, 4],
		[-5, 2, -2],
		[-7, 2, -4],
		[10, 3, 3],
		[11, 3, 4],
		[-10, 3, -3],
		[0, 7, 0],
	])('divides %d by %d', (numerator, divisor, expected) => {
		expect(divideHalfEven(numerator, divisor)).toBe(expected);
	});

	it('stays exact where a remainder would not be', () => {
		expect(divideHalfEven(2 ** 60, 3)).toBe(Number(2n ** 60n / 3n));
	});
});
