import { plainText } from '../../src/values/plainText';

describe('plainText', () => {
	it.each([
		['text', 'text'],
		[5, '5'],
		[NaN, 'NaN'],
		[true, 'true'],
		[10n, '10'],
		[null, 'null'],
		[undefined, 'undefined'],
		[{ b: 1, a: 2 }, '{"a":2,"b":1}'],
		[['x', 5], '["x",5]'],
		[Object.create(null), '{}'],
		[{ toString: 'no function' }, '{"toString":"no function"}'],
	])('of %p is %j', (value, text) => {
		expect(plainText(value)).toBe(text);
	});
});
