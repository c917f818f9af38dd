import { gaussLegendre } from '../../src/core/stats/gaussLegendre';

describe('gaussLegendre', () => {
	const integralOf = (power: number) =>
		gaussLegendre.reduce((sum, { node, weight }) => sum + 2 * weight * node ** power, 0);

	it.each([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22])('integrates u^%d exactly', (power) => {
		expect(integralOf(power)).toBeCloseTo(2 / (power + 1), 15);
	});

	it('is not exact beyond degree 23', () => {
		expect(Math.abs(integralOf(24) - 2 / 25)).toBeGreaterThan(1e-9);
	});
});
