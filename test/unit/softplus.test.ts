import { softplus } from '../../src/core/stats/softplus';

describe('softplus', () => {
	it('is ln(1 + e^x)', () => {
		for (const x of [-20, -1, 0, 0.5, 30]) {
			expect(softplus(x)).toBeCloseTo(Math.log(1 + Math.exp(x)), 8);
		}
		expect(softplus(0)).toBe(Math.LN2);
	});

	it('is x where e^x would overflow, and 0 where it vanishes', () => {
		expect(softplus(1000)).toBe(1000);
		expect(softplus(-1000)).toBe(0);
	});
});
