// Memory of orders as items inside n8n's engine, each run in its own process.
//   npm run bench -- memory [CUSTOMERS]
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { MemoryRun } from './memoryRun';
import { build, root, step } from '../../harness/process/shell';

/** The sample shop's customers; 127,000 of them have about 200,000 orders. */
const largest = Number(process.argv[2] ?? 127_000);
const heaps = [512, 640, 768, 1024, 1536, 2048, 3072];
const chains = ['fiveNodes', 'predictClv'] as const;

/** One run; undefined where the heap was too small for it. */
function measure(chain: string, customers: number, heap?: number): Promise<MemoryRun | undefined> {
	const entry = join(root, 'bench', 'n8n', 'memoryRun.ts');
	const limit = heap === undefined ? [] : [`--max-old-space-size=${heap}`];
	const child = spawn(
		process.execPath,
		[...limit, '--import', 'tsx', entry, chain, String(customers)],
		{
			cwd: root,
			stdio: ['ignore', 'pipe', 'ignore'],
			env: { ...process.env, N8N_LOG_LEVEL: 'silent' },
		},
	);
	let text = '';
	child.stdout.on('data', (data: Buffer) => (text += data.toString()));
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', () => {
			const line = text.trim().split('\n').at(-1) ?? '';
			resolve(line.startsWith('{') ? (JSON.parse(line) as MemoryRun) : undefined);
		});
	});
}

const count = (number: number) => Math.round(number).toLocaleString('en-US');

await step('Build', build);
for (const chain of chains) {
	console.log(
		`\n${chain === 'fiveNodes' ? 'The five nodes' : 'Compute RFM and Predict CLV'}, with Node's own heap limit:`,
	);
	for (const share of [0.25, 0.5, 1]) {
		const run = await measure(chain, Math.round(largest * share));
		if (run === undefined) console.log('  did not run to its end');
		else {
			console.log(
				`  ${count(run.orders)} orders, ${count(run.customers)} customers: peak ${count(run.peakMegabytes)} MB, ${run.seconds.toFixed(0)} s (limit ${count(run.heapLimitMegabytes)} MB)`,
			);
		}
	}
	for (const heap of heaps) {
		const run = await measure(chain, largest, heap);
		console.log(
			`  --max-old-space-size=${heap}: ${run === undefined ? 'too small' : `enough, peak ${count(run.peakMegabytes)} MB`}`,
		);
		if (run !== undefined) break;
	}
}
