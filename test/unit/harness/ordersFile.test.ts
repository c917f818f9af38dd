import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { orderSettings } from '../../../harness/data/orderSettings';
import { readOrdersFile } from '../../../harness/data/ordersFile';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'orders-file-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

const rows = [{ email: 'jo@example.com', name: 'Jörg', total: '10' }];
const csv = 'email,name,total\njo@example.com,Jörg,10\n';
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('readOrdersFile', () => {
	it.each<[string, string | Buffer, string]>([
		['plain.csv', csv, 'utf-8'],
		['bom.csv', `\ufeff${csv}`, 'utf-8'],
		['windows.csv', Buffer.from(csv, 'latin1'), 'windows-1252'],
		['excel.csv', utf16(csv), 'utf-16le'],
		['big-endian.csv', utf16(csv).swap16(), 'utf-16be'],
		['semicolons.csv', csv.replaceAll(',', ';'), 'utf-8'],
		['tabs.tsv', csv.replaceAll(',', '\t'), 'utf-8'],
		['mac.csv', csv.replaceAll('\n', '\r'), 'utf-8'],
		['dos.csv', csv.replaceAll('\n', '\r\n'), 'utf-8'],
		['packed.csv.gz', gzipSync(csv), 'utf-8'],
		['list.json', JSON.stringify(rows), 'utf-8'],
		['one.json', JSON.stringify(rows[0]), 'utf-8'],
		['lines.jsonl', `${JSON.stringify(rows[0])}\n\n`, 'utf-8'],
	])('reads %s', async (name, content, encoding) => {
		expect(await readOrdersFile(file(name, content))).toEqual({
			rows,
			faults: [],
			encoding,
		});
	});

	it('finds a byte that is no UTF-8 at the end of a long file', async () => {
		const lines = 'a,b\n' + 'x,y\n'.repeat(260_000);
		const bytes = Buffer.concat([Buffer.from(lines), Buffer.from('é,z\n', 'latin1')]);
		const seen: number[] = [];
		const read = await readOrdersFile(file('late.csv', bytes), (count) => seen.push(count));
		expect(read.encoding).toBe('windows-1252');
		expect(read.rows.at(-1)).toEqual({ a: 'é', b: 'z' });
		expect(seen).toEqual([250_000]);
	}, 120_000);
});

describe('orderSettings', () => {
	const now = Date.UTC(2026, 5, 30, 12);
	const settings = (given: object, ...orders: Array<Record<string, unknown>>) =>
		orderSettings(orders, { fields: {}, ...given }, now);
	const order = (day: string, total = '10.00') => ({
		email: 'jo@example.com',
		order_date: day,
		total,
	});

	it('measures against the day of the last order, whatever lies in the future', () => {
		const found = settings({}, order('2026-01-05'), order('2026-03-05'), order('2099-01-01'));
		expect(found.parameters).toEqual({ asOf: '2026-03-05' });
		expect(found.lines).toEqual(['Source: Automatic', 'As Of: 2026-03-05']);
	});

	it('finds out that amounts have a decimal comma', () => {
		const found = settings({}, order('2026-01-05', '10,00'), order('2026-03-05', '1.020,50'));
		expect(found.parameters).toMatchObject({ options: { numberLocale: 'de-DE' } });
		expect(found.lines).toContain('Options > Number Format: de-DE');
	});

	it('prefers options that are set to guesses', () => {
		const row = { ...order('2026-01-05'), paid: '7.00' };
		const found = settings({ fields: { amount: 'paid' }, rowsAre: 'orderLines' }, row);
		expect(found.parameters).toMatchObject({
			source: 'custom',
			fields: { amount: 'paid', orderDate: 'order_date', email: 'email' },
			options: { rowsAre: 'orderLines' },
		});
		expect(found.lines).toContain('Order Fields > Amount: paid');
	});

	it.each([
		[
			{ fields: { amount: 'sum' } },
			/no column "sum" for Amount\. The file has: email, order_date, total/,
		],
		[{ source: 'shopfy' }, /"source" needs one of/],
		[{ timeZone: 'Berlin' }, /"timeZone" needs/],
	])('refuses %j', (given, message) => {
		expect(() => settings(given, order('2026-01-05'))).toThrow(message);
	});

	it('sets no reference date where no date can be read', () => {
		expect(settings({}, { email: 'jo@example.com' }).parameters).toEqual({});
	});
});
