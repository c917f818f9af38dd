import { matureOrders, neverReturnShares } from '../../src/core/churn/neverReturnShares';

const options = { priorWeight: 20, minimumMatureOrders: 50, minimumMatureDays: 180 };

function counts(mature: number[], notReturned: number[], spanDays = 180) {
	const fill = (given: number[]) => Array.from({ length: 15 }, (_, i) => given[i] ?? 0);
	return { mature: fill(mature), notReturned: fill(notReturned), spanDays };
}

describe('neverReturnShares', () => {
	it('gives the usual shares, 7 / (3n + 8), to a shop with fewer than 50 mature orders', () => {
		const shares = neverReturnShares(counts([49], [10]), options);
		expect(shares).toHaveLength(15);
		expect(shares[0]).toBe(7 / 11);
		expect(shares[8]).toBe(7 / 35);
		expect(shares[14]).toBe(7 / 53);
	});

	it('shrinks what was seen towards the usual: (x + 20 · prior) / (N + 20)', () => {
		const shares = neverReturnShares(counts([80, 40], [64, 24]), options);
		expect(shares[0]).toBeCloseTo((64 + (20 * 7) / 11) / 100, 12);
		expect(shares[1]).toBeCloseTo((24 + (20 * 7) / 14) / 60, 12);
		expect(shares[2]).toBeCloseTo(7 / 17, 12);
	});

	it('counts a mature shop from the fiftieth order on', () => {
		expect(neverReturnShares(counts([50], [50]), options)[0]).toBeCloseTo(
			(50 + (20 * 7) / 11) / 70,
			12,
		);
	});

	it('pools shares that rise with the order number, by their weights', () => {
		// (10 + 20·7/11)/100 = .227 and (30 + 20·7/14)/60 = .667 pool to .392 with weights 100 and 60; the third, 7/17 with
		// weight 20, is above and joins; the fourth, 7/20, is below.
		const shares = neverReturnShares(counts([80, 40], [10, 30]), options);
		const pooled = (10 + (20 * 7) / 11 + 30 + 10 + (20 * 7) / 17) / 180;
		for (const share of shares.slice(0, 3)) expect(share).toBeCloseTo(pooled, 12);
		expect(shares[3]).toBe(7 / 20);
	});

	it('learns no shares from orders that span less than half a year', () => {
		const usual = neverReturnShares(counts([0], [0]), options);
		expect(neverReturnShares(counts([500], [50], 179), options)).toEqual(usual);
		expect(neverReturnShares(counts([500], [50], 180), options)).not.toEqual(usual);
	});

	it('adds up the mature orders', () => {
		expect(matureOrders(counts([3, 4], [1, 1]))).toBe(7);
	});
});
