import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Row = Record<string, unknown>;

/** The rows that a query gives in DuckDB, over a table `orders` of rows whose `orderDate` is a text. */
export async function rowsOfDuckDb(orders: readonly Row[], sql: string): Promise<Row[]> {
	const folder = await mkdtemp(join(tmpdir(), 'customer-value-duckdb-'));
	const file = join(folder, 'orders.json');
	const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
	try {
		await writeFile(file, JSON.stringify(orders));
		const connection = await instance.connect();
		await connection.run(
			`CREATE TABLE orders AS SELECT * REPLACE (CAST("orderDate" AS TIMESTAMPTZ) AS "orderDate") FROM read_json('${file}', sample_size = -1)`,
		);
		return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Row[];
	} finally {
		instance.closeSync();
		await rm(folder, { recursive: true, force: true });
	}
}
