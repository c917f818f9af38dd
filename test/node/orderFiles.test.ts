import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { runSingle } from '../support/singleNode';

/** An item with files, as n8n hands them on where binary data stays in memory. */
function carrying(
	...files: Array<readonly [field: string, content: string | Buffer, name?: string]>
) {
	const binary = Object.fromEntries(
		files.map(([field, content, fileName = 'orders.csv']) => [
			field,
			{ data: Buffer.from(content).toString('base64'), mimeType: 'text/csv', fileName },
		]),
	);
	return { json: {}, binary } satisfies INodeExecutionData;
}

const run = (items: INodeExecutionData[], parameters: IDataObject = {}) =>
	runSingle('computeRfm', { asOf: '2026-01-31', ordersAs: 'file', ...parameters }, items);
const asItems = (rows: IDataObject[], parameters: IDataObject = {}) =>
	runSingle(
		'computeRfm',
		{ asOf: '2026-01-31', ...parameters },
		rows.map((json) => ({ json })),
	);

const shop = sampleRows(
	sampleShopOptions.parse({ what: 'orders', customers: 300, asOf: '2026-01-31', timeZone: 'UTC' }),
);
const csv = stringify(shop, {
	header: true,
	columns: [...new Set(shop.flatMap((row) => Object.keys(row)))],
	cast: { boolean: String },
});
/** The same orders as DuckDB writes them, with typed columns. */
async function parquetOf(table: string): Promise<Buffer> {
	const folder = mkdtempSync(join(tmpdir(), 'customer-value-parquet-'));
	const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
	try {
		writeFileSync(join(folder, 'orders.csv'), table);
		const connection = await instance.connect();
		await connection.run(
			`copy (from read_csv('${folder}/orders.csv')) to '${folder}/orders.parquet' (format parquet)`,
		);
		return readFileSync(join(folder, 'orders.parquet'));
	} finally {
		instance.closeSync();
		rmSync(folder, { recursive: true });
	}
}
const small = 'orderId,customerId,orderDate,amount\n1,a,2026-01-05,10\n2,b,2026-01-06,20\n';

describe('Compute RFM on files', () => {
	it.each<[string, string | Buffer, string]>([
		['CSV', csv, 'orders.csv'],
		['gzip', gzipSync(csv), 'orders.csv.gz'],
		['JSON', JSON.stringify(parse(csv, { columns: true })), 'orders.json'],
	])('returns from %s the same as from items', async (_what, content, name) => {
		const file = await run([carrying(['data', content, name])]);
		const items = await asItems(parse(csv, { columns: true }) as IDataObject[]);
		expect(file.rows('Node', 0).length).toBeGreaterThan(100);
		for (const output of [0, 1, 2, 3]) {
			expect(file.rows('Node', output)).toEqual(items.rows('Node', output));
		}
	});

	it('gives from Parquet with typed columns the same customers', async () => {
		const file = await run([carrying(['data', await parquetOf(csv), 'orders.parquet'])]);
		const items = await asItems(parse(csv, { columns: true }) as IDataObject[]);
		expect(file.rows('Node', 0).length).toBeGreaterThan(100);
		expect(file.rows('Node', 0)).toEqual(items.rows('Node', 0));
	});

	it('reads several files of several items as one set of orders, paired to their items', async () => {
		const second = 'Order Date,Amount,Customer ID\n2026-01-07,30,a\n2026-01-08,5,c\n';
		const { items, rows } = await run(
			[
				carrying(
					['data', small],
					[
						'more',
						second
							.replaceAll('Order Date', 'orderDate')
							.replace('Amount', 'amount')
							.replace('Customer ID', 'customerId'),
					],
				),
				carrying([
					'more',
					'orderId,customerId,orderDate,amount\n9,d,2026-01-09,1\nx,,2026-01-09,1\n',
				]),
			],
			{ binaryFields: 'data, more' },
		);
		expect(
			rows('Node').map(({ customerId, monetaryTotal }) => [customerId, monetaryTotal]),
		).toEqual([
			['a', 40],
			['b', 20],
			['c', 5],
			['d', 1],
		]);
		expect(items('Node').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
			{ item: 0 },
			{ item: 1 },
		]);
		expect(items('Node', 1)).toMatchObject([
			{ json: { setAsideReason: 'missingIdentity', orderId: 'x' }, pairedItem: { item: 1 } },
		]);
	});

	it('pairs a customer to all files with its orders, once each', async () => {
		const { items } = await run(
			[carrying(['data', small]), carrying(['data', small.replace('1,a', '3,a')])],
			{
				options: { pairAllOrders: true },
			},
		);
		expect(items('Node')[0].pairedItem).toEqual([{ item: 1 }, { item: 0 }]);
	});

	it('sets aside lines that are not orders, with file and line', async () => {
		const { rows } = await run([carrying(['data', `${small}3,c,2026-01-07\nTotal,,,30\n`])]);
		expect(rows('Node', 1)).toMatchObject([
			{ setAsideReason: 'raggedRow', fileName: 'orders.csv', fileLine: 4, orderId: '3' },
			{ setAsideReason: 'totalRow', fileName: 'orders.csv', fileLine: 5 },
		]);
		expect(rows('Node', 2)[0]).toMatchObject({ rowsIn: 4, rowsUsed: 2, rowsSetAside: 2 });
	});

	it('reads a shop’s export in which further rows continue an order', async () => {
		const export_ =
			'Name,Email,Financial Status,Paid at,Total,Currency,Created at,Lineitem name\n' +
			'#1,jo@example.com,paid,2026-01-05 10:00:00 +0000,30.00,USD,2026-01-05 10:00:00 +0000,Tea\n' +
			'#1,jo@example.com,,,,,2026-01-05 10:00:00 +0000,Cup\n';
		const { rows, hints } = await run([carrying(['data', export_])]);
		expect(rows('Node')).toMatchObject([
			{ email: 'jo@example.com', monetaryTotal: 30, orderCount: 1 },
		]);
		expect(hints('Node').join()).toContain('Shopify (Orders CSV)');
	});

	it('says what it detected about a file', async () => {
		const text = `Orders\n${small.replace('amount', 'amount,Name,Name').replaceAll(/0$/gm, '0,é,x')}`;
		const { hints } = await run([carrying(['data', Buffer.from(text, 'latin1')])]);
		expect(hints('Node')).toEqual(
			expect.arrayContaining([
				expect.stringContaining('was read as Windows-1252'),
				expect.stringContaining('taken from line 2'),
				expect.stringContaining('"Name 2"'),
			]),
		);
	});

	it('refuses a file without the columns of orders, and lists its columns and likely candidates', async () => {
		const { error } = await run([
			carrying(['data', 'Nr,Bestelldatum,Betrag,Kunde\n1,05.01.2026,"10,00",a\n']),
		]);
		expect(error?.message).toMatch(
			/^"Order Fields" needs a column for Order Date, Amount, Customer ID in orders\.csv\. .*Order Date may be "Bestelldatum".*Amount may be "Betrag".*Customer ID may be "Kunde".*The file has the columns "Nr", "Bestelldatum", "Betrag", "Kunde"\.$/,
		);
	});

	it('reads such a file after its columns are named', async () => {
		const { rows } = await run(
			[carrying(['data', 'Nr;Bestelldatum;Betrag;Kunde\n1;05.01.2026;1.010,50;a\n'])],
			{
				source: 'custom',
				fields: { orderId: 'Nr', orderDate: 'Bestelldatum', amount: 'Betrag', customerId: 'Kunde' },
				options: { numberLocale: 'de-DE', dateFormat: 'dayFirst' },
			},
		);
		expect(rows('Node')).toMatchObject([{ customerId: 'a', monetaryTotal: 1010.5 }]);
	});

	it('refuses a second file whose columns differ from those of the first', async () => {
		const { error } = await run([
			carrying(['data', small]),
			carrying(['data', 'a,b,c\n1,2,3\n', 'other.csv']),
		]);
		expect(error?.message).toContain('in other.csv');
	});

	it('refuses an item without the named file, and lists the files it has', async () => {
		const { error } = await run([carrying(['data', small]), carrying(['attachment', small])]);
		expect(error?.message).toMatch(
			/^"Input Binary Fields" needs the name of a binary field of item 1, which has "attachment", but got "data"/,
		);
	});

	it.each<[string, string | Buffer, RegExp]>([
		['a workbook', 'PK\u0003\u0004 and more', /"orders.csv" can't be read: it is a ZIP archive/],
		['JSON that ends early', '[{"orderId":1}', /ends early/],
		['Parquet that ends early', 'PAR1 and more', /its Parquet data is damaged, cut off/],
	])('refuses %s', async (_what, content, message) => {
		const name = typeof content === 'string' && content.startsWith('[') ? 'orders.json' : undefined;
		const { error } = await run([carrying(['data', content, name])]);
		expect(error?.message).toMatch(message);
	});

	it('warns of a file without rows', async () => {
		const { hints, rows } = await run([carrying(['data', ''])]);
		expect(rows('Node')).toEqual([]);
		expect(hints('Node')).toContain('"orders.csv" has no rows.');
	});

	it('names the setting if items that carry files are read as orders', async () => {
		const { hints } = await run([carrying(['data', small])], { ordersAs: 'items' });
		expect(hints('Node')[0]).toContain('set "Orders Come As" to File');
	});
});
