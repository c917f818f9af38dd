import fc from 'fast-check';
import { PackedRows } from '../../src/core/orders/packedRows';
import type { JsonRecord } from '../../src/values/jsonRecord';

function kept(rows: readonly JsonRecord[]): JsonRecord[] {
	const store = new PackedRows();
	store.addAll(rows);
	return rows.map((_, at) => store.at(at));
}

describe('PackedRows', () => {
	it('gives rows of texts and of JSON back as they came', () => {
		const cell = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom('', '\u0000', '{', '\ud800', '0'),
		);
		const texts = fc.dictionary(fc.string(), cell, { noNullPrototype: true });
		const json = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
		fc.assert(
			fc.property(fc.array(fc.oneof(texts, json)), (rows) => {
				expect(kept(rows)).toStrictEqual(rows);
			}),
		);
	});

	it('keeps what JSON would change as it is', () => {
		const row = { at: new Date(0), none: undefined, big: 10n, not: NaN, zero: -0, own: new Map() };
		expect(kept([{ a: 'b' }, row])[1]).toBe(row);
	});

	it('keeps the order of columns, and rows whose columns differ', () => {
		const rows = [{ b: '1', a: '2' }, { a: '3', b: '4' }, {}, { b: '5', a: '6' }];
		expect(kept(rows).map((row) => Object.entries(row))).toEqual(
			rows.map((row) => Object.entries(row)),
		);
	});

	it('finds every row of many', () => {
		const rows = Array.from({ length: 10_000 }, (_, at) => ({
			at: String(at),
			é: '🛒'.repeat(at % 40),
		}));
		expect(kept(rows)).toEqual(rows);
	});

	it('knows the columns that no row has', () => {
		const store = new PackedRows();
		store.addAll([{ a: '1' }, { b: 2 }]);
		store.set(0, { c: '3' });
		expect(['a', 'b', 'c', 'd'].map((name) => store.mayHave(name))).toEqual([
			true,
			true,
			true,
			false,
		]);
	});

	it('puts a row in the place of another, also of one that was asked for', () => {
		const store = new PackedRows();
		expect(store.addAll([{ a: '1' }, { a: '2' }])).toBe(0);
		expect(store.addAll([{ a: '3' }])).toBe(2);
		expect(store.at(1)).toEqual({ a: '2' });
		store.set(1, { a: ['2', '4'] });
		expect([0, 1, 2].map((at) => store.at(at).a)).toEqual(['1', ['2', '4'], '3']);
	});
});
