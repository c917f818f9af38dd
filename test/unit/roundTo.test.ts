import { roundTo } from '../../src/core/stats/rounding';

describe('roundTo', () => {
	it.each([
		[12.345, 1, 12.3],
		[12.5, 0, 13],
		[0, 2, 0],
		[-0.001, 2, 0],
		[9.87654321e200, 2, 9.87654321e200],
	])('gives %d with %d decimals as %d', (value, digits, expected) => {
		expect(roundTo(value, digits)).toBe(expected);
	});
});
