import { fitCuts } from '../../src/core/tier/fitCuts';

const shares = { champions: 1, vip: 10, highValue: 20, lowValue: 20 };
const cutsOf = (values: number[], given = shares) =>
	fitCuts(Float64Array.from(values).sort(), given);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('fitCuts', () => {
	it('cuts the values 1 to 100 at the top 1, 10 and 20 and above the bottom 20', () => {
		expect(cutsOf(upTo(100))).toEqual({ champions: 100, vip: 91, highValue: 81, midTier: 21 });
	});

	it('has no Champions while 1% is less than one customer', () => {
		expect(cutsOf(upTo(99)).champions).toBeNull();
		expect(cutsOf(upTo(99)).vip).toBe(91);
	});

	it('makes values that are all the same Mid-Tier', () => {
		const nobodyElse = { champions: null, vip: null, highValue: null, midTier: 7 };
		expect(cutsOf([7])).toEqual(nobodyElse);
		expect(cutsOf(Array(500).fill(7))).toEqual(nobodyElse);
	});

	it('admits ties at the top to a tier only if all of them fit', () => {
		// Three ties are more than the top 10% of 15, but within the top 20%.
		const values = [...upTo(12), 50, 50, 50];
		expect(cutsOf(values)).toEqual({ champions: null, vip: null, highValue: 50, midTier: 4 });
		// Five of 20 are more than 20%.
		expect(cutsOf([...upTo(15), 50, 50, 50, 50, 50]).highValue).toBeNull();
	});

	it('takes only the better value where the ties below it do not fit', () => {
		const values = [...upTo(15), 50, 50, 50, 50, 60];
		expect(cutsOf(values)).toMatchObject({ vip: 60, highValue: null });
	});

	it('has no Low-Value where too many share the lowest value', () => {
		expect(cutsOf([5, 5, 5, ...upTo(7).map((i) => i + 10)]).midTier).toBe(5);
	});

	it('has no Mid-Tier where the shares leave none', () => {
		const half = { champions: 10, vip: 20, highValue: 50, lowValue: 50 };
		expect(cutsOf(upTo(10), half)).toEqual({
			champions: 10,
			vip: 9,
			highValue: 6,
			midTier: null,
		});
	});

	it('gives everybody a tier of 100%', () => {
		const all = { champions: 0, vip: 0, highValue: 100, lowValue: 0 };
		expect(cutsOf([3, 3, 9], all)).toEqual({
			champions: null,
			vip: null,
			highValue: 3,
			midTier: null,
		});
	});
});
