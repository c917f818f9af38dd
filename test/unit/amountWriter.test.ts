import fc from 'fast-check';
import { AmountWriter } from '../../src/core/money/amountWriter';

describe('AmountWriter', () => {
	it.each([
		[1250, 2, '12.5'],
		[1205, 2, '12.05'],
		[1200, 2, '12'],
		[7, 2, '0.07'],
		[-7, 2, '-0.07'],
		[0, 2, '0'],
		[1250, 0, '1250'],
		[1250, 3, '1.25'],
	])('writes %d units of %d digits as %s', (minor, digits, text) => {
		expect(new AmountWriter(digits).text(minor)).toBe(text);
	});

	it('writes numbers as JavaScript prints them', () => {
		const minor = fc.integer({ min: -1e12, max: 1e12 });
		fc.assert(
			fc.property(minor, fc.constantFrom(0, 2, 3), (amount, digits) => {
				expect(new AmountWriter(digits).text(amount)).toBe(String(amount / 10 ** digits));
			}),
			{ numRuns: 500 },
		);
	});
});
