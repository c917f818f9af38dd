// How long Predict CLV's calculations take: fit order times and order values, predict, 12-month CLV.
//
//   node --import tsx bench/clv.ts [--peer PYTHON] [--large] [--node]
//
// --peer PYTHON  also times lifetimes, installed for that Python, on the same tables
// --large        continues to 2,000,000 customers
// --node         also times the whole of `predictClv`, from rows to rows, with ranges, choice of model and summary
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fitTransactions } from '../src/core/btyd/fitTransactions';
import { expectedOrderValue, fitGammaGamma } from '../src/core/btyd/gammaGamma';
import { groupTransactions } from '../src/core/btyd/groupTransactions';
import { clvOptions } from '../src/core/clv/options';
import { predictBatch } from '../src/core/btyd/predictBatch';
import { predictClv } from '../src/core/clv/predictClv';
import { dateOfDay } from '../src/values/days';
import type { TransactionFamily } from '../src/core/btyd/transactionModel';
import { Draws, simulateOrderTimes } from '../harness/data/simulateOrders';

interface Table {
	readonly name: string;
	readonly x: Float64Array;
	/** Days. */
	readonly last: Float64Array;
	readonly age: Float64Array;
	readonly value: Float64Array;
}

/** Every command of the project runs in its root. */
const root = process.cwd();
const python = argumentOf('--peer');
const isLarge = process.argv.includes('--large');
const withRows = process.argv.includes('--node');

function argumentOf(name: string): string | undefined {
	const place = process.argv.indexOf(name);
	return place < 0 ? undefined : process.argv[place + 1];
}

function cdnow(copies: number): Table | undefined {
	const file = join(root, '../shared/reference/clv/cdnow_sample_calibration.csv.gz');
	if (!existsSync(file)) return undefined;
	const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n').slice(1);
	const rows = lines.map((line) => line.split(',').map(Number));
	const column = (index: number) =>
		Float64Array.from({ length: rows.length * copies }, (_, i) => rows[i % rows.length][index]);
	return {
		name: `CDNOW × ${copies}`,
		x: column(2),
		last: column(3),
		age: column(4),
		value: column(5),
	};
}

/** A shop with CDNOW's parameters, customers acquired over two years: most rows are different. */
function simulated(size: number, isInDays: boolean): Table {
	const draws = new Draws(2024);
	const model = {
		family: 'bgNbd',
		regularity: 1,
		r: 0.2426,
		alpha: 4.4136 * 7,
		a: 0.7929,
		b: 2.4259,
	} as const;
	const table = {
		name: `simulated, ${isInDays ? 'whole days' : 'times to the second'}`,
		x: new Float64Array(size),
		last: new Float64Array(size),
		age: new Float64Array(size),
		value: new Float64Array(size),
	};
	for (let i = 0; i < size; i++) {
		const exact = 1 + draws.uniform() * 729;
		const age = isInDays ? Math.floor(exact) : exact;
		const times = simulateOrderTimes(model, age, draws);
		const days = isInDays ? [...new Set(times.map(Math.floor))].filter((day) => day > 0) : times;
		table.x[i] = days.length;
		table.last[i] = days.length > 0 ? days[days.length - 1] : 0;
		table.age[i] = age;
		table.value[i] =
			days.length > 0
				? (15.44 / draws.gamma(3.74)) * (draws.gamma(6.25 * days.length) / days.length)
				: 0;
	}
	return table;
}

type Times = Record<'group' | 'orders' | 'gammaGamma' | 'predictAndClv' | 'total', number>;

function run({ x, last, age, value }: Table, family: TransactionFamily): Times {
	const start = performance.now();
	const groups = groupTransactions(x, last, age, 7);
	const grouped = performance.now();
	const orders = fitTransactions(groups, family);
	const fitted = performance.now();
	const spend = fitGammaGamma(x, value);
	const spent = performance.now();
	if (orders === undefined || spend === undefined) throw new Error('no fit');
	const { discountedOrders } = predictBatch(orders.model, groups, {
		months: 12,
		monthLength: 365.25 / 12 / 7,
		yearlyDiscount: 1.01 ** 12 - 1,
		discountAt: 'monthEnd',
		timeFactor: 1,
	});
	let total = 0;
	for (let i = 0; i < x.length; i++) {
		total += discountedOrders[groups.groupOf[i]] * expectedOrderValue(spend.model, x[i], value[i]);
	}
	const done = performance.now();
	if (!(total > 0)) throw new Error('no value');
	return {
		group: (grouped - start) / 1000,
		orders: (fitted - grouped) / 1000,
		gammaGamma: (spent - fitted) / 1000,
		predictAndClv: (done - spent) / 1000,
		total: (done - start) / 1000,
	};
}

function median(table: Table, family: TransactionFamily, repeats: number): Times {
	const runs = Array.from({ length: repeats }, () => run(table, family));
	runs.sort((one, other) => one.total - other.total);
	return runs[Math.floor(repeats / 2)];
}

function peer(table: Table, repeats: number): Record<string, number> | undefined {
	if (python === undefined) return undefined;
	const folder = mkdtempSync(join(tmpdir(), 'clv-'));
	const file = join(folder, 'table.csv');
	const rows = Array.from(
		table.x,
		(x, i) => `${x},${table.last[i] / 7},${table.age[i] / 7},${table.value[i]}`,
	);
	writeFileSync(file, `x,t_x,T,monetary\n${rows.join('\n')}\n`);
	try {
		const script = join(root, 'bench', 'peers', 'lifetimesClv.py');
		return JSON.parse(execFileSync(python, [script, file, String(repeats)]).toString()) as Record<
			string,
			number
		>;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function seconds(value: number): string {
	return value.toFixed(value < 0.1 ? 4 : 2);
}

const tables = [
	cdnow(1),
	cdnow(10),
	cdnow(100),
	simulated(23_570, true),
	simulated(235_700, true),
	simulated(235_700, false),
];
if (isLarge) tables.push(simulated(2_000_000, true));

for (const table of tables) {
	if (table === undefined) continue;
	const size = table.x.length;
	const repeats = size > 500_000 ? 1 : 5;
	// The first run compiles; a user who runs the node once pays for that too.
	const cold = run(table, 'bgNbd');
	const own = median(table, 'bgNbd', repeats);
	const modified = median(table, 'mbgNbd', repeats);
	const pareto = median(table, 'paretoNbd', repeats);
	console.log(
		`${table.name}, ${size.toLocaleString('en-US')} customers: BG/NBD whole job ${seconds(own.total)} s (first run ${seconds(cold.total)}): ` +
			`group ${seconds(own.group)}, fit ${seconds(own.orders)}, Gamma-Gamma ${seconds(own.gammaGamma)}, predict and CLV ${seconds(own.predictAndClv)}; ` +
			`MBG/NBD whole job ${seconds(modified.total)}; Pareto/NBD fit ${seconds(pareto.orders)}, whole job ${seconds(pareto.total)}; ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
	);
	const other = size > 500_000 ? undefined : peer(table, size > 100_000 ? 3 : 5);
	if (other !== undefined) {
		console.log(
			`  lifetimes: whole job ${seconds(other.total)} s (fit ${seconds(other.bgNbd)}, Gamma-Gamma ${seconds(other.gammaGamma)}, predict ${seconds(other.predict)}, CLV ${seconds(other.clv)}); ` +
				`MBG fit ${seconds(other.mbgNbd)}; Pareto fit ${other.paretoNbd === undefined ? '–' : seconds(other.paretoNbd)}; ours is ${(other.total / own.total).toFixed(1)} times as fast, ${(other.total / cold.total).toFixed(1)} in its first run`,
		);
	}
}

if (withRows) {
	for (const size of [2357, 23_570, 235_700]) {
		const { x, last, age, value } = simulated(size, true);
		const asOfDay = 20_000;
		const rows = Array.from(x, (count, i) => {
			const first = asOfDay - age[i];
			const days = [0];
			for (let order = 1; order <= count; order++) days.push(Math.round((last[i] * order) / count));
			const history = [...new Set(days)].map(
				(day) => `${dateOfDay(first + day)}:${(value[i] || 30).toFixed(2)}`,
			);
			return { customerId: `c${i}`, asOf: dateOfDay(asOfDay), orderHistory: history.join(';') };
		});
		const start = performance.now();
		const { summary } = predictClv(rows, clvOptions.parse({ orderModel: 'mbgNbd' }));
		const chosen = performance.now();
		predictClv(rows, clvOptions.parse({}));
		const automatic = performance.now();
		console.log(
			`predictClv, ${size.toLocaleString('en-US')} rows in, ${summary.customers} out: ${seconds((chosen - start) / 1000)} s with MBG/NBD, ${seconds((automatic - chosen) / 1000)} s with the automatic choice`,
		);
	}
}
