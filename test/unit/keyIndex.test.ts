import { KeyIndex } from '../../src/core/orders/keyIndex';

describe('KeyIndex', () => {
	it('agrees with a Map on texts of all kinds, however many', () => {
		const index = new KeyIndex(4);
		const map = new Map<string, number>();
		const special = [
			'',
			'__proto__',
			'é',
			'日本',
			'😀',
			'x'.repeat(1024),
			'x'.repeat(1025),
			'x'.repeat(1025),
			'a\u0000b',
		];
		const ids = Array.from(
			{ length: 60_000 },
			(_, i) => `${i % 7 === 0 ? '№' : 'id'}${(i * 7919) % 40_000}`,
		);
		for (const text of [...special, ...ids, ...special]) {
			if (!map.has(text)) map.set(text, map.size);
			expect(index.add(text)).toBe(map.get(text));
		}
		expect(index.count).toBe(map.size);
	});

	it('keeps letters of more than one chunk of a megabyte', () => {
		const index = new KeyIndex();
		const texts = Array.from({ length: 3000 }, (_, i) => `${i}-${'y'.repeat(1000)}`);
		for (const [number, text] of texts.entries()) expect(index.add(text)).toBe(number);
		for (const [number, text] of texts.entries()) expect(index.add(text)).toBe(number);
	});
});
