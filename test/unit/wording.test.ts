import { counted, firstFew, grouped, percent } from '../../src/values/wording';

describe('grouped', () => {
	it.each([
		[0, '0'],
		[999, '999'],
		[1940, '1,940'],
		[1_234_567, '1,234,567'],
	])('writes %d as "%s"', (count, text) => {
		expect(grouped(count)).toBe(text);
	});
});

describe('counted', () => {
	it('takes the singular for one alone', () => {
		expect([0, 1, 2000].map((count) => counted(count, 'customer'))).toEqual([
			'0 customers',
			'1 customer',
			'2,000 customers',
		]);
	});

	it('takes a plural of its own', () => {
		expect(counted(2, 'entry', 'entries')).toBe('2 entries');
	});
});

describe('firstFew', () => {
	it.each([
		[[], ''],
		[['a'], 'a'],
		[['a', 'b', 'c', 'd', 'e'], 'a, b, c, d, e'],
		[['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
	])('writes %j as "%s"', (names, text) => {
		expect(firstFew(names)).toBe(text);
	});

	it('shortens a very long name', () => {
		expect(firstFew(['x'.repeat(100_000)])).toBe(`${'x'.repeat(39)}…`);
		expect(firstFew(['x'.repeat(40)])).toBe('x'.repeat(40));
	});
});

describe('percent', () => {
	it.each([
		[0, '0%'],
		[0.1234, '12.3%'],
		[1, '100%'],
	])('writes %p as "%s"', (share, text) => {
		expect(percent(share)).toBe(text);
	});
});
