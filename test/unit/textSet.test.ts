import fc from 'fast-check';
import { TextSet } from '../../src/sync/people/textSet';

describe('TextSet', () => {
	it('agrees with a Set, in any order and for repeated questions', () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(fc.string(), fc.string({ unit: 'binary' }))), (texts) => {
				const ours = new TextSet();
				const theirs = new Set<string>();
				for (const text of [...texts, ...texts]) {
					expect(ours.has(text)).toBe(theirs.has(text));
					expect(ours.add(text)).toBe(!theirs.has(text));
					theirs.add(text);
				}
			}),
		);
	});

	it('keeps texts apart whose hashes are the same, while it grows', () => {
		const set = new TextSet();
		// "Aa" and "BB" have the same hash with factor 31, and so have all texts made of equally many of them.
		const colliding = Array.from({ length: 4096 }, (_, number) =>
			number.toString(2).padStart(12, '0').replace(/0/g, 'Aa').replace(/1/g, 'BB'),
		);
		for (const text of colliding) expect(set.add(text)).toBe(true);
		for (const text of colliding) expect(set.add(text)).toBe(false);
		expect(set.has('AaAa')).toBe(false);
	});

	it('holds the empty text and the names of what every object has', () => {
		const set = new TextSet();
		for (const text of ['', '__proto__', 'constructor']) {
			expect(set.has(text)).toBe(false);
			expect(set.add(text)).toBe(true);
			expect(set.has(text)).toBe(true);
		}
	});
});
