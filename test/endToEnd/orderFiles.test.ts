import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';
import { node, own, to, trigger } from '../../harness/engine/workflowParts';
import { writeOrders } from '../../harness/data/writeOrders';
import { executeWorkflow } from '../../harness/n8n/commands';
import { importIntoN8n } from '../support/n8n';
import { setup } from '../support/endToEndSetup';

/** More, such as 2,000,000, with CUSTOMER_VALUE_FILE_ORDERS: takes minutes, and shows what a heap of 2 GiB holds. */
const orders = Number(process.env.CUSTOMER_VALUE_FILE_ORDERS ?? 30_000);
const minutes = orders > 100_000 ? 60 : 3;

const folder = mkdtempSync(join(tmpdir(), 'customer-value-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const chain = [
	['Compute RFM', 'computeRfm'],
	['Score Customer', 'scoreCustomer'],
	['Assign Tier', 'assignTier'],
	['Churn Check', 'churnCheck'],
	['Build Suppression List', 'buildSuppressionList'],
] as const;

function workflowOf(path: string) {
	const reader = node(
		'Read File',
		'n8n-nodes-base.readWriteFile',
		{ fileSelector: path },
		{ typeVersion: 1 },
	);
	const nodes = chain.map(([name, type]) =>
		own(
			name,
			type,
			{
				...(type === 'computeRfm' && { ordersAs: 'file', asOf: '2026-01-31' }),
				options: { customersAs: 'file' },
			},
			{ typeVersion: 1 },
		),
	);
	const all = [trigger, reader, ...nodes];
	const connections = Object.fromEntries(
		all.slice(0, -1).map((each, at) => [each.name, { main: [[to(all[at + 1])]] }]),
	);
	return {
		id: 'orderFilesTest',
		name: 'Orders from a file',
		nodes: all,
		connections,
		settings: {},
	};
}

const itemsOf = (run: IRun, name: string, output: number): INodeExecutionData[] =>
	run.data.resultData.runData[name]?.[0].data?.main[output] ?? [];

describe('orders from a file on disk, in n8n with a heap of 2 GiB', () => {
	it(
		'pass the chain as files that n8n keeps on its disk',
		async () => {
			const path = join(folder, 'orders.csv');
			await writeOrders(path, orders);
			const workflow = workflowOf(path);
			await importIntoN8n([{ ...workflow, path: '', slug: workflow.id }]);
			const { runtime, userFolder } = setup();
			const start = performance.now();
			const run = await executeWorkflow(runtime, userFolder, workflow.id, {
				NODE_OPTIONS: '--max-old-space-size=2048',
				N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
				N8N_RESTRICT_FILE_ACCESS_TO: folder,
				EXECUTIONS_TIMEOUT: '-1',
			});
			expect(run.data.resultData.error).toBeUndefined();
			const seconds = (performance.now() - start) / 1000;
			const times = chain.map(([name]) => run.data.resultData.runData[name]?.[0].executionTime);
			if (orders > 100_000) console.log({ orders, seconds, times });

			const summary = itemsOf(run, 'Compute RFM', 2)[0].json;
			expect(summary.rowsIn).toBeGreaterThanOrEqual(orders);
			const customers = Number(summary.customers);
			expect(customers).toBeGreaterThan(orders / 20);
			for (const [name] of chain) {
				const items = itemsOf(run, name, 0);
				expect([name, items.map(({ json }) => json)]).toEqual([
					name,
					[{ fileName: 'customers.ndjson', rows: customers }],
				]);
				const { id, mimeType } = items[0].binary?.data as IDataObject;
				expect(id).toMatch(/^filesystem/);
				expect(mimeType).toBe('application/x-ndjson');
			}
		},
		minutes * 60_000,
	);
});
