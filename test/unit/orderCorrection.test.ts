import fc from 'fast-check';
import { collectOrders } from '../../src/core/btyd/orderHistories';
import { observeGroups } from '../../src/core/btyd/observeGroups';
import { typicalOf } from '../../src/core/clv/customerHabits';
import {
	correctedChance,
	correctionFactors,
	correctionFeatures,
	featuresOf,
	type OrderCorrection,
} from '../../src/core/clv/orderCorrection';

const observed = observeGroups(
	collectOrders([
		{ history: { days: [0, 100, 380], amounts: [10, 20, 30] }, asOfDay: 400 },
		{ history: { days: [50], amounts: [7] }, asOfDay: 400 },
	]),
);
const weightOf = (feature: (typeof correctionFeatures)[number], weight: number): number[] =>
	correctionFeatures.map((name) => (name === feature ? weight : 0));
const typical = typicalOf(observed);
const unchanged: OrderCorrection = {
	constant: 0,
	weights: weightOf('predictedOrders', 1),
	blend: 1,
	scale: 1,
	...typical,
};

describe('orderCorrection', () => {
	it('reads recent orders, own rhythm and spend of a customer', () => {
		expect(typical).toEqual({ typicalGapDays: 280, typicalSpend: 33.5 });
		const features = featuresOf(observed, typical);
		const exact = (place: number) => features(place, 2).map((log) => Math.exp(log));
		const [orders, silence, repeats, gaps, thirty, ninety, spend, age] = exact(0);
		expect(orders).toBeCloseTo(2, 12);
		expect(silence).toBeCloseTo(1 + 20, 12);
		expect(repeats).toBeCloseTo(1 + 2, 12);
		expect(gaps).toBeCloseTo(1 + 20 / 190, 12);
		expect([thirty, ninety].map((value) => Math.round(value))).toEqual([2, 2]);
		expect(spend).toBeCloseTo(1 + 60 / 33.5, 12);
		expect(age).toBeCloseTo(1 + 400, 12);
		// Without a gap of their own, the shop's is taken.
		expect(exact(1)[3]).toBeCloseTo(1 + 350 / 280, 12);
	});

	it('changes nothing where the regression repeats the model', () => {
		expect(correctionFactors(unchanged, observed)(0, 1.7)).toBeCloseTo(1, 12);
	});

	it('takes as much of the regression as the blend says', () => {
		const twice = { ...unchanged, constant: Math.log(2), blend: 0.25 };
		expect(correctionFactors(twice, observed)(0, 1.7)).toBeCloseTo(1.25, 12);
	});

	it('at most multiplies or divides by five and adds a fifth of an order', () => {
		const factor = (constant: number) =>
			correctionFactors({ ...unchanged, constant }, observed)(0, 1);
		expect(factor(100)).toBeCloseTo(5.2, 12);
		expect(factor(-100)).toBeCloseTo(0.2, 12);
	});
});

describe('correctedChance', () => {
	const chance = fc.double({ min: 0, max: 1, noNaN: true });
	const factor = fc.double({ min: 0.05, max: 6, noNaN: true });

	it('stays a chance, and keeps the order of two', () => {
		fc.assert(
			fc.property(chance, chance, factor, (one, other, by) => {
				const [low, high] = [Math.min(one, other), Math.max(one, other)];
				expect(correctedChance(low, by)).toBeGreaterThanOrEqual(0);
				expect(correctedChance(high, by)).toBeLessThanOrEqual(1);
				expect(correctedChance(low, by)).toBeLessThanOrEqual(correctedChance(high, by));
			}),
		);
	});

	it('is the chance itself without a correction', () => {
		fc.assert(fc.property(chance, (one) => correctedChance(one, 1) === one));
	});
});
