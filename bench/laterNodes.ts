// Cost per customer of Score Customer, Assign Tier, Churn Check and Build Suppression List, against a plain copy of
// each row.
import type { JsonRecord } from '../src/values/jsonRecord';
import { parseOptions } from '../src/values/parseOptions';
import { assignTiers } from '../src/core/tier/assignTiers';
import { tierOptions } from '../src/core/tier/options';
import { checkChurn } from '../src/core/churn/checkChurn';
import { churnOptions } from '../src/core/churn/options';
import { computeRfm } from '../src/core/rfm/computeRfm';
import { rfmOptions } from '../src/core/rfm/options';
import { scoreCustomers } from '../src/core/score/scoreCustomers';
import { scoreOptions } from '../src/core/score/options';
import { buildSuppressionList } from '../src/core/suppression/buildSuppressionList';
import { suppressionOptions } from '../src/core/suppression/options';
import { asOf, orderItems } from './rfm/items';
import { median } from '../src/core/stats/median';

const sizes = (process.argv[2] ?? '10000,100000').split(',').map(Number);
const rounds = 5;

console.log(
	'Microseconds a customer, median of 5 rounds; the ratio is to copying the row ({ ...row }).\n',
);
console.log('customers    copy   score    tier   churn  suppress');
for (const size of sizes) {
	const rows = orderItems(size * 1.62).map(({ json }) => json);
	const base = computeRfm(rows, parseOptions(rfmOptions, { asOf }), { timeZone: 'UTC', now: 0 });
	const customers = base.customers.map(({ row }) => row);
	const stages: Record<string, (rows: JsonRecord[]) => JsonRecord[]> = {
		copy: (input) => input.map((row) => ({ ...row })),
		score: (input) =>
			scoreCustomers(input, parseOptions(scoreOptions, {}), {
				timeZone: 'UTC',
				now: 0,
			}).customers.map(({ row }) => row),
		tier: (input) =>
			assignTiers(input, parseOptions(tierOptions, {})).customers.map(({ row }) => row),
		churn: (input) =>
			checkChurn(input, parseOptions(churnOptions, {})).customers.map(({ row }) => row),
		suppress: (input) =>
			buildSuppressionList(input, parseOptions(suppressionOptions, {})).customers.map(
				({ row }) => row,
			),
	};
	const times: Record<string, number[]> = {};
	for (let round = -1; round < rounds; round++) {
		let current = customers;
		for (const [name, stage] of Object.entries(stages)) {
			globalThis.gc?.();
			const start = performance.now();
			const next = stage(current);
			const microseconds = ((performance.now() - start) * 1000) / customers.length;
			if (round >= 0) (times[name] ??= []).push(microseconds);
			if (name !== 'copy') current = next;
		}
	}
	const cells = Object.values(times).map((values) => median(values).toFixed(2).padStart(7));
	console.log(`${String(customers.length).padStart(9)} ${cells.join(' ')}`);
}
