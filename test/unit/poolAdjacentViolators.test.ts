import { poolAdjacentViolators } from '../../src/core/churn/poolAdjacentViolators';

describe('poolAdjacentViolators', () => {
	it.each([
		{ values: [], weights: [], expected: [] },
		{ values: [0.4], weights: [1], expected: [0.4] },
		{ values: [3, 2, 1], weights: [1, 1, 1], expected: [3, 2, 1] },
		{ values: [3, 1, 2], weights: [1, 1, 1], expected: [3, 1.5, 1.5] },
		{ values: [1, 2, 3], weights: [1, 1, 1], expected: [2, 2, 2] },
		{ values: [1, 4], weights: [3, 1], expected: [1.75, 1.75] },
		// 2 and 6 pool to 4, which then rises above 3 and pools with it: (3 + 2 + 6) / 3.
		{ values: [3, 2, 6, 0], weights: [1, 1, 1, 1], expected: [11 / 3, 11 / 3, 11 / 3, 0] },
	])('makes $values with weights $weights never rise', ({ values, weights, expected }) => {
		const pooled = poolAdjacentViolators(values, weights);
		expect(pooled).toHaveLength(expected.length);
		pooled.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
	});
});
