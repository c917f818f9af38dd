// Compute RFM as the statement of Customer Value SQL, beside the plain RFM SQL that people paste, on DuckDB and PostgreSQL,
// and beside Compute RFM on the same orders as items.
//   npm run bench -- warehouse [100000,1000000]
import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { writeOrders } from '../harness/data/writeOrders';
import { postgresPrograms, startPostgres } from '../harness/process/postgres';
import { computeRfm } from '../src/core/rfm/computeRfm';
import { rfmOptions } from '../src/core/rfm/options';
import { readFile } from '../src/files/readFile';
import type { JsonRecord } from '../src/values/jsonRecord';
import { type DialectName, dialects } from '../src/warehouse/dialects/dialects';
import { warehouseOptions } from '../src/warehouse/options';
import { writeStatement } from '../src/warehouse/writeStatement';

const asOf = '2026-01-31';
const host = { timeZone: 'UTC', now: 0 };
/** Sizes above these would take longer than anybody waits, or more memory than items have. */
const largest = { duckDb: Infinity, postgres: 1_000_000, items: 1_000_000 } as const;

/** One contender on one engine, in a process of its own. */
interface Run {
	readonly customers: number;
	readonly seconds: number;
	/** Of this process; undefined where the engine runs in another. */
	readonly processorSeconds?: number;
	readonly peakMb?: number;
}

/** RFM as it is pasted: no refunds, no guests, no versions, no currencies, no time zone, ties split at random. */
const plain = `with customers as (
	select "customerId", max("orderDate") as latest, count(*) as frequency, sum(amount) as monetary
	from orders where status <> 'cancelled' and "orderDate" <= timestamp '${asOf} 23:59:59' group by 1
)
select *, ntile(5) over (order by latest) as r, ntile(5) over (order by frequency) as f, ntile(5) over (order by monetary) as m
from customers`;

function statement(dialect: DialectName): string {
	const columns = ['orderId', 'orderDate', 'amount', 'customerId', 'email', 'status', 'currency'];
	const more = ['discount', 'refund', 'category'];
	const fields = Object.fromEntries([...columns, ...more].map((name) => [name, name]));
	const options = { dialect, asOf, fields, baseCurrency: 'USD', dateColumns: 'utcTime' };
	return writeStatement(warehouseOptions.parse(options), host).sql;
}

const queries = { plain: () => plain, statement } as const;
type Query = keyof typeof queries;

async function duckDb(query: Query, file: string): Promise<Run> {
	const folder = await mkdtemp(join(tmpdir(), 'customer-value-bench-'));
	const instance = await DuckDBInstance.create(join(folder, 'orders.duckdb'), {
		threads: '2',
		memory_limit: '6GB',
	});
	const connection = await instance.connect();
	await connection.run(
		`create table orders as select * replace (cast("orderDate" as timestamp) as "orderDate", cast(amount as decimal(12, 2)) as amount) from read_csv('${file}')`,
	);
	const before = process.cpuUsage();
	const start = performance.now();
	await connection.run(`create temp table customers as ${queries[query]('duckDb')}`);
	const seconds = (performance.now() - start) / 1000;
	const { user, system } = process.cpuUsage(before);
	const [[count]] = await (
		await connection.runAndReadAll('select count(*) from customers')
	).getRowsJson();
	instance.closeSync();
	await rm(folder, { recursive: true });
	const peakMb = process.resourceUsage().maxRSS / 1e3;
	return { customers: Number(count), seconds, processorSeconds: (user + system) / 1e6, peakMb };
}

async function postgres(query: Query, file: string): Promise<Run> {
	const server = await startPostgres(postgresPrograms() ?? '');
	try {
		await server.execute(`CREATE TABLE orders ("orderId" text, "customerId" text, email text, "orderDate" timestamp,
			amount numeric(12, 2), currency text, status text, discount numeric(12, 2), refund numeric(12, 2), category text);
COPY orders FROM '${file}' WITH (FORMAT csv, HEADER);
ANALYZE orders`);
		const { prelude } = dialects.postgres;
		const sql = queries[query]('postgres').replace(prelude, '');
		const start = performance.now();
		await server.execute(`BEGIN;\n${prelude}CREATE TABLE customers AS ${sql};\nCOMMIT`);
		const seconds = (performance.now() - start) / 1000;
		const [{ count }] = await server.query('SELECT count(*) FROM customers');
		return { customers: Number(count), seconds };
	} finally {
		await server.stop();
	}
}

async function items(_query: Query, file: string): Promise<Run> {
	const orders: JsonRecord[] = [];
	for await (const { rows } of readFile({ name: file, chunks: createReadStream(file) }))
		for (const row of rows) orders.push(row);
	const options = rfmOptions.parse({
		source: 'custom',
		asOf,
		timeZone: 'UTC',
		baseCurrency: 'USD',
	});
	const before = process.cpuUsage();
	const start = performance.now();
	const { customers } = computeRfm(orders, options, host);
	const { user, system } = process.cpuUsage(before);
	return {
		customers: customers.length,
		seconds: (performance.now() - start) / 1000,
		processorSeconds: (user + system) / 1e6,
		peakMb: process.resourceUsage().maxRSS / 1e3,
	};
}

const engines = { duckDb, postgres, items } as const;
type Engine = keyof typeof engines;

const contenders: ReadonlyArray<readonly [string, Engine, Query]> = [
	['DuckDB, plain SQL', 'duckDb', 'plain'],
	['DuckDB, statement', 'duckDb', 'statement'],
	['PostgreSQL, plain SQL', 'postgres', 'plain'],
	['PostgreSQL, statement', 'postgres', 'statement'],
	['Compute RFM, items', 'items', 'plain'],
];

function print(name: string, orders: number, run: Run): void {
	const numbers = [
		`${run.seconds.toFixed(1).padStart(7)} s`,
		run.processorSeconds === undefined
			? ''
			: `${run.processorSeconds.toFixed(1)} processor s, ${((run.processorSeconds * 1e6) / orders).toFixed(1)} µs an order`,
		run.peakMb === undefined ? '' : `process ${run.peakMb.toFixed(0)} MB`,
		`${run.customers.toLocaleString('en-US')} customers`,
	].filter((text) => text !== '');
	console.log(`  ${name.padEnd(22)} ${numbers.join('   ')}`);
}

const [what = '100000,1000000', query = '', path = ''] = process.argv.slice(2);
if (what in engines) {
	console.log(JSON.stringify(await engines[what as Engine](query as Query, path)));
} else {
	const hasPostgres = postgresPrograms() !== undefined;
	if (!hasPostgres) console.log('PostgreSQL is not on this machine: left out.');
	for (const orders of what.split(',').map(Number)) {
		const file = join(tmpdir(), `customer-value-orders-${orders}.csv`);
		await writeOrders(file, orders);
		console.log(`${orders.toLocaleString('en-US')} orders`);
		for (const [name, engine, of] of contenders) {
			if (orders > largest[engine] || (engine === 'postgres' && !hasPostgres)) continue;
			const args = ['--max-old-space-size=8192', process.argv[1], engine, of, file];
			const run = execFileSync(process.execPath, args, { encoding: 'utf8' });
			print(name, orders, JSON.parse(run) as Run);
		}
	}
}
