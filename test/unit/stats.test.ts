import { maximize } from '../../src/core/stats/maximize';
import { invertPositiveDefinite } from '../../src/core/stats/positiveDefinite';
import { areaUnderCurve, topDecileCapture } from '../../src/core/stats/rankMeasures';

describe('the inverse of a positive definite matrix', () => {
	it('inverts the identity matrix', () => {
		const matrix = [
			[4, 1, 0.5],
			[1, 3, -1],
			[0.5, -1, 2],
		];
		const inverse = invertPositiveDefinite(matrix) ?? [];
		matrix.forEach((row, i) =>
			matrix.forEach((_, j) => {
				const product = row.reduce((sum, value, k) => sum + value * inverse[k][j], 0);
				expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
			}),
		);
	});

	it('is undefined where the matrix is not', () => {
		expect(
			invertPositiveDefinite([
				[1, 2],
				[2, 1],
			]),
		).toBeUndefined();
		expect(invertPositiveDefinite([[0]])).toBeUndefined();
		expect(invertPositiveDefinite([[NaN]])).toBeUndefined();
	});
});

describe('maximize', () => {
	const hill = ([x, y]: readonly number[]) => ({
		value: -Math.cosh(x - 1) - (y + 2) ** 2,
		gradient: [-Math.sinh(x - 1), -2 * (y + 2)],
		hessian: [
			[-Math.cosh(x - 1), 0],
			[0, -2],
		],
	});

	it('finds the maximum of a concave function', () => {
		const found = maximize(hill, [4, 4], [-9, -9], [9, 9]);
		expect(found.isConverged).toBe(true);
		expect(found.at[0]).toBeCloseTo(1, 8);
		expect(found.at[1]).toBeCloseTo(-2, 8);
	});

	it('stops on a bound and says so', () => {
		const found = maximize(hill, [4, 4], [2, -9], [9, 9]);
		expect(found.at[0]).toBe(2);
		expect(found.at[1]).toBeCloseTo(-2, 8);
		expect(found.isAtBound).toEqual([true, false]);
		expect(found.isConverged).toBe(true);
	});

	it('ends where there is no maximum', () => {
		const slope = ([x]: readonly number[]) => ({ value: x, gradient: [1], hessian: [[0]] });
		expect(maximize(slope, [0], [-5], [5]).at[0]).toBe(5);
		const nothing = () => ({ value: NaN, gradient: [NaN], hessian: [[NaN]] });
		expect(maximize(nothing, [0], [-5], [5]).isConverged).toBe(false);
	});
});

describe('rank measures', () => {
	it('are right on a table worked out by hand', () => {
		// Pairs (1, 0): 3 > 1, 3 > 2, 2 = 2, 2 > 1: 3.5 of 4.
		expect(areaUnderCurve([1, 2, 2, 3], [0, 0, 1, 1])).toBe(0.875);
		expect(topDecileCapture([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [0, 0, 0, 0, 0, 0, 0, 5, 0, 15])).toBe(
			0.75,
		);
	});

	it('share out ties, so that the order of the input does not matter', () => {
		expect(areaUnderCurve([-7, -7, -7], [1, 0, 1])).toBe(0.5);
		expect(topDecileCapture(new Array(10).fill(1), [10, 0, 0, 0, 0, 0, 0, 0, 0, 0])).toBeCloseTo(
			0.1,
			12,
		);
	});

	it('are null where all values are equal', () => {
		expect(areaUnderCurve([1, 2], [1, 1])).toBeNull();
		expect(areaUnderCurve([], [])).toBeNull();
		expect(topDecileCapture([1, 2], [0, 0])).toBeNull();
	});
});
