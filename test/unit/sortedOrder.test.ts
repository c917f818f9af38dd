import fc from 'fast-check';
import { sortedOrder } from '../../src/core/customers/sortedOrder';

/** Code-unit order, equal texts by index. */
function expected(texts: string[]): number[] {
	return texts
		.map((_, index) => index)
		.sort((a, b) => (texts[a] < texts[b] ? -1 : texts[a] > texts[b] ? 1 : a - b));
}

describe('sortedOrder', () => {
	it.each([
		[[]],
		[['a']],
		[['b', 'a']],
		[['a', 'a', 'a']],
		[['', 'a', '']],
		[['a10', 'a9', 'a1', 'a']],
		[['Z', 'a', 'é', '😀', '\uffff', '\u0000']],
		[['😀b', '😀a', '😀']],
		[['__proto__', 'constructor', '']],
		[[`${'x'.repeat(10_000)}b`, `${'x'.repeat(10_000)}a`, 'x'.repeat(10_000)]],
		[[`a${'x'.repeat(40)}2`, `a${'x'.repeat(40)}1`, 'b']],
	])('sorts %p by code units', (texts: string[]) => {
		expect(Array.from(sortedOrder(texts))).toEqual(expected(texts));
	});

	it('agrees with a comparison sort on any texts', () => {
		const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('c1', 'c10', 'c2', ''));
		fc.assert(
			fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
				expect(Array.from(sortedOrder(texts))).toEqual(expected(texts));
			}),
		);
	});

	it('agrees with a comparison sort on many ids', () => {
		const ids = Array.from({ length: 5000 }, (_, i) => `cus_${(i * 48_271) % 65_537}`);
		expect(Array.from(sortedOrder(ids))).toEqual(expected(ids));
	});
});
