import type { EarlierCut } from '../../src/core/clv/earlierCuts';
import { totalRanges } from '../../src/core/clv/totalRange';

/** A date after which `factor` times the prediction was ordered, the same in each month. */
function cut(factor: number, months = 6): EarlierCut {
	const month = { predictedOrders: 100, orders: 100 * factor, spend: 2000 * factor };
	return {
		predictedOrders: 100 * months,
		predictedSpend: 2000 * months,
		actual: {
			orders: Float64Array.of(100 * factor * months),
			spend: Float64Array.of(2000 * factor * months),
		},
		months: Array.from({ length: months }, () => month),
	} as unknown as EarlierCut;
}

const predicted = { orders: 1000, spend: 20_000 };

describe('totalRanges', () => {
	it('holds the prediction, and reaches as far as earlier dates were off', () => {
		const ranges = totalRanges([cut(0.8), cut(1), cut(1.1), cut(1.25)], 12, predicted);
		expect(ranges?.orders.low).toBeLessThan(800);
		expect(ranges?.orders.high).toBeGreaterThan(1250);
		expect(ranges?.spend.low).toBeCloseTo(20 * (ranges?.orders.low ?? NaN), 6);
		expect(ranges?.spend.high).toBeCloseTo(20 * (ranges?.orders.high ?? NaN), 6);
	});

	it('is narrow where earlier dates were met, and still holds the prediction where all missed to one side', () => {
		const met = totalRanges([cut(1), cut(1.01), cut(0.99), cut(1)], 12, predicted);
		expect(met?.orders.low).toBeGreaterThan(970);
		expect(met?.orders.high).toBeLessThan(1030);
		const missed = totalRanges([cut(0.7), cut(0.72), cut(0.71)], 12, predicted);
		expect(missed?.orders.high).toBe(1000);
		expect(missed?.orders.low).toBeLessThan(700);
	});

	it('gives the same range in every run', () => {
		const cuts = [cut(0.9), cut(1.3), cut(1.05)];
		expect(totalRanges(cuts, 7, predicted)).toEqual(totalRanges(cuts, 7, predicted));
	});

	it('says nothing with fewer than two dates, or where nothing was ordered', () => {
		expect(totalRanges([cut(1)], 12, predicted)).toBeNull();
		expect(totalRanges([cut(1), cut(0)], 12, predicted)).toBeNull();
	});
});
