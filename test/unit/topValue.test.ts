import { topValue } from '../../src/core/orders/topValue';

describe('topValue', () => {
	it.each([
		['a', 'a'],
		[5, '5'],
		[['a'], 'a'],
		[['a', 'b', 'b'], 'b'],
		[['b', 'b'], 'b'],
		[['b', 'a'], 'a'],
		[['b', 'a', 'a', 'b', 'c'], 'a'],
		[['B', 'a'], 'B'],
		[['', null, undefined, 'x', ' '], 'x'],
		[[5, '5', 'z'], '5'],
		[[{ b: 1, a: 2 }], '{"a":2,"b":1}'],
		[['__proto__', 'constructor', '__proto__'], '__proto__'],
		[0, '0'],
		[false, 'false'],
	])('of %p is %p', (values, top) => {
		expect(topValue(values)).toBe(top);
	});

	it.each([[undefined], [null], [''], [[]], [[null, '', ' ']], [[[]]]])(
		'of %p is nothing',
		(values) => {
			expect(topValue(values)).toBeNull();
		},
	);
});
