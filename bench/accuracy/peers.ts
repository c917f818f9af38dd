import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	cutHistories,
	daysPerWeek,
	observe,
	ordersWithin,
	type OrderHistories,
} from '../../src/core/btyd/orderHistories';
import { heldBackDays, historyDays, pastsBefore } from '../../src/core/clv/heldBackDays';
import type { Contender } from './contenders';

/** Other programs that predict, by the Python they are installed for; says which of them are not. */
export function peers(python: string | undefined): Record<string, Contender> {
	if (python === undefined) {
		console.log('Without --peer PYTHON neither lifetimes nor gradient boosting takes part.');
		return {};
	}
	const found: Record<string, Contender> = {};
	if (hasModule(python, 'lifetimes')) found['lifetimes BG/NBD'] = lifetimes(python);
	if (hasModule(python, 'sklearn')) found['gradient boosting'] = gradientBoosting(python);
	return found;
}

function hasModule(python: string, name: string): boolean {
	try {
		execFileSync(python, ['-c', `import ${name}`], { stdio: 'ignore' });
		return true;
	} catch {
		console.log(
			`${name} is left out: ${python} does not have it (pip install -r bench/peers/requirements.txt).`,
		);
		return false;
	}
}

/** BG/NBD and Gamma-Gamma. */
function lifetimes(python: string): Contender {
	return (past, days) => {
		const { repeatTransactions, ageAtLastOrder, customerAge, averageRepeatValue } = observe(past);
		const rows = Array.from(repeatTransactions, (x, i) =>
			[x, ageAtLastOrder[i] / 7, customerAge[i] / 7, averageRepeatValue[i]].join(','),
		);
		const table = ['x,t_x,T,monetary', ...rows].join('\n');
		const { orders, spend } = ask(python, 'lifetimesAccuracy.py', [table], days / daysPerWeek);
		const likelihood = numbersOf(orders);
		if (likelihood === null) return null;
		return { orders: likelihood, spend: numbersOf(spend), likelihood, low: null, high: null };
	};
}

/** Trees that learned from up to four earlier dates what customers like these did in as many days, at most a third of the history. */
function gradientBoosting(python: string): Contender {
	return (past, days) => {
		const learned = heldBackDays(past, days);
		const examples = pastsBefore(historyDays(past), learned).flatMap((before) => {
			const then = cutHistories(past, learned + before);
			const { customers } = observe(then);
			const { orders, spend } = ordersWithin(past, customers, learned, before);
			return featuresOf(then).map((row, i) => [...row, orders[i], spend[i]].join(','));
		});
		const train = [[...featureNames, 'orders', 'spend'].join(','), ...examples].join('\n');
		const rows = featuresOf(past).map((row) => row.join(','));
		const test = [featureNames.join(','), ...rows].join('\n');
		const answer = ask(python, 'gradientBoosting.py', [train, test]);
		const likelihood = numbersOf(answer.likelihood);
		if (likelihood === null) return null;
		const inDays = (list: typeof answer.orders) =>
			numbersOf(list?.map((value) => (value * days) / learned));
		const [orders, spend] = [inDays(answer.orders), inDays(answer.spend)];
		return { orders, spend, likelihood, low: null, high: null };
	};
}

const recentDays = [30, 90, 180, 365] as const;
const featureNames = [
	'repeats',
	'ageAtLastOrder',
	'customerAge',
	'daysSinceLastOrder',
	'meanGap',
	'lastGap',
	...recentDays.map((days) => `ordersIn${days}`),
	'totalSpend',
	'meanAmount',
	'lastAmount',
];

function featuresOf(histories: OrderHistories): number[][] {
	const { customers, repeatTransactions, ageAtLastOrder, customerAge, totalSpend } =
		observe(histories);
	const { starts, days, amounts, asOfDays } = histories;
	return Array.from(customers, (customer, i) => {
		const repeats = repeatTransactions[i];
		const last = starts[customer + 1] - 1;
		const own = Array.from(days.subarray(starts[customer], last + 1));
		return [
			repeats,
			ageAtLastOrder[i],
			customerAge[i],
			customerAge[i] - ageAtLastOrder[i],
			repeats > 0 ? ageAtLastOrder[i] / repeats : -1,
			repeats > 0 ? days[last] - days[last - 1] : -1,
			...recentDays.map((span) => own.filter((day) => day > asOfDays[customer] - span).length),
			totalSpend[i],
			totalSpend[i] / (repeats + 1),
			amounts[last],
		];
	});
}

type Answer = Partial<Record<'orders' | 'spend' | 'likelihood', number[] | null>>;

/** Runs a script of `bench/peers` on tables and reads its JSON. */
function ask(
	python: string,
	script: string,
	tables: readonly string[],
	...more: readonly number[]
): Answer {
	const folder = mkdtempSync(join(tmpdir(), 'accuracy-'));
	try {
		const files = tables.map((table, i) => {
			const file = join(folder, `${i}.csv`);
			writeFileSync(file, `${table}\n`);
			return file;
		});
		const path = join(process.cwd(), 'bench', 'peers', script);
		const output = execFileSync(python, [path, ...files, ...more.map(String)], { maxBuffer: 1e9 });
		// lifetimes prints a failed fit before the answer, and Python writes NaN, which JSON lacks.
		const [json = '{}'] = output.toString().trim().split('\n').slice(-1);
		return JSON.parse(json.replaceAll('NaN', 'null')) as Answer;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function numbersOf(list: number[] | null | undefined): Float64Array | null {
	return list?.every(Number.isFinite) === true ? Float64Array.from(list) : null;
}
