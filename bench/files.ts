// Compute RFM on a CSV file, beside DuckDB's SQL on the same file in the same run. Customers are written as NDJSON by both.
//   npm run bench -- files [100000,1000000]
import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { runSteps } from '../src/values/steps';
import { writeOrders } from '../harness/data/writeOrders';
import { RfmComputation } from '../src/core/rfm/computeRfm';
import { rfmOptions } from '../src/core/rfm/options';
import { readFile } from '../src/files/readFile';
import { rowFormats } from '../src/files/rowFormats';
import { writeRows } from '../src/files/writeRows';

/** The heap that n8n is given, in MiB. */
const heap = 2048;
const asOf = '2026-01-31';

/** One run in a process of its own. */
interface Run {
	readonly customers: number;
	readonly seconds: number;
	readonly cpuSeconds: number;
	readonly heapMb: number;
	readonly peakMb: number;
}

async function computeRfm(path: string): Promise<{ customers: number; heapMb: number }> {
	const options = rfmOptions.parse({ asOf, timeZone: 'UTC' });
	const computation = new RfmComputation(options, { timeZone: 'UTC', now: 0, packsRows: true });
	const chunks = createReadStream(path, { highWaterMark: 1 << 18 });
	let heapMb = 0;
	const look = () => (heapMb = Math.max(heapMb, process.memoryUsage().heapUsed / 1e6));
	for await (const { rows, faults } of readFile({ name: path, chunks })) {
		computation.add(rows);
		computation.refuse(faults);
		look();
	}
	const described = runSteps(computation.describe());
	const rows = function* () {
		for (const { row } of described.oneByOne()) yield row;
	};
	for (const _bytes of writeRows(rows(), rowFormats.file.encoder())) look();
	described.finish();
	look();
	return { customers: described.count, heapMb };
}

async function duckDb(path: string): Promise<{ customers: number; heapMb: number }> {
	const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
	const target = join(tmpdir(), 'customer-value-duckdb.json');
	await connection.run(`
		copy (
			with clean as (
				select *, row_number() over (partition by orderId order by orderDate desc) as version
				from read_csv('${path}')
				where status <> 'cancelled' and orderDate <= timestamp '${asOf} 23:59:59'
			), customers as (
				select customerId, date_diff('day', max(orderDate), timestamp '${asOf}') as recency,
					count(*) as frequency, sum(amount - coalesce(refund, 0)) as monetary
				from clean where version = 1 group by 1
			)
			select *, ntile(5) over (order by recency desc) as r, ntile(5) over (order by frequency) as f,
				ntile(5) over (order by monetary) as m
			from customers
		) to '${target}' (format json)`);
	const [[count]] = await (
		await connection.runAndReadAll(`select count(*) from read_json('${target}')`)
	).getRowsJson();
	return { customers: Number(count), heapMb: process.memoryUsage().heapUsed / 1e6 };
}

const contenders = { computeRfm, duckDb };

const [what = '100000,1000000', path = ''] = process.argv.slice(2);
if (what in contenders) {
	const start = performance.now();
	const result = await contenders[what as keyof typeof contenders](path);
	const { user, system } = process.cpuUsage();
	console.log(
		JSON.stringify({
			...result,
			seconds: (performance.now() - start) / 1000,
			cpuSeconds: (user + system) / 1e6,
			peakMb: process.resourceUsage().maxRSS / 1e3,
		}),
	);
} else {
	for (const orders of what.split(',').map(Number)) {
		const file = join(tmpdir(), `customer-value-orders-${orders}.csv`);
		await writeOrders(file, orders);
		console.log(`${orders.toLocaleString('en-US')} orders, heap of ${heap} MiB`);
		for (const name of Object.keys(contenders)) {
			const args = [`--max-old-space-size=${heap}`, process.argv[1], name, file];
			const run = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Run;
			console.log(
				`  ${name.padEnd(11)} ${run.seconds.toFixed(1).padStart(6)} s  ${run.cpuSeconds.toFixed(1).padStart(6)} processor s  heap ${run.heapMb.toFixed(0)} MB  process ${run.peakMb.toFixed(0)} MB  ${run.customers.toLocaleString('en-US')} customers`,
			);
		}
	}
}
