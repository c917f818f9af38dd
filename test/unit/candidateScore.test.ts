import { collectOrders } from '../../src/core/btyd/orderHistories';
import { observeGroups } from '../../src/core/btyd/observeGroups';
import { oneStretch, predictBatch } from '../../src/core/btyd/predictBatch';
import { candidateScore, predictionErrors } from '../../src/core/clv/candidateScore';
import { poissonDeviance } from '../../src/core/stats/poissonDeviance';

const errors = { absolute: 3, squared: 8, deviance: 5, predicted: 6, actual: 4, logScore: -7 };

describe('candidateScore', () => {
	it('counts every customer of every period alike', () => {
		const score = candidateScore('mbgNbd', 'MBG/NBD', [
			{ ...errors, customers: 1 },
			{ customers: 3, absolute: 1, squared: 1, deviance: 2, predicted: 3, actual: 5, logScore: -1 },
		]);
		expect(score).toEqual({
			orderModel: 'mbgNbd',
			name: 'MBG/NBD',
			logScore: -2,
			meanAbsoluteError: 1,
			rootMeanSquaredError: 1.5,
			poissonDeviance: 1.75,
			totalErrorPercent: 0,
		});
	});

	it('compares what was predicted of each customer with what each ordered', () => {
		const observed = observeGroups(
			collectOrders([
				{ history: { days: [0, 70], amounts: [1, 1] }, asOfDay: 140 },
				{ history: { days: [100], amounts: [1] }, asOfDay: 140 },
			]),
		);
		const model = { family: 'mbgNbd', regularity: 1, r: 1, alpha: 8, a: 1, b: 2 } as const;
		const { orders } = predictBatch(model, observed.groups, oneStretch(10));
		const expected = Array.from(observed.groups.groupOf, (group) => orders[group]);
		const sums = predictionErrors(observed, Float64Array.of(2, 0), 70, model);
		expect(sums.absolute).toBeCloseTo(Math.abs(expected[0] - 2) + expected[1], 12);
		expect(sums.squared).toBeCloseTo((expected[0] - 2) ** 2 + expected[1] ** 2, 12);
		expect(sums.deviance).toBeCloseTo(
			poissonDeviance(2, expected[0]) + poissonDeviance(0, expected[1]),
			12,
		);
	});
});
