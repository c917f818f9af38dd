import {
	boundedFormulaRisk,
	formulaRisk,
	type FrequencyTrend,
} from '../../src/core/churn/formulaRisk';

function input(
	daysSinceLastOrder: number,
	trend: FrequencyTrend,
	recentOrders = 0,
	earlierOrders = 0,
) {
	return { daysSinceLastOrder, trend, recentOrders, earlierOrders };
}

describe('formulaRisk', () => {
	it.each([
		// 100 − 50 − 30 − 20
		{ given: input(0, 'increasing', 2, 1), expected: 0 },
		// 100 − 50 − 0 − 0
		{ given: input(0, 'declining', 1, 3), expected: 50 },
		// 100 − 25 − 15 − 0
		{ given: input(182.5, 'stable', 2, 2), expected: 60 },
		// repeat = 10 · (3 − 2) / 2 = 5: 100 − 40 − 30 − 10
		{ given: input(73, 'increasing', 3, 2), expected: 20 },
		// no trend: 2.5 and 5, so 100 − 50 − 15 − 10
		{ given: input(0, 'none', 1, 0), expected: 25 },
		{ given: input(365, 'none'), expected: 75 },
		// unclamped: 100 + 50
		{ given: input(730, 'declining'), expected: 150 },
	])('is $expected for $given', ({ given, expected }) => {
		expect(formulaRisk(given)).toBeCloseTo(expected, 10);
	});
});

describe('boundedFormulaRisk', () => {
	it.each([
		{ given: input(730, 'declining'), expected: 100 },
		{ given: input(365, 'declining'), expected: 100 },
		{ given: input(182.5, 'stable', 2, 2), expected: 60 },
		{ given: input(-5, 'increasing', 2, 1), expected: 0 },
		{ given: input(73, 'none', 1, 0), expected: 20 },
		{ given: input(1000, 'none'), expected: 100 },
	])('is $expected for $given', ({ given, expected }) => {
		expect(boundedFormulaRisk(given)).toBeCloseTo(expected, 10);
	});
});
