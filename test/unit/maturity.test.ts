import { maturityOf } from '../../src/core/tier/maturity';

describe('maturityOf', () => {
	it.each([
		[0, 'new'],
		[89, 'new'],
		[90, 'maturing'],
		[179, 'maturing'],
		[180, 'mature'],
		[5000, 'mature'],
		[NaN, undefined],
	])('finds %d days after the first order %s', (days, expected) => {
		expect(maturityOf(days, { newBelowDays: 90, matureFromDays: 180 })).toBe(expected);
	});
});
