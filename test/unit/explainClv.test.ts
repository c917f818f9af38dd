import { explainClv, type ClvFacts } from '../../src/core/clv/explainClv';

const prediction = {
	predictedOrders: 1.4,
	probabilityOfOrder: 0.617,
	predictedAverageOrderValue: 35.2,
	predictedSpend: 49.28,
	predictedSpendLow: 0,
	predictedSpendHigh: 120.5,
	expectedNextOrderAt: '2026-04-01',
};
const facts: ClvFacts = {
	orderCount: 3,
	daysSinceLastOrder: 40,
	horizonMonths: 12,
	isFromModel: true,
	digits: 2,
	prediction,
};

describe('explainClv', () => {
	it.each<[string, Partial<ClvFacts>, string]>([
		[
			'a repeat buyer',
			{},
			'3 orders, the last 40 days ago: 62% likely to order in the next 12 months; 1.4 orders of 35.20, 49.28 in total (0.00 to 120.50 in 8 of 10 cases). Half of such customers who order again do so by 2026-04-01.',
		],
		[
			'a first-time buyer of yesterday, one month ahead, in a currency without decimals',
			{ orderCount: 1, daysSinceLastOrder: 1, horizonMonths: 1, digits: 0 },
			'1 order, yesterday: 62% likely to order in the next month; 1.4 orders of 35, 49 in total (0 to 121 in 8 of 10 cases). Half of such customers who order again do so by 2026-04-01.',
		],
		[
			'somebody who is probably gone',
			{
				prediction: {
					...prediction,
					predictedOrders: 0.04,
					probabilityOfOrder: 0.03,
					predictedSpend: 1.41,
					predictedSpendHigh: 1.41,
					expectedNextOrderAt: null,
				},
			},
			'3 orders, the last 40 days ago: 3% likely to order in the next 12 months; 0.04 orders of 35.20, 1.41 in total on average, most likely nothing.',
		],
		[
			'a shop without a spend model',
			{
				daysSinceLastOrder: 0,
				prediction: {
					...prediction,
					predictedSpendLow: null,
					predictedSpendHigh: null,
					expectedNextOrderAt: null,
				},
			},
			'3 orders, the last today: 62% likely to order in the next 12 months; 1.4 orders of 35.20, 49.28 in total.',
		],
		[
			'a shop too small for a model',
			{ isFromModel: false },
			'3 orders, the last 40 days ago: 62% likely to order in the next 12 months; 1.4 orders of 35.20, 49.28 in total: the average of customers of this age (too little data for more).',
		],
	])('explains %s', (_, change, sentence) => {
		expect(explainClv({ ...facts, ...change })).toBe(sentence);
	});
});
