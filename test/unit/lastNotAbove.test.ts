import fc from 'fast-check';
import { lastNotAbove } from '../../src/values/lastNotAbove';

describe('lastNotAbove', () => {
	it('is the last of equal starts: parts between them are empty', () => {
		expect(lastNotAbove([0, 5, 5, 5, 9], 5)).toBe(3);
	});

	it('is what a search from the end finds', () => {
		const ascending = fc
			.array(fc.nat(30), { minLength: 1, maxLength: 20 })
			.map((starts) => [0, ...starts.sort((a, b) => a - b)]);
		fc.assert(
			fc.property(ascending, fc.nat(40), (starts, place) => {
				expect(lastNotAbove(starts, place)).toBe(starts.findLastIndex((start) => start <= place));
			}),
		);
	});
});
