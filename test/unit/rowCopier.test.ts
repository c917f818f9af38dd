import { rowCopier } from '../../src/core/customers/rowCopier';

describe('rowCopier', () => {
	it('keeps every field and adds the new ones behind, holding null', () => {
		const copy = rowCopier(['tier', 'tierRank'])({ customerId: 'a', email: undefined });
		expect(Object.entries(copy)).toEqual([
			['customerId', 'a'],
			['email', undefined],
			['tier', null],
			['tierRank', null],
		]);
	});

	it('leaves the row as it was', () => {
		const row = { customerId: 'a', tier: 'vip' };
		rowCopier(['tier'])(row).tier = 'champions';
		expect(row.tier).toBe('vip');
	});

	it('overwrites a field of that name in its place', () => {
		const copy = rowCopier(['tier'])({ tier: 'vip', customerId: 'a' });
		expect(Object.entries(copy)).toEqual([
			['tier', null],
			['customerId', 'a'],
		]);
	});

	it('copies rows of more different shapes than it keeps', () => {
		const copy = rowCopier(['tier']);
		const rows = Array.from({ length: 30 }, (_, i) => ({ customerId: i, [`field${i % 12}`]: i }));
		expect(rows.map((row) => copy(row))).toEqual(rows.map((row) => ({ ...row, tier: null })));
	});

	it('takes prototype keys as data', () => {
		const row = JSON.parse('{"__proto__":{"polluted":1},"constructor":2}');
		const copy = rowCopier(['tier'])(row);
		expect(Object.keys(copy)).toEqual(['__proto__', 'constructor', 'tier']);
		expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
		expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":1},"constructor":2,"tier":null}');
	});

	it('has the fields of its layout, in that order', () => {
		const copy = rowCopier(['tier'], (keys) => [
			'tier',
			...keys.filter((key) => key !== 'orderHistory'),
		]);
		const row = JSON.parse('{"a":1,"orderHistory":"x","__proto__":{"polluted":1},"b":0}');
		expect(JSON.stringify(copy(row))).toBe('{"tier":null,"a":1,"__proto__":{"polluted":1},"b":0}');
		expect(copy({ b: 2 })).toEqual({ b: 2, tier: null });
		expect(row.orderHistory).toBe('x');
	});
});
