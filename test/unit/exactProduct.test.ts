import { exactProduct, floorQuotient, unitsDown } from '../../src/core/money/exactProduct';

describe('exactProduct', () => {
	it('is a number while that is exact, and a big integer from there on', () => {
		expect(exactProduct(3000, 4000, 1_000_000)).toBe(12_000_000_000_000);
		expect(exactProduct(3000, 4000, 1_000_000_001)).toBe(12_000_000_012_000_000n);
		expect(exactProduct(10n, 3)).toBe(30n);
	});

	it('tells products apart that a double does not', () => {
		const one = exactProduct(94_906_267, 94_906_267);
		const other = exactProduct(94_906_266, 94_906_268);
		expect(94_906_267 * 94_906_267).toBe(94_906_266 * 94_906_268);
		expect(one > other).toBe(true);
	});
});

describe('floorQuotient', () => {
	it.each([
		[29_998_800, 1_000_000, 29],
		[30_000_000, 1_000_000, 30],
		[0, 7, 0],
		[Number.MAX_SAFE_INTEGER, 2, 4_503_599_627_370_495],
		[90_000_000_000_000_000_000n, 3_000_000_000_000_000_000n, 30],
		[29n, 10, 2],
	])('%s / %s is %s', (numerator, divisor, quotient) => {
		expect(floorQuotient(numerator, divisor)).toBe(quotient);
	});
});

describe('unitsDown', () => {
	it.each([
		[0.29, 100, 29],
		[1.005, 1000, 1005],
		[12.5, 100, 1250],
		[12.349, 100, 1234],
		[33.33, 10_000, 333_300],
		[0, 100, 0],
		[1e300, 100, NaN],
		[NaN, 100, NaN],
		[Infinity, 100, NaN],
	])('%s in units of 1/%s is %s', (value, perOne, units) => {
		expect(unitsDown(value, perOne)).toBe(units);
	});
});
