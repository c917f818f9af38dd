import {
	fixedCuts,
	isDegenerate,
	quantileCuts,
	readThresholds,
	scoreOf,
} from '../../src/core/rfm/scoreCuts';

const scores = (values: number[], bins: number) => {
	const cuts = quantileCuts(Float64Array.from(values), bins);
	return values.map((value) => scoreOf(value, cuts));
};

describe('quantileCuts', () => {
	it.each([
		['ten distinct values', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]],
		['values in any order', [9, 1, 5], 3, [3, 1, 2]],
		['equal values, which share the lowest of their places', [1, 1, 1, 1, 2], 5, [1, 1, 1, 1, 5]],
		['a tie in the middle', [1, 2, 2, 2, 3], 5, [1, 2, 2, 2, 5]],
		['two values', [1, 2], 5, [1, 3]],
		['fewer values than bins', [1, 2, 3], 10, [1, 4, 7]],
		['one value', [7], 5, [3]],
		['all equal, at five bins', [2, 2, 2], 5, [3, 3, 3]],
		['all equal, at four bins', [2, 2], 4, [2, 2]],
		['all equal, at ten bins', [0, 0], 10, [5, 5]],
		['negative values and zero', [-5, 0, 5], 3, [1, 2, 3]],
		['both zeros as one', [-0, 0, 1], 3, [1, 1, 3]],
	])('scores %s', (_, values, bins, expected) => {
		expect(scores(values, bins)).toEqual(expected);
	});

	it('follows 1 + min(bins − 1, ⌊bins · worse / n⌋)', () => {
		for (let bins = 3; bins <= 10; bins++) {
			const values = Array.from({ length: 97 }, (_, i) => (i * 31) % 23);
			const expected = values.map((value) => {
				const worse = values.filter((other) => other < value).length;
				return 1 + Math.min(bins - 1, Math.floor((bins * worse) / values.length));
			});
			expect(scores(values, bins)).toEqual(expected);
		}
	});

	it('has no cut points for no values', () => {
		expect(quantileCuts(new Float64Array(), 3)).toEqual([null, null, null]);
	});

	it('leaves the values as they were', () => {
		const values = Float64Array.from([3, 1, 2]);
		quantileCuts(values, 3);
		expect(Array.from(values)).toEqual([3, 1, 2]);
	});
});

describe('scoreOf', () => {
	it('gives the highest score whose cut is met, passing over scores that none reached', () => {
		const cuts = [1, null, 10, null, 50];
		expect([0, 1, 9.99, 10, 49, 50, 1e9].map((value) => scoreOf(value, cuts))).toEqual([
			1, 1, 1, 3, 3, 5, 5,
		]);
	});
});

describe('fixedCuts', () => {
	it('gives score 1 to a value that meets no cut', () => {
		const cuts = fixedCuts([2, 3, 4, 5]);
		expect([-1, 0, 1, 2, 3, 4, 5, 60].map((value) => scoreOf(value, cuts))).toEqual([
			1, 1, 1, 2, 3, 4, 5, 5,
		]);
	});
});

describe('isDegenerate', () => {
	it('holds for one distinct value', () => {
		expect(isDegenerate(Float64Array.of(2, 2))).toBe(true);
		expect(isDegenerate(Float64Array.of(2))).toBe(true);
		expect(isDegenerate(Float64Array.of(2, 3))).toBe(false);
		expect(isDegenerate(new Float64Array())).toBe(false);
	});
});

describe('readThresholds', () => {
	it('reads as many ascending numbers as there are bins less one', () => {
		expect(readThresholds('30, 90,180 , 365', 5, 'recencyThresholds')).toEqual([30, 90, 180, 365]);
		expect(readThresholds('-1.5,0', 3, 'monetaryThresholds')).toEqual([-1.5, 0]);
	});

	it.each(['', '30,90,180', '30,90,180,365,700', '30,30,90,180', '90,30,180,365', '1,2,3,x'])(
		'refuses %j by the name of the option',
		(text) => {
			expect(() => readThresholds(text, 5, 'recencyThresholds')).toThrow(
				/"recencyThresholds" needs 4 ascending numbers/,
			);
		},
	);
});
