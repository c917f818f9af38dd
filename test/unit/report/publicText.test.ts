import { publicText, versionText } from '../../../src/report/publicText';

describe('publicText', () => {
	it.each([
		['Gold', 'Gold'],
		[' Coffee & Tea ', 'Coffee & Tea'],
		[7, '7'],
		[null, ''],
		[{ a: 1 }, ''],
		[NaN, ''],
		['of anna.lee+x@example.com', 'of …'],
		['call +49 (171) 555-0199 now', 'call … now'],
		['2026-05', '2026-05'],
		['e73576cbb1af', 'e73576cbb1af'],
	])('turns %p into %p', (value, text) => {
		expect(publicText(value)).toBe(text);
	});

	it('cuts a long name to 60 characters, none of them in half', () => {
		expect([...publicText('👍'.repeat(90))]).toHaveLength(60);
	});
});

describe('versionText', () => {
	it('leaves a version of digits alone, and reads anything else as a name', () => {
		expect(versionText('123456789012')).toBe('123456789012');
		expect(versionText('+49 171 5550199')).toBe('…');
	});
});
