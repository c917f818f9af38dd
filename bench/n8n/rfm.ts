// Compute RFM, and the chain of six nodes, inside real n8n against a Code node and n8n's Summarize, on the same orders.
//   npm run bench -- n8n [ORDERS] [ROUNDS]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { median } from '../../src/core/stats/median';
import { installPackage } from '../../harness/package/installPackage';
import { executionTimes, importWorkflows } from '../../harness/n8n/commands';
import { ensureRuntime } from '../../harness/pinned/runtime';
import { build, root, step } from '../../harness/process/shell';
import type { ImportableWorkflow } from '../../harness/n8n/workflowFile';

const orders = Number(process.argv[2] ?? 500_000);
const rounds = Number(process.argv[3] ?? 3);

/** Orders, eight per customer, with few fields, so that n8n can print the run. */
const makeOrders = `
let seed = 1;
const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 4294967296;
return Array.from({ length: ${orders} }, (_, i) => ({ json: {
	orderId: 'SO-' + i,
	customerId: 'C' + Math.floor(next() * ${Math.ceil(orders / 8)}),
	orderDate: new Date(1.65e12 + Math.floor(next() * 1e11)).toISOString(),
	amount: Math.round(next() * 20000) / 100,
	status: 'paid',
} }));`;

/**
 * What people paste: dates parsed, ranks cut in five, without duplicates, refunds, statuses, currencies or time zones.
 */
const scoreByHand = `
const today = new Date('2026-01-31');
const customers = {};
for (const item of $input.all()) {
	const id = item.json.customerId;
	customers[id] ??= { dates: [], total: 0 };
	customers[id].dates.push(new Date(item.json.orderDate));
	customers[id].total += parseFloat(item.json.amount);
}
const rows = Object.entries(customers).map(([customerId, { dates, total }]) => ({
	customerId,
	recency: Math.floor((today - Math.max(...dates)) / 86400000),
	frequency: dates.length,
	monetary: total,
}));
const score = (key, sign) => {
	const ranked = [...rows].sort((a, b) => sign * (a[key] - b[key]));
	return new Map(ranked.map((row, rank) => [row.customerId, Math.floor((rank / ranked.length) * 5) + 1]));
};
const r = score('recency', -1), f = score('frequency', 1), m = score('monetary', 1);
return rows.map((row) => ({ json: { ...row, r: r.get(row.customerId), f: f.get(row.customerId), m: m.get(row.customerId) } }));`;

type Step = Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'>;

const ours = (name: string, type: string, parameters: INode['parameters'] = {}): Step => ({
	name,
	type: `n8n-nodes-customer-value.${type}`,
	typeVersion: 1.1,
	parameters,
});
const computeRfm = ours('Compute RFM', 'computeRfm', { asOf: '2026-01-31' });

/** Each a chain of nodes behind the orders. */
const contenders: Record<string, readonly Step[]> = {
	'Compute RFM': [computeRfm],
	'Six Nodes': [
		computeRfm,
		ours('Predict CLV', 'predictClv'),
		ours('Score Customer', 'scoreCustomer'),
		ours('Assign Tier', 'assignTier'),
		ours('Churn Check', 'churnCheck'),
		ours('Build Suppression List', 'buildSuppressionList'),
	],
	Code: [
		{
			name: 'Code',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: scoreByHand },
		},
	],
	Summarize: [
		{
			name: 'Summarize',
			type: 'n8n-nodes-base.summarize',
			typeVersion: 1.1,
			parameters: {
				fieldsToSummarize: {
					values: [
						{ aggregation: 'count', field: 'orderId' },
						{ aggregation: 'sum', field: 'amount' },
						{ aggregation: 'max', field: 'orderDate' },
					],
				},
				fieldsToSplitBy: 'customerId',
				options: {},
			},
		},
	],
};

function workflowOf(contender: string, index: number): ImportableWorkflow {
	const steps: readonly Step[] = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{
			name: 'Make Orders',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: makeOrders },
		},
		...contenders[contender],
	];
	const links = steps
		.slice(1)
		.map(({ name }, i) => [
			steps[i].name,
			{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
		]);
	return {
		path: '',
		slug: contender,
		id: `bench${index}`.padEnd(16, '0'),
		name: `Bench ${contender}`,
		nodes: steps.map((node) => ({ ...node, id: node.name, position: [0, 0] })),
		connections: Object.fromEntries(links),
		settings: { executionOrder: 'v1' },
	};
}

await step('Build', build);
const runtime = await ensureRuntime();
const userFolder = await mkdtemp(join(tmpdir(), 'customer-value-bench-'));
try {
	await installPackage(root, userFolder);
	const workflows = Object.keys(contenders).map(workflowOf);
	await importWorkflows(runtime, userFolder, workflows);
	const times = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
	for (let round = 0; round < rounds; round++) {
		for (const { id, slug } of workflows) {
			const names = contenders[slug].map(({ name }) => name);
			const ms = await executionTimes(runtime, userFolder, id, names);
			if (ms.size < names.length) console.log(`${slug} did not run to its end.`);
			else times.get(slug)?.push([...ms.values()].reduce((sum, each) => sum + each));
			if (slug === 'Six Nodes') console.log(JSON.stringify(Object.fromEntries(ms)));
		}
	}
	console.log(`\n${orders.toLocaleString('en-US')} orders inside n8n, median of ${rounds} runs:`);
	const own = median(times.get('Compute RFM') ?? []);
	for (const [name, all] of times) {
		if (all.length === 0) continue;
		const ms = median(all);
		console.log(
			`  ${name.padEnd(12)} ${ms.toFixed(0).padStart(7)} ms  ${(ms / own).toFixed(1)} × Compute RFM`,
		);
	}
} finally {
	await rm(userFolder, { recursive: true, force: true });
}
