// Cost per customer of Value Report, against a plain pass that reads the same fields and keeps only sums; then time,
// memory and size of the page for 100,000 customers.
import { median } from '../src/core/stats/median';
import { sampleReport } from '../harness/data/sampleReport';
import { reportOptions } from '../src/core/report/options';
import { valueReport } from '../src/report/valueReport';
import type { JsonRecord } from '../src/values/jsonRecord';
import { readNumber } from '../src/values/readNumber';
import { processorTime } from './processorTime';

const size = Number(process.argv[2] ?? 100_000);
const rounds = 9;
const numbers = [
	'orderCountLifetime',
	'daysSinceLastOrder',
	'monetaryLast365',
	'predictedClv',
	'recencyScore',
	'frequencyScore',
];
const texts = ['tier', 'churnStatus', 'currency', 'asOf', 'migrationFrom', 'migrationTo'];

function barePass(rows: readonly JsonRecord[]): number {
	let sum = 0;
	for (const row of rows) {
		for (const field of numbers) sum += readNumber(row[field]) || 0;
		for (const field of texts) sum += String(row[field] ?? '').length;
	}
	return sum;
}

const { customers: few, summaries } = sampleReport(5000);
// A separate object per customer, as n8n passes them, not one row many times.
const customers = Array.from({ length: size }, (_, i): JsonRecord => {
	return { ...few[i % few.length], customerId: `c${i}` };
});
const options = reportOptions.parse({});

const passes: number[] = [];
const reports: number[] = [];
let memory = 0;
let page = '';
let mail = '';
for (let round = -2; round < rounds; round++) {
	const bare = processorTime(() => barePass(customers));
	globalThis.gc?.();
	const before = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
	const own = processorTime(() => {
		const { html, emailHtml } = valueReport(customers, options, summaries);
		[page, mail] = [html, emailHtml];
	});
	const after = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
	if (round < 0) continue;
	memory = Math.max(memory, after - before);
	passes.push(bare);
	reports.push(own);
}
const ratios = reports.map((own, i) => own / passes[i]);
console.log(
	`${size.toLocaleString('en-US')} customers, median of ${rounds} rounds
bare pass   ${(median(passes) / size).toFixed(2)} µs a customer
report      ${(median(reports) / size).toFixed(2)} µs a customer, ${median(ratios).toFixed(1)} × (${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)})
            ${(median(reports) / 1e6).toFixed(2)} s in all, ${(memory / 1e6).toFixed(0)} MB more than the customers themselves
page        ${(page.length / 1000).toFixed(0)} kB, mail ${(mail.length / 1000).toFixed(0)} kB`,
);
