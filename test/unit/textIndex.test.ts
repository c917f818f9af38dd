import { TextIndex } from '../../src/core/orders/textIndex';

describe('TextIndex', () => {
	it('numbers texts in the order they first come', () => {
		const index = new TextIndex();
		expect(['b', 'a', 'b', 'c'].map((text) => index.add(text))).toEqual([0, 1, 0, 2]);
		expect(index.texts).toEqual(['b', 'a', 'c']);
	});

	it('finds what was added and nothing else', () => {
		const index = new TextIndex();
		index.add('a');
		expect(index.find('a')).toBe(0);
		expect(index.find('b')).toBe(-1);
		expect(index.find('b')).toBe(-1);
		expect(index.texts).toEqual(['a']);
	});

	it('agrees with a Map on texts of all kinds, however many', () => {
		const index = new TextIndex(4);
		const map = new Map<string, number>();
		const special = [
			'',
			'__proto__',
			'constructor',
			'😀',
			'😀😀',
			'x'.repeat(10_000),
			'a b',
			'a\u0000b',
		];
		const texts = [
			...special,
			...Array.from({ length: 20_000 }, (_, i) => `id${(i * 7919) % 9000}`),
		];
		for (const text of texts) {
			if (!map.has(text)) map.set(text, map.size);
			expect(index.add(text)).toBe(map.get(text));
		}
		expect(index.texts).toEqual([...map.keys()]);
		for (const [text, number] of map) expect(index.find(text)).toBe(number);
	});
});
