import { firstFew } from '../../src/core/firstFew';

describe('firstFew', () => {
	it.each([
		[[], ''],
		[['a'], 'a'],
		[['a', 'b', 'c', 'd', 'e'], 'a, b, c, d, e'],
		[['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
	])('writes %j as "%s"', (names, text) => {
		expect(firstFew(names)).toBe(text);
	});

	it('cuts a name that would fill the screen', () => {
		expect(firstFew(['x'.repeat(100_000)])).toBe(`${'x'.repeat(39)}…`);
		expect(firstFew(['x'.repeat(40)])).toBe('x'.repeat(40));
	});
});
