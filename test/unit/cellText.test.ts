import { cellText } from '../../src/values/cellText';

describe('cellText', () => {
	it.each([
		['vip', 'vip'],
		[' vip ', 'vip'],
		[0, '0'],
		[false, 'false'],
		[null, ''],
		[undefined, ''],
		[['vip'], ''],
		[{ toString: null }, ''],
		[Symbol('vip'), ''],
	])('reads %p as "%s"', (tier, text) => {
		expect(cellText({ tier }, 'tier')).toBe(text);
	});

	it('reads own fields only', () => {
		expect(cellText({}, 'constructor')).toBe('');
		expect(cellText({}, 'tier')).toBe('');
	});
});
