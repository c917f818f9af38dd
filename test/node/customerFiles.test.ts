import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { runWorkflow, type WorkflowRun } from '../../harness/engine/runWorkflow';
import { own, to, trigger } from '../../harness/engine/workflowParts';
import { runSingle } from '../support/singleNode';

const orders = sampleRows(
	sampleShopOptions.parse({ what: 'orders', customers: 300, asOf: '2026-01-31', timeZone: 'UTC' }),
) as IDataObject[];

const chain: ReadonlyArray<readonly [name: string, type: string, parameters?: IDataObject]> = [
	['Compute RFM', 'computeRfm', { asOf: '2026-01-31' }],
	['Score Customer', 'scoreCustomer'],
	['Assign Tier', 'assignTier'],
	['Churn Check', 'churnCheck'],
	['Predict CLV', 'predictClv'],
	['Build Suppression List', 'buildSuppressionList'],
];

/** The chain on the same orders, each node giving its customers as items or as a file. */
async function runChain(customersAs: (name: string) => 'items' | 'file'): Promise<WorkflowRun> {
	const nodes = chain.map(([name, type, parameters = {}]) =>
		own(
			name,
			type,
			{ ...parameters, options: { customersAs: customersAs(name) } },
			{ typeVersion: 1 },
		),
	);
	const connections = Object.fromEntries(
		[trigger, ...nodes].slice(0, -1).map((each, at) => [each.name, { main: [[to(nodes[at])]] }]),
	);
	return await runWorkflow(
		{ nodes: [trigger, ...nodes], connections, settings: { timezone: 'UTC' } },
		{ input: orders.map((json) => ({ json })) },
	);
}

const contentOf = ([item]: INodeExecutionData[], field = 'data') =>
	Buffer.from(item.binary?.[field].data ?? '', 'base64')
		.toString()
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as IDataObject);

describe('customers as a file', () => {
	let items: WorkflowRun;
	let files: WorkflowRun;
	beforeAll(async () => {
		items = await runChain(() => 'items');
		files = await runChain(() => 'file');
	}, 120_000);

	it.each(chain.map(([name]) => name))('are the customers that %s gives as items', (name) => {
		expect(files.error).toBeUndefined();
		const rows = items.rows(name);
		expect(rows.length).toBeGreaterThan(100);
		expect(contentOf(files.items(name))).toEqual(rows);
		expect(files.items(name)).toHaveLength(1);
		expect(files.rows(name)[0]).toEqual({ fileName: 'customers.ndjson', rows: rows.length });
	});

	it.each([
		['Compute RFM', 1, 'set-aside.ndjson'],
		['Churn Check', 1, 'at-risk.ndjson'],
		['Churn Check', 2, 'win-back-due.ndjson'],
		['Build Suppression List', 1, 'suppressed.ndjson'],
		['Build Suppression List', 2, 'contactable.ndjson'],
	])('come on output %s %i as the file %s', (name, output, fileName) => {
		const rows = items.rows(name, output);
		if (rows.length === 0) return expect(files.rows(name, output)).toEqual([]);
		expect(files.rows(name, output)).toEqual([{ fileName, rows: rows.length }]);
		expect(contentOf(files.items(name, output))).toEqual(rows);
	});

	it('keep the summary an item', () => {
		for (const [name] of chain) {
			const output = items.runs[name][0].data?.main.length ?? 0;
			for (let at = 0; at < output; at++) {
				const [row] = items.rows(name, at);
				if (row?.node === undefined) continue;
				expect(files.rows(name, at)).toEqual([row]);
			}
		}
	});

	it('are read from a file and output as items, paired to the item with the file', async () => {
		const last = await runChain((name) => (name === 'Build Suppression List' ? 'items' : 'file'));
		expect(last.rows('Build Suppression List')).toEqual(items.rows('Build Suppression List'));
		const pairs = last.items('Build Suppression List').map(({ pairedItem }) => pairedItem);
		expect(new Set(pairs.map((pair) => JSON.stringify(pair)))).toEqual(new Set(['{"item":0}']));
	});

	it('are read from several files, and from items without files', async () => {
		const rows = items.rows('Compute RFM');
		const asFile = (some: IDataObject[]): INodeExecutionData => ({
			json: {},
			binary: {
				data: {
					data: Buffer.from(some.map((row) => `${JSON.stringify(row)}\n`).join('')).toString(
						'base64',
					),
					mimeType: 'application/x-ndjson',
					fileName: 'some.ndjson',
				},
			},
		});
		const run = await runSingle('assignTier', {}, [
			asFile(rows.slice(0, 50)),
			{ json: rows[50] },
			asFile(rows.slice(51)),
		]);
		const whole = await runSingle(
			'assignTier',
			{},
			rows.map((json) => ({ json })),
		);
		expect(run.rows('Node')).toEqual(whole.rows('Node'));
		expect([49, 50, 51].map((at) => run.items('Node')[at].pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it('are items, if each item keeps the CSV file that it was extracted from', async () => {
		const rows = items.rows('Compute RFM').slice(0, 50);
		const ids = rows.map(({ customerId }) => String(customerId));
		const binary = {
			data: {
				data: Buffer.from(['customerId', ...ids].join('\n')).toString('base64'),
				mimeType: 'text/csv',
				fileName: 'shop.csv',
			},
		};
		const plain = rows.map((json) => ({ json }));
		const extracted = rows.map((json) => ({ json, binary }));
		const fromRows = await runSingle('assignTier', {}, plain);
		const beside = await runSingle('assignTier', {}, extracted);
		expect(beside.rows('Node')).toEqual(fromRows.rows('Node'));
		const asFile = await runSingle('assignTier', {}, [{ json: { fileName: 'shop.csv' }, binary }]);
		expect(asFile.rows('Node').map(({ customerId }) => customerId)).toEqual(ids);
	});

	it('are refused if a line of the file is invalid', async () => {
		const item: INodeExecutionData = {
			json: {},
			binary: {
				data: {
					data: Buffer.from('{"customerId":"1"}\n{"customer').toString('base64'),
					mimeType: 'application/x-ndjson',
					fileName: 'customers.ndjson',
				},
			},
		};
		const { error } = await runSingle('assignTier', {}, [item]);
		expect(error?.message).toBe('Line 2 of the file "customers.ndjson" is not a JSON object');
	});
});
