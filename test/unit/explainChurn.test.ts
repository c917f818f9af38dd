import { churnReasons } from '../../src/core/churn/churnReasons';
import { churnExplainer, type ChurnStory } from '../../src/core/churn/explainChurn';

const story: ChurnStory = {
	method: 'ownRhythm',
	reasons: 0,
	tier: 'vip',
	orders: 9,
	neverReturnShare: 0.18,
	daysSinceLastOrder: 120,
	expectedGapDays: 45.2,
	risk: 76.4,
	riskChange: 21.6,
	lapseDays: 75,
	silenceDays: 60,
	probabilityDays: 90,
};

describe('churnExplainer', () => {
	it.each<[Partial<ChurnStory>, string]>([
		[
			{},
			'9 orders: 18% of such customers never return; 120 days since the last order against an expected 45',
		],
		[
			{ orders: 1, neverReturnShare: 0.64, daysSinceLastOrder: 1 },
			'64% of first-time buyers never return; 1 day since the last order against an expected 45',
		],
		[
			{ orders: 22, neverReturnShare: 0.1 },
			'22 orders: 10% of customers with 15 or more never return; 120 days since the last order against an expected 45',
		],
		[
			{ method: 'probability', orders: 1 },
			'1 order, 120 days since the last order: 76% likely not to order in the next 90 days',
		],
		[{ method: 'silence' }, '120 days without an order; the limit is 60 days'],
		[
			{ method: 'formula', reasons: churnReasons.ordersDeclining },
			'120 days since the last order, orders declining: 76 points by the formula',
		],
	])('says of %j: %s', (change, sentence) => {
		expect(churnExplainer()({ ...story, ...change })).toBe(sentence);
	});

	it.each<[keyof typeof churnReasons, string]>([
		['lapsed', '; lapsed: past the 75-day limit'],
		['highRisk', '; the risk is above the limit'],
		['vipAtRisk', '; still active, but this VIP customer is ordering less often than before'],
		['decliningTrend', '; still active, but ordering less often than before'],
		['riskRising', '; the risk rose by 22 points since the last run'],
		['scoreFalling', '; the value score is falling fast'],
	])('adds for %s: "%s"', (reason, ending) => {
		const sentence = churnExplainer()({ ...story, reasons: churnReasons[reason] });
		expect(sentence.endsWith(`an expected 45${ending}`)).toBe(true);
	});

	it('gives the same customer the same text after any other customer', () => {
		const explain = churnExplainer();
		const lapsed = { ...story, reasons: churnReasons.lapsed };
		explain({ ...lapsed, lapseDays: 60, orders: 3, daysSinceLastOrder: 70, expectedGapDays: 10 });
		expect(explain(lapsed)).toBe(churnExplainer()(lapsed));
	});
});
