import { readNumber } from '../../src/values/readNumber';

describe('readNumber', () => {
	it.each([
		[12.5, 12.5],
		[0, 0],
		['7', 7],
		[' -1.5e3 ', -1500],
		['', NaN],
		['  ', NaN],
		['12,5', NaN],
		['Infinity', NaN],
		[Infinity, NaN],
		[NaN, NaN],
		[null, NaN],
		[undefined, NaN],
		[true, NaN],
		[[5], NaN],
		['9'.repeat(100_000), NaN],
	])('reads %p as %d', (value, expected) => {
		expect(readNumber(value)).toBe(expected);
	});
});
