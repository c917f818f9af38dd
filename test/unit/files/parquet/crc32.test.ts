import { crc32 } from '../../../../src/files/parquet/crc32';

describe('crc32', () => {
	it.each([
		['', 0],
		['123456789', 0xcbf43926],
		['The quick brown fox jumps over the lazy dog', 0x414fa339],
	])('of %j is the published value', (text, expected) => {
		expect(crc32(Buffer.from(text)) >>> 0).toBe(expected);
	});
});
