import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { smallerPng } from '../../../harness/n8n/smallerPng';

const width = 40;
const pixel = 3;
/** Rows of a picture with areas and edges, without their filters. */
const rows = Array.from({ length: 25 }, (_row, y) =>
	Array.from({ length: width * pixel }, (_byte, x) => ((x >> 4) * 40 + (y >> 2) * 30 + x) & 255),
);

function chunk(type: string, data: Buffer): Buffer {
	const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const numbers = Buffer.alloc(8);
	numbers.writeUInt32BE(data.length, 0);
	numbers.writeUInt32BE(crc32(content), 4);
	return Buffer.concat([numbers.subarray(0, 4), content, numbers.subarray(4)]);
}

/** The picture with the five filters of the PNG specification in turn, stored without compression. */
function picture(): Buffer {
	const filtered = rows.map((row, y) => {
		const of = (x: number, up: number) => (x < 0 || y < up ? 0 : rows[y - up][x]);
		const bytes = row.map((value, x) => {
			const [a, b, c] = [of(x - pixel, 0), of(x, 1), of(x - pixel, 1)];
			const nearest = [a, b, c].reduce((best, one) =>
				Math.abs(a + b - c - one) < Math.abs(a + b - c - best) ? one : best,
			);
			return value - [0, a, b, (a + b) >> 1, nearest][y % 5];
		});
		return Buffer.from([y % 5, ...bytes]);
	});
	const header = Buffer.from([0, 0, 0, width, 0, 0, 0, rows.length, 8, 2, 0, 0, 0]);
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(Buffer.concat(filtered), { level: 0 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

describe('a smaller PNG', () => {
	const png = picture();
	const smaller = smallerPng(png);

	it('has the same pixels, whatever filter each row had', () => {
		const at = smaller.indexOf('IDAT') + 4;
		const data = smaller.subarray(at, at + smaller.readUInt32BE(at - 8));
		expect(inflateSync(data).equals(Buffer.from(rows.flatMap((row) => [0, ...row])))).toBe(true);
	});

	it('is smaller, and once made stays as it is', () => {
		expect(smaller.length).toBeLessThan(png.length / 2);
		expect(smallerPng(smaller).equals(smaller)).toBe(true);
	});
});
