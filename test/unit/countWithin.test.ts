import { countWithin } from '../../src/core/stats/countWithin';

describe('countWithin', () => {
	it.each([
		[1, 100, 1],
		[1, 99, 0],
		[1.1, 1000, 11],
		[0.7, 1000, 7],
		[20, 0, 0],
		[100, 3, 3],
	])('finds that %d %% of %d are %d', (share, n, expected) => {
		expect(countWithin(share, n)).toBe(expected);
	});
});
