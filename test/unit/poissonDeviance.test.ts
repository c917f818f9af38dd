import { poissonDeviance } from '../../src/core/stats/poissonDeviance';

describe('poissonDeviance', () => {
	it('is 0 where the mean is what was counted', () => {
		expect(poissonDeviance(3, 3)).toBe(0);
		expect(poissonDeviance(0, 0, 0)).toBe(0);
	});

	it('is twice the mean where nothing was counted', () => {
		expect(poissonDeviance(0, 0.7)).toBeCloseTo(1.4, 12);
	});

	it('is 2 (y ln(y / mean) − (y − mean)) else', () => {
		expect(poissonDeviance(2, 0.5)).toBeCloseTo(2 * (2 * Math.log(4) - 1.5), 12);
	});

	it('takes a mean below the least for the least', () => {
		expect(poissonDeviance(1, 0)).toBe(poissonDeviance(1, 0.01));
		expect(poissonDeviance(1, 0, 0.001)).toBeGreaterThan(poissonDeviance(1, 0.01));
	});
});
