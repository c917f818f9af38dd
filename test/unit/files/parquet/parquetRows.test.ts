import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { UnreadableFileError } from '../../../../src/files/fileRows';
import { readBytes } from '../../../support/readBytes';

const folder = mkdtempSync(join(tmpdir(), 'customer-value-parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The bytes of a file that DuckDB writes of a query. */
async function written(query: string, options = ''): Promise<Buffer> {
	const path = join(folder, 'orders.parquet');
	const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
	try {
		const connection = await instance.connect();
		await connection.run(`set timezone = 'UTC'`);
		await connection.run(`copy (${query}) to '${path}' (format parquet ${options})`);
	} finally {
		instance.closeSync();
	}
	return readFileSync(path);
}

/** Files that pandas 3.1.1 and pyarrow 26.0.1 wrote. */
const stored = (name: string): Buffer => readFileSync(join(__dirname, 'data', `${name}.parquet`));
const read = async (bytes: Buffer) => await readBytes(bytes, { name: 'orders', size: 1000 });

describe('Parquet', () => {
	it('is read as DuckDB wrote it', async () => {
		const bytes = await written(`select
			1 as "orderId", 'a' as "customerId", 19.99::decimal(12, 2) as amount, 0.1::double as refund,
			timestamp '2026-01-05 10:00:00' as "orderDate", timestamptz '2026-01-05 10:00:00+02' as "updatedAt",
			date '2026-01-06' as "refundedAt", true as "isTest", null::varchar as email,
			[{'title': 'Tea'}, {'title': 'Cup'}] as lines, {'id': 7::bigint} as customer, [1.5, 2.5]::decimal(4, 1)[] as parts,
			12345678901234567890::hugeint as huge, 9007199254740993::bigint as large, uuid '0f0e0d0c-0b0a-0908-0706-050403020100' as token,
			map {'k': 'v'} as named`);
		const { rows, found } = await read(bytes);
		expect(found).toMatchObject({ format: 'parquet', notRead: [] });
		expect(rows).toEqual([
			{
				orderId: 1,
				customerId: 'a',
				amount: 19.99,
				refund: 0.1,
				orderDate: '2026-01-05T10:00:00',
				updatedAt: '2026-01-05T08:00:00Z',
				refundedAt: '2026-01-06',
				isTest: true,
				email: null,
				lines: [{ title: 'Tea' }, { title: 'Cup' }],
				customer: { id: 7 },
				parts: [1.5, 2.5],
				// DuckDB stores it as a double.
				huge: 12_345_678_901_234_567_000,
				large: '9007199254740993',
				token: '0f0e0d0c-0b0a-0908-0706-050403020100',
				named: { k: 'v' },
			},
		]);
	});

	it.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'lz4_raw'])(
		'in several row groups with %s gives every row, in order',
		async (codec) => {
			const count = 12_000;
			const bytes = await written(
				`select range::bigint as id, 'c' || (range * 7919 % 5000) as customer, case when range % 3 = 0 then null else range / 4 end as amount from range(${count}) order by range`,
				`, compression ${codec}, row_group_size 4096`,
			);
			const { rows } = await readBytes(bytes, { name: 'orders.parquet', size: 65_536 });
			expect(rows).toHaveLength(count);
			const expected = Array.from({ length: count }, (_, id) => ({
				id,
				customer: `c${(id * 7919) % 5000}`,
				amount: id % 3 === 0 ? null : id / 4,
			}));
			expect(rows).toEqual(expected);
		},
	);

	it('of pandas has its types, and nulls for what pandas lacks', async () => {
		const { rows } = await read(stored('pandas'));
		expect(rows).toHaveLength(4);
		expect(rows.slice(0, 2)).toEqual([
			{
				orderId: 1001,
				customerId: 'a',
				email: 'a@example.com',
				orderDate: '2026-01-05T10:00:00',
				amount: 19.99,
				refund: null,
				isTest: false,
			},
			{
				orderId: 1002,
				customerId: 'b',
				email: null,
				orderDate: '2026-01-06T23:30:00.123456',
				amount: 0.1 + 0.2,
				refund: 0.1,
				isTest: false,
			},
		]);
		expect(rows[3].email).toBe('jörg@example.com');
	});

	it('of pyarrow has exact decimals and long IDs, times with and without a zone, lists and columns inside', async () => {
		const { rows, found } = await read(stored('pyarrow'));
		expect(found.notRead).toEqual(['bytes']);
		expect(rows).toEqual([
			{
				orderId: '12345678901234567890123',
				customerId: '9007199254740993',
				at: '2026-01-05T10:00:00.5Z',
				local: '2026-01-05T10:00:00',
				day: '2026-01-05',
				clock: '10:00:00',
				amount: 19.99,
				rate: 1.234,
				single: 19.99,
				ok: true,
				small: 255,
				large: '18446744073709551615',
				lines: [
					{ title: 'Tea', price: 1.5 },
					{ title: 'Cup', price: null },
				],
				customer: { id: 1, since: '2020-01-01' },
				nothing: null,
			},
			{
				orderId: 2,
				customerId: 2,
				at: '1969-12-31T23:59:59Z',
				local: '2026-07-05T10:00:00',
				day: '2024-02-29',
				clock: '23:59:59.000005',
				amount: -0.05,
				rate: '0.123456789012345678',
				single: 0.1,
				ok: false,
				small: 0,
				large: 7,
				lines: [],
				customer: { id: null, since: null },
				nothing: null,
			},
			{ ...nulls, orderId: 3 },
		]);
	});

	it.each(['gzip', 'lz4', 'zstd'])('of pyarrow compressed with %s is read', async (codec) => {
		const { rows } = await read(stored(codec));
		expect(rows).toHaveLength(300);
		expect(rows[299]).toEqual({ orderId: 299, customerId: 'c19' });
	});

	it('reads the 96-bit timestamps of older writers as instants', async () => {
		expect((await read(stored('int96'))).rows).toEqual([{ at: '2026-01-05T10:00:00Z' }]);
	});

	it('is read out of gzip, and whatever the file is called', async () => {
		const { rows } = await readBytes(gzipSync(stored('pandas')), {
			name: 'orders.csv',
			size: 1000,
		});
		expect(rows).toHaveLength(4);
	});

	it('with a column that JavaScript takes for a prototype keeps its values', async () => {
		const { rows } = await read(await written(`select 1 as id, 2 as "__proto__"`));
		expect(rows).toEqual([{ id: 1, 'Column 2': 2 }]);
	});

	it('without rows has none', async () => {
		expect((await read(await written('select 1 as id where false'))).rows).toEqual([]);
	});

	it('cut off anywhere is one error', async () => {
		const bytes = stored('pyarrow');
		for (let length = 4; length < bytes.length; length += 197) {
			await expect(read(bytes.subarray(0, length))).rejects.toThrow(
				'its Parquet data is damaged, cut off or encrypted',
			);
		}
	});

	it('with a damaged byte is one error, or the table as far as the byte is not data', async () => {
		const bytes = stored('pyarrow');
		const { rows } = await read(bytes);
		const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
		let errors = 0;
		for (let at = 4; at < bytes.length; at += 29) {
			const damaged = Buffer.from(bytes);
			damaged[at] ^= 0x55;
			const found = await read(damaged).catch((error: unknown) => error);
			if (found instanceof UnreadableFileError) errors++;
			// Pages have checksums; the names of columns in the table of contents have none.
			else if (at < footer) expect([at, (found as { rows: unknown }).rows]).toEqual([at, rows]);
			else expect([at, found]).toEqual([at, expect.objectContaining({ faults: [] })]);
		}
		expect(errors).toBeGreaterThan(bytes.length / 29 / 3);
	});

	it('compressed with Brotli is refused, with what to do', async () => {
		await expect(read(stored('brotli'))).rejects.toThrow(
			'it is compressed with BROTLI. Write it with Snappy, Zstandard or gzip',
		);
	});

	it('by its name alone is refused', async () => {
		await expect(readBytes('id,name\n1,a\n', { name: 'orders.parquet' })).rejects.toThrow(
			'does not begin as a Parquet file does',
		);
	});
});

const nulls = Object.fromEntries(
	'customerId at local day clock amount rate single ok small large lines customer nothing'
		.split(' ')
		.map((name) => [name, null]),
);
