import { frequencyTrend } from '../../src/core/rfm/frequencyTrend';

describe('frequencyTrend', () => {
	it.each([
		['no order', 0, 0, 0, 'none'],
		['one order', 1, 1, 0, 'none'],
		['none in either span', 2, 0, 0, 'declining'],
		['fewer than before', 3, 1, 2, 'declining'],
		['none any more', 2, 0, 2, 'declining'],
		['more than before', 3, 2, 1, 'increasing'],
		['the first in a while', 2, 1, 0, 'increasing'],
		['as many as before', 2, 1, 1, 'stable'],
	])('of %s', (_, orders, recent, before, trend) => {
		expect(frequencyTrend(orders, recent, before)).toBe(trend);
	});
});
