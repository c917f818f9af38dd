// The nodes behind Compute RFM from file to file on disk, each in a process of its own with a heap of 2 GiB.
//   npm run bench -- chain [100000,500000,2000000] [ndjson|csv]
// The customers are those of made orders, repeated under new IDs.
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { loadBuiltNodes } from '../../harness/engine/builtNodes';
import { writeOrders } from '../../harness/data/writeOrders';
import { RfmComputation } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import { readFile } from '../../src/files/readFile';
import { isRowFormat, rowFormats, unionOfKeys } from '../../src/files/rowFormats';
import { writeRows } from '../../src/files/writeRows';
import type { JsonRecord } from '../../src/values/jsonRecord';

/** The heap that n8n is given, in MiB. */
const heap = 2048;
const asOf = '2026-01-31';
const distinctCustomers = 50_000;

const chain = [
	'scoreCustomer',
	'assignTier',
	'churnCheck',
	'predictClv',
	'buildSuppressionList',
] as const;

/** One node's run in a process of its own. */
interface Run {
	readonly rows: number;
	readonly seconds: number;
	readonly cpuSeconds: number;
	readonly heapMb: number;
	readonly peakMb: number;
	readonly longestBlockMs: number;
}

/** Runs a node on a file; its files go into a folder, the customers first. */
async function runNode(name: string, path: string, folder: string, code: string): Promise<number> {
	const parameters: JsonRecord = { options: { customersAs: code } };
	const binary = { data: { data: '', mimeType: '', fileName: path, id: path } };
	const context = {
		getInputData: (input = 0) => (input === 0 ? [{ json: {}, binary }] : []),
		getNode: () => ({ name, type: `package.${name}`, typeVersion: 1, parameters }),
		getNodeParameter: (field: string, _: number, fallback: unknown) =>
			parameters[field] ?? fallback,
		getTimezone: () => 'UTC',
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		getInputSourceData: () => ({ previousNode: 'Other' }),
		getParentNodes: () => [],
		getExecutionCancelSignal: () => undefined,
		continueOnFail: () => false,
		addExecutionHints: () => {},
		logger: { info: () => {} },
		helpers: {
			getBinaryStream: (id: string, size: number) =>
				Promise.resolve(createReadStream(id, { highWaterMark: size })),
			prepareBinaryData: async (content: Readable, fileName: string, mimeType: string) => {
				const id = join(folder, fileName);
				await pipeline(content, createWriteStream(id));
				return { data: '', mimeType, fileName, id };
			},
		},
	} as unknown as IExecuteFunctions;
	const node = loadBuiltNodes()[`n8n-nodes-customer-value.${name}`];
	const outputs = (await node.execute?.call(context)) as INodeExecutionData[][];
	return Number(outputs[0][0].json.rows);
}

/** Customers of made orders, as often as it takes, in the order of their IDs. */
async function writeCustomers(path: string, count: number, code: keyof typeof rowFormats) {
	const orders = join(tmpdir(), `customer-value-orders-${distinctCustomers * 8}.csv`);
	await writeOrders(orders, distinctCustomers * 8);
	const options = rfmOptions.parse({ asOf, timeZone: 'UTC' });
	const computation = new RfmComputation(options, { timeZone: 'UTC', now: 0, packsRows: true });
	for await (const { rows } of readFile({ name: orders, chunks: createReadStream(orders) })) {
		computation.add(rows);
	}
	const customers = computation.finish().customers.map(({ row }) => row);
	const rows = function* () {
		for (let i = 0; i < count; i++) {
			const number = String(i).padStart(8, '0');
			const row = customers[i % customers.length];
			yield { ...row, customerId: `C${number}`, email: `c${number}@example.com` };
		}
	};
	const encoder = rowFormats[code].encoder(unionOfKeys([rows().next().value as JsonRecord]));
	await pipeline(Readable.from(writeRows(rows(), encoder)), createWriteStream(path));
}

const [what = '100000,500000,2000000', format = 'ndjson', path = '', folder = ''] =
	process.argv.slice(2);
const code = format === 'ndjson' ? 'file' : format;
if (!isRowFormat(code)) throw new Error(`There is no format "${format}".`);
const { extension } = rowFormats[code];
if (folder !== '') {
	let heapMb = 0;
	let longestBlockMs = 0;
	let looked = performance.now();
	const timer = setInterval(() => {
		heapMb = Math.max(heapMb, process.memoryUsage().heapUsed / 1e6);
		longestBlockMs = Math.max(longestBlockMs, performance.now() - looked);
		looked = performance.now();
	}, 20);
	const start = performance.now();
	const rows = await runNode(what, path, folder, code);
	clearInterval(timer);
	const { user, system } = process.cpuUsage();
	const seconds = (performance.now() - start) / 1000;
	const peakMb = process.resourceUsage().maxRSS / 1e3;
	const cpuSeconds = (user + system) / 1e6;
	console.log(JSON.stringify({ rows, seconds, cpuSeconds, heapMb, peakMb, longestBlockMs }));
} else {
	for (const count of what.split(',').map(Number)) {
		let before = mkdtempSync(join(tmpdir(), 'customer-value-chain-'));
		let input = join(before, `customers.${extension}`);
		await writeCustomers(input, count, code);
		const size = (statSync(input).size / 1e6).toFixed(0);
		console.log(`${count.toLocaleString('en-US')} customers, ${size} MB, heap of ${heap} MiB`);
		for (const name of chain) {
			const after = mkdtempSync(join(tmpdir(), 'customer-value-chain-'));
			const limit = `--max-old-space-size=${heap}`;
			const args = [limit, '--import', 'tsx', process.argv[1], name, format, input, after];
			const run = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Run;
			console.log(
				`  ${name.padEnd(21)} ${run.seconds.toFixed(1).padStart(7)} s  ${run.cpuSeconds.toFixed(1).padStart(7)} processor s  heap ${run.heapMb.toFixed(0)} MB  process ${run.peakMb.toFixed(0)} MB  blocked ${run.longestBlockMs.toFixed(0)} ms  ${run.rows.toLocaleString('en-US')} rows`,
			);
			rmSync(before, { recursive: true });
			before = after;
			input = join(after, `customers.${extension}`);
		}
		rmSync(before, { recursive: true });
	}
}
