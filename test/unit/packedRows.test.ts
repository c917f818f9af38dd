import fc from 'fast-check';
import { PackedRows } from '../../src/core/orders/packedRows';
import type { JsonRecord } from '../../src/values/jsonRecord';

function kept(rows: readonly JsonRecord[]): JsonRecord[] {
	const store = new PackedRows();
	store.addAll(rows);
	return rows.map((_, at) => store.at(at));
}

/** What the rows have, read field by field. */
function valuesOf(rows: readonly JsonRecord[]): JsonRecord[] {
	const store = new PackedRows();
	store.addAll(rows);
	return rows.map((row, at) =>
		Object.fromEntries(Object.keys(row).map((name) => [name, store.value(at, name)])),
	);
}

describe('PackedRows', () => {
	it('gives rows of texts and of JSON back as they came', () => {
		const cell = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom('', '\u0000', '{', '\ud800', '0', '\u0001', '\u00011'),
		);
		const texts = fc.dictionary(fc.string(), cell, { noNullPrototype: true });
		const json = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
		const scalars = fc.oneof(cell, fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
		const flat = fc.dictionary(fc.string(), scalars, { noNullPrototype: true });
		fc.assert(
			fc.property(fc.array(fc.oneof(texts, flat, json)), (rows) => {
				expect(kept(rows)).toStrictEqual(rows);
				expect(valuesOf(rows)).toStrictEqual(rows);
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

	it('gives columns that are read again as the rows have them, also of a row put in the place of another', () => {
		const store = new PackedRows(['kind', 'size']);
		store.addAll([
			{ kind: 'Tea', size: '1' },
			{ kind: '', size: 2 },
			{ kind: 'Cup', size: '3' },
		]);
		store.set(2, { kind: ['Cup', 'Tea'] });
		expect([0, 1, 2].map((at) => store.value(at, 'kind'))).toEqual([
			'Tea',
			undefined,
			['Cup', 'Tea'],
		]);
		expect([0, 1, 2].map((at) => store.value(at, 'size'))).toEqual(['1', 2, undefined]);
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
		expect(store.value(1, 'a')).toBeUndefined();
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
