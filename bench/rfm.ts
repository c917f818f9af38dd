// Compute RFM against a plain loop, a Code node's script and DuckDB, on the same rows in the same run.
//   npm run bench -- rfm [10000,100000,1000000]
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from '../src/core/stats/median';

const sizes = (process.argv[2] ?? '10000,100000,1000000').split(',').map(Number);
const worker = join(import.meta.dirname, 'rfm-worker.mjs');

function run<Result>(...args: Array<string | number>): Result {
	const flags = ['--expose-gc', '--max-old-space-size=12000'];
	const output = execFileSync(process.execPath, [...flags, worker, ...args.map(String)], {
		encoding: 'utf8',
		maxBuffer: 1e8,
	});
	return JSON.parse(output) as Result;
}

interface Timing {
	orders: number;
	customers: Record<string, number>;
	rounds: Array<Record<string, number>>;
}

console.log(
	'Medians of processor time; ratios are medians of the rounds’ own ratios. Peak memory is what comes on top of the items.\n',
);
for (const size of sizes) {
	const rounds = size >= 500_000 ? 5 : 9;
	const timing = run<Timing>('time', size, rounds);
	const peakOf = (name: string) => run<{ peakMb: number }>('memory', size, name).peakMb;
	printTimes(timing, (name) => `peak ${peakOf(name).toFixed(0)} MB`);
	const duck = run<{ loadMs: number; queryMs: number[] }>('duckdb', size, rounds);
	print(
		'DuckDB query',
		median(duck.queryMs),
		timing.orders,
		`loading the rows ${duck.loadMs.toFixed(0)} ms`,
	);
	console.log();
	printTimes(run<Timing>('regulars', size, rounds));
	console.log();
}

function printTimes(
	{ orders, customers, rounds }: Timing,
	note: (name: string) => string = () => '',
): void {
	console.log(
		`${orders.toLocaleString('en-US')} orders, ${customers.computeRfm.toLocaleString('en-US')} customers`,
	);
	for (const name of Object.keys(rounds[0])) {
		const ms = median(rounds.map((round) => round[name]));
		const ratio = median(rounds.map((round) => round[name] / round.bareLoop));
		print(name, ms, orders, `${ratio.toFixed(2)} × bare loop`, note(name));
	}
}

function print(name: string, ms: number, orders: number, ...notes: string[]): void {
	const each = ((ms * 1000) / orders).toFixed(3);
	console.log(
		`  ${name.padEnd(13)} ${ms.toFixed(0).padStart(7)} ms  ${each} µs an order  ${notes.join('  ')}`,
	);
}
