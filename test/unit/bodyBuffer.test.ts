import fc from 'fast-check';
import { BodyBuffer } from '../../src/sync/http/bodyBuffer';

describe('BodyBuffer', () => {
	it('holds what was written, in any script, however large it grows, and once more after a cut', () => {
		const pieces = fc.array(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })));
		const buffer = new BodyBuffer();
		fc.assert(
			fc.property(pieces, pieces, (first, second) => {
				buffer.cutTo(0);
				for (const piece of first) buffer.write(piece);
				const end = buffer.length;
				expect(buffer.content().toString()).toBe(first.join(''));
				for (const piece of second) buffer.write(piece);
				expect(buffer.content().toString()).toBe([...first, ...second].join(''));
				buffer.cutTo(end);
				expect(buffer.content().toString()).toBe(first.join(''));
			}),
		);
		buffer.cutTo(0);
		const long = '値'.repeat(100_000);
		buffer.write('a');
		buffer.write(long);
		expect(buffer.content().toString()).toBe(`a${long}`);
	});
});
