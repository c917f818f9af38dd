import fc from 'fast-check';
import { element, escapeText, fragment } from '../../../src/report/page/markup';

describe('element', () => {
	it('escapes text and attributes, and leaves markup as it is', () => {
		const inner = element('b', { title: '"<' }, '1 < 2 & 3');
		expect(element('p', {}, inner, 7, null, undefined, ['a', "'b'"]).text).toBe(
			'<p><b title="&quot;&lt;">1 &lt; 2 &amp; 3</b>7a&#39;b&#39;</p>',
		);
	});

	it('leaves out attributes that are undefined, and writes empty elements without an end', () => {
		expect(element('img', { src: 'x', alt: undefined, width: 0 }).text).toBe(
			'<img src="x" width="0">',
		);
		expect(fragment().text).toBe('');
	});
});

describe('escapeText', () => {
	it('leaves nothing of any text that opens a tag, an attribute or an entity', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const escaped = escapeText(text);
				expect(escaped).not.toMatch(/[<>"']/);
				expect(escaped).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/);
			}),
		);
	});

	it('drops control characters and marks that turn the direction, and replaces lone surrogates', () => {
		expect(escapeText('a\u0000\u001b\u202eb\u2066\ud800c\n👍')).toBe('ab\ufffdc\n👍');
	});
});
