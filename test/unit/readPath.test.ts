import { isEmpty } from '../../src/values/isEmpty';
import { plainName, readerOf } from '../../src/core/orders/readPath';

const read = (row: Record<string, unknown>, ...paths: string[]) => readerOf(paths)?.(row);

describe('readerOf', () => {
	it('reads fields, and fields of objects', () => {
		expect(read({ total: 5 }, 'total')).toBe(5);
		expect(read({ billing: { email: 'a@example.com' } }, 'billing.email')).toBe('a@example.com');
		expect(read({ a: { b: { c: false } } }, 'a.b.c')).toBe(false);
	});

	it('prefers a column whose name has the dot in it', () => {
		expect(read({ 'a.b': 1, a: { b: 2 } }, 'a.b')).toBe(1);
	});

	it('gives through a list the field of every member', () => {
		expect(read({ lines: [{ name: 'x' }, {}, { name: 'y' }] }, 'lines.name')).toEqual(['x', 'y']);
		const nested = { lines: [{ tags: ['a', 'b'] }, { tags: ['c'] }] };
		expect(read(nested, 'lines.tags')).toEqual(['a', 'b', 'c']);
	});

	it('does not descend into a list within a list, so that a list that holds itself ends', () => {
		const lines: unknown[] = [{ name: 'x' }];
		lines.push(lines);
		expect(read({ lines }, 'lines.name')).toEqual(['x']);
	});

	it('takes the first of several paths with a value', () => {
		expect(read({ a: '', b: ' ', c: [], d: null, e: 0, f: 1 }, 'a', 'b', 'c', 'd', 'e', 'f')).toBe(
			0,
		);
		expect(read({ a: '' }, 'a', 'b')).toBeUndefined();
	});

	it('returns undefined without a path', () => {
		expect(readerOf([])).toBeUndefined();
		expect(readerOf([''])).toBeUndefined();
	});

	it.each([
		'constructor',
		'toString',
		'__proto__',
		'constructor.name',
		'__proto__.polluted',
		'a.constructor',
	])('reads own fields only: %s', (path) => {
		expect(read({ a: {} }, path)).toBeUndefined();
	});

	it('reads a field called as a prototype’s', () => {
		const row = JSON.parse('{"__proto__":{"id":7},"constructor":"x"}') as Record<string, unknown>;
		expect(read(row, '__proto__.id')).toBe(7);
		expect(read(row, 'constructor')).toBe('x');
	});

	it.each([[{ a: 5 }], [{ a: 'text' }], [{ a: null }], [{ a: true }], [{}]])(
		'walks into nothing in %j',
		(row) => {
			expect(read(row, 'a.b')).toBeUndefined();
		},
	);
});

describe('plainName', () => {
	it.each([
		[['total'], 'total'],
		[['', 'total', ''], 'total'],
		[['billing.email'], undefined],
		[['a', 'b'], undefined],
		[[], undefined],
		[['constructor'], undefined],
		[['__proto__'], undefined],
	])('of %j is %p', (paths, expected) => {
		expect(plainName(paths)).toBe(expected);
	});
});

describe('isEmpty', () => {
	it.each([[undefined], [null], [''], ['  '], ['\t\n'], [[]]])('holds for %p', (value) => {
		expect(isEmpty(value)).toBe(true);
	});

	it.each([[0], [false], ['0'], [' x'], [NaN], [{}], [[null]]])('does not hold for %p', (value) => {
		expect(isEmpty(value)).toBe(false);
	});
});
