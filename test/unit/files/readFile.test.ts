import { gzipSync } from 'node:zlib';
import { readBytes } from '../../support/readBytes';

const csv = 'id,name\n1,Jörg\n';
const rows = [{ id: '1', name: 'Jörg' }];

describe('readFile', () => {
	it('reads gzip, also of several parts, with any file name', async () => {
		const parts = Buffer.concat([gzipSync('id,name\n'), gzipSync('1,Jörg\n')]);
		for (const bytes of [gzipSync(csv), parts]) {
			expect((await readBytes(bytes, { name: 'orders.csv' })).rows).toEqual(rows);
		}
	});

	it.each([20, 30])('refuses gzip that is cut off at %i bytes', async (length) => {
		const bytes = gzipSync(csv).subarray(0, length);
		await expect(readBytes(bytes)).rejects.toThrow('damaged or cut off');
	});

	it('tells JSON from CSV by content, and by file name if the content could be both', async () => {
		const json = JSON.stringify(rows);
		expect((await readBytes(json, { name: 'orders.txt' })).rows).toEqual(rows);
		expect((await readBytes(csv, { name: 'orders.json' })).rows).toEqual(rows);
		expect((await readBytes('[id],[name]\n1,Jörg\n', { name: 'a.csv' })).rows).toEqual([
			{ '[id]': '1', '[name]': 'Jörg' },
		]);
	});

	it.each<[string, Buffer | string, string]>([
		['a workbook', Buffer.from('PK\u0003\u0004 and more'), 'Excel workbook'],
		['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]), 'old Excel workbook'],
		['a PDF', '%PDF-1.7 and more', 'PDF'],
		['a web page', '\n<!DOCTYPE html><html></html>', 'web page'],
		['XML', '<?xml version="1.0"?><orders/>', 'XML'],
		['CSV with a quote that stays open', 'id,name\n1,"2\n3,4\n', 'opens in line 2'],
	])('refuses %s and says what it is', async (_what, content, message) => {
		await expect(readBytes(content, { name: 'orders' })).rejects.toThrow(message);
	});

	it.each(['', ' \n', 'id,name\n'])('finds no rows in %j', async (content) => {
		expect(await readBytes(content)).toMatchObject({ rows: [], faults: [] });
	});

	it('stops reading when the consumer stops', async () => {
		const { readFile } = await import('../../../src/files/readFile');
		let isClosed = false;
		async function* endless() {
			try {
				yield Buffer.from('id,name\n');
				for (;;) yield Buffer.from('1,a\n'.repeat(20_000));
			} finally {
				isClosed = true;
			}
		}
		for await (const { rows: some } of readFile({ name: 'a.csv', chunks: endless() })) {
			expect(some.length).toBeGreaterThan(0);
			break;
		}
		expect(isClosed).toBe(true);
	});
});
