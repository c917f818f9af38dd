import { counted, grouped } from '../../src/sync/shared/counted';

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
