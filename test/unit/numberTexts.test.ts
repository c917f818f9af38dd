import { NumberTexts } from '../../src/core/customers/numberTexts';

describe('NumberTexts', () => {
	it('makes the text of a number once', () => {
		let made = 0;
		const texts = new NumberTexts((number) => `${number} (${++made})`);
		expect([texts.of(3), texts.of(3), texts.of(0), texts.of(3)]).toEqual([
			'3 (1)',
			'3 (1)',
			'0 (2)',
			'3 (1)',
		]);
	});

	it.each([-1, 5, 1e9])('has a text for %d, which it does not keep', (number) => {
		expect(new NumberTexts(String, 5).of(number)).toBe(String(number));
	});
});
