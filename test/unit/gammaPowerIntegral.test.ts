import { GammaPowerPoints, integrateGammaPowers } from '../../src/core/btyd/gammaPowerIntegral';

describe('integrateGammaPowers', () => {
	it('meets the closed form where A and B are equal', () => {
		// ∫ (A+u)^−(p+q) du has one.
		for (const [p, q, a, from, to] of [
			[0.5, 1.6, 10, 3, 39],
			[300, 1.2, 4, 0, 200],
			[2, 0.1, 1e-3, 0, 1e4],
		]) {
			const power = 1 - p - q;
			const exact = ((a + to) ** power - (a + from) ** power) / power;
			const found = integrateGammaPowers({ c: 0, p, q, a, b: a }, from, to, 0);
			expect(found / exact).toBeCloseTo(1, 13);
		}
	});

	it('meets the incomplete beta function of whole powers', () => {
		// q tends to 0: ∫ u (A+u)^−4 du from 0 to t = t² (t + 3A) / (6 A² (A+t)³).
		const [a, t] = [7, 30];
		const exact = (t * t * (t + 3 * a)) / (6 * a * a * (a + t) ** 3);
		const found = integrateGammaPowers({ c: 1, p: 4, q: 1e-300, a, b: 2 }, 0, t, 0);
		expect(found / exact).toBeCloseTo(1, 13);
	});

	it.each([
		['few', { c: 2, p: 3.5, q: 1.2, a: 5, b: 0.01 }],
		['many', { c: 0, p: 900, q: 40, a: 5, b: 0.01 }],
	])('fills in its points, %s of them, whose weights add up to the integral', (_, powers) => {
		const points = new GammaPowerPoints();
		const total = integrateGammaPowers(powers, 1, 90, 1600, points);
		let sum = 0;
		for (let i = 0; i < points.count; i++) {
			expect(points.logA[i]).toBeCloseTo(Math.log(powers.a + points.u[i]), 12);
			expect(points.logB[i]).toBeCloseTo(Math.log(powers.b + points.u[i]), 12);
			sum += points.value[i];
		}
		expect(points.count).toBeGreaterThan(11);
		expect(sum).toBe(total);
		expect(total).toBeGreaterThan(0);
	});

	it('has no points over no time', () => {
		const points = new GammaPowerPoints();
		integrateGammaPowers({ c: 0, p: 2, q: 1, a: 1, b: 2 }, 0, 5, 0, points);
		integrateGammaPowers({ c: 0, p: 2, q: 1, a: 1, b: 2 }, 5, 5, 0, points);
		expect(points.count).toBe(0);
	});

	it('stays the same when the stretch is cut in two', () => {
		const powers = { c: 3, p: 40.3, q: 0.7, a: 200, b: 0.5 };
		const whole = integrateGammaPowers(powers, 0, 500, 0);
		const parts = integrateGammaPowers(powers, 0, 17, 0) + integrateGammaPowers(powers, 17, 500, 0);
		expect(parts / whole).toBeCloseTo(1, 13);
	});

	it('is 0 over no time', () => {
		expect(integrateGammaPowers({ c: 0, p: 1, q: 1, a: 1, b: 1 }, 5, 5, 0)).toBe(0);
	});
});
