import { isWellFormed } from '../../src/values/isWellFormed';

describe('isWellFormed', () => {
	it.each([
		['ä😀', true],
		['', true],
		['\ud83d', false],
		['\ude00\ud83d', false],
	])('%j: %s', (text, expected) => {
		expect(isWellFormed(text)).toBe(expected);
		expect(Buffer.from(text).toString() === text).toBe(expected);
	});
});
