import { idIn, readId } from '../../src/values/readId';

describe('readId', () => {
	it.each([
		['c1', 'c1'],
		[' c1\t', 'c1'],
		[17, '17'],
		[0, '0'],
	])('reads %j as "%s"', (value, id) => {
		expect(readId(value)).toBe(id);
	});

	it.each(['', '  ', null, undefined, NaN, Infinity, true, {}, []])(
		'finds no id in %p',
		(value) => {
			expect(readId(value)).toBeUndefined();
		},
	);
});

describe('idIn', () => {
	it('reads own fields only', () => {
		expect(idIn({ customerId: ' c1 ' }, 'customerId')).toBe('c1');
		expect(idIn(Object.create({ customerId: 'c1' }), 'customerId')).toBeUndefined();
	});
});
