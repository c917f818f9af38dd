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
import type { OutputFields } from '../src/core/customers/resultFields';
import { besideBarePass } from './processorTime';

const sizes = (process.argv[2] ?? '10000,100000').split(',').map(Number);
const rounds = 5;
const host = { timeZone: 'UTC', now: 0 };

type Stage = (rows: JsonRecord[]) => { readonly customers: ReadonlyArray<{ row: JsonRecord }> };

const stagesWith = (outputFields: OutputFields): Record<string, Stage> => ({
	score: (rows) => scoreCustomers(rows, parseOptions(scoreOptions, { outputFields }), host),
	tier: (rows) => assignTiers(rows, parseOptions(tierOptions, { outputFields })),
	churn: (rows) => checkChurn(rows, parseOptions(churnOptions, { outputFields })),
	suppress: (rows) =>
		buildSuppressionList(rows, parseOptions(suppressionOptions, { outputFields })),
});

console.log(
	`Microseconds of processor time a customer: a copy of the row ({ ...row }), and how many times as long the node takes; median of ${rounds} rounds (lowest and highest).\n`,
);
for (const size of sizes) {
	const orders = orderItems(size * 1.62).map(({ json }) => json);
	for (const outputFields of ['essential', 'all'] as const) {
		const rfm = computeRfm(orders, parseOptions(rfmOptions, { asOf, outputFields }), host);
		let customers = rfm.customers.map(({ row }) => row);
		console.log(`${customers.length} customers, ${outputFields} fields`);
		for (const [name, stage] of Object.entries(stagesWith(outputFields))) {
			const rowsOf = (rows: JsonRecord[]) => stage(rows).customers.map(({ row }) => row);
			const times = besideBarePass(
				{
					bare: () => customers.map((row) => ({ ...row })),
					node: () => rowsOf(customers),
					units: customers.length,
				},
				{ rounds, warmUps: 1 },
			);
			console.log(`  ${name.padEnd(9)} ${times}`);
			customers = rowsOf(customers);
		}
	}
}
