import { historicLtv } from '../../src/core/tier/historicLtv';

describe('historicLtv', () => {
	it.each([
		['50 an order, 4 orders a year, 2 years', 50, 8, 730, 2, 400],
		['the same over 3 years', 50, 8, 730, 3, 600],
		['one order a month ago counts as one a year', 80, 1, 30, 2, 160],
		['one order today counts as one a year', 80, 1, 0, 2, 160],
		['thirds are rounded to four decimals', 10, 1, 1095, 1, 3.3333],
	])('%s', (_, averageOrderValue, orders, age, lifespan, expected) => {
		expect(historicLtv(averageOrderValue, orders, age, lifespan)).toBe(expected);
	});

	it('is not known without an average, a count or an age', () => {
		expect(historicLtv(NaN, 2, 100, 2)).toBeNaN();
		expect(historicLtv(10, NaN, 100, 2)).toBeNaN();
		expect(historicLtv(10, 2, NaN, 2)).toBeNaN();
		expect(historicLtv(1e308, 1e9, 1, 2)).toBeNaN();
	});
});
