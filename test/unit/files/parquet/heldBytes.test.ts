import fc from 'fast-check';
import { HeldBytes } from '../../../../src/files/parquet/heldBytes';

describe('HeldBytes', () => {
	it('gives any part of the bytes, however they came in', () => {
		const chunksAndPart = fc
			.array(fc.uint8Array({ maxLength: 6 }), { minLength: 1 })
			.chain((chunks) => {
				const end = chunks.reduce((sum, { length }) => sum + length, 0);
				const place = fc.integer({ min: 0, max: end });
				return fc.tuple(fc.constant(chunks), place, place);
			});
		fc.assert(
			fc.property(chunksAndPart, ([chunks, one, other]) => {
				const held = new HeldBytes();
				for (const chunk of chunks) held.add(chunk);
				const [start, end] = [Math.min(one, other), Math.max(one, other)];
				expect([...held.slice(start, end)]).toEqual([
					...Buffer.concat(chunks).subarray(start, end),
				]);
			}),
		);
	});

	it.each([
		[-1, 1],
		[2, 1],
		[0, 4],
		[NaN, 1],
	])('refuses the part from %d to %d of three bytes', (start, end) => {
		const held = new HeldBytes();
		held.add(Buffer.from('abc'));
		expect(() => held.slice(start, end)).toThrow(RangeError);
	});
});
