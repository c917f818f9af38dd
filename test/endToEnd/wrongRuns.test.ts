import type { IConnections, INode, INodeParameters, IRun } from 'n8n-workflow';
import type { ImportableWorkflow } from '../../harness/n8n/workflowFile';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { clickExecute, makeDataTable } from '../support/clickExecute';
import { changedExample, importIntoN8n, rowsOf, startExpectedSandboxes } from '../support/n8n';

/** A node by its name; nodes further down run later. */
function node(
	name: string,
	type: string,
	parameters: object = {},
	more: Partial<INode> = {},
): INode {
	const own = !type.includes('.');
	return {
		id: name,
		name,
		type: own ? `n8n-nodes-customer-value.${type}` : type,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INodeParameters,
		...more,
	};
}

function workflow(
	id: string,
	nodes: INode[],
	wires: ReadonlyArray<readonly [string, string, number?]>,
): ImportableWorkflow {
	const connections: IConnections = {};
	for (const [from, to, output = 0] of wires) {
		const main = (connections[from] ??= { main: [] }).main;
		while (main.length <= output) main.push([]);
		main[output]?.push({ node: to, type: 'main', index: 0 });
	}
	nodes.forEach((each, index) => (each.position = [200 * index, 100 * index]));
	const start = node('Start', 'n8n-nodes-base.manualTrigger');
	const settings = { executionOrder: 'v1' as const };
	return { id, name: id, path: '', slug: id, nodes: [start, ...nodes], connections, settings };
}

const ran = ({ data }: IRun) => Object.keys(data.resultData.runData);
const errorOf = ({ data }: IRun) => data.resultData.error?.message;
const klaviyo = { customerValueKlaviyoApi: { id: 'klaviyoSandbox', name: 'Klaviyo sandbox' } };
const meta = { customerValueMetaApi: { id: 'metaSandbox', name: 'Meta sandbox' } };
const small = { customers: 40, options: { asOf: '2026-06-30' } };
const goesOn = { onError: 'continueRegularOutput' as const };

const scoring = [
	'scoreCustomer',
	'predictClv',
	'assignTier',
	'churnCheck',
	'buildSuppressionList',
	'trackMigration',
	'measureLift',
];

const pastComputeRfm = workflow(
	'wrongRunOrders',
	[
		node('Orders', 'sampleShop', small),
		...scoring.map((type) => node(type, type, {}, goesOn)),
		node('Klaviyo', 'syncToKlaviyo', { operation: 'upsertProfiles' }, { credentials: klaviyo }),
	],
	[['Start', 'Orders'], ...[...scoring, 'Klaviyo'].map((to): [string, string] => ['Orders', to])],
);

const inLoop = (listId: string) =>
	workflow(
		'wrongRunLoop',
		[
			node('Orders', 'sampleShop', small),
			node('Compute RFM', 'computeRfm', { asOf: '2026-06-30' }),
			node('Loop', 'n8n-nodes-base.splitInBatches', { batchSize: 25 }, { typeVersion: 3 }),
			node(
				'Klaviyo',
				'syncToKlaviyo',
				{
					operation: 'syncOneList',
					dryRun: false,
					listId: { __rl: true, mode: 'id', value: listId },
				},
				{ credentials: klaviyo, ...goesOn },
			),
			node(
				'Meta',
				'syncToMeta',
				{
					operation: 'replaceAudience',
					dryRun: false,
					adAccountId: { __rl: true, mode: 'id', value: 'act_1234567890' },
					audience: { __rl: true, mode: 'name', value: 'Customers A' },
					consentSource: 'handledUpstream',
				},
				{ credentials: meta },
			),
		],
		[
			['Start', 'Orders'],
			['Orders', 'Compute RFM'],
			['Compute RFM', 'Loop'],
			['Loop', 'Klaviyo', 1],
			['Loop', 'Meta', 1],
			['Meta', 'Loop'],
		],
	);

/** What to do instead: write in batches, and sync the list after the loop. */
const afterLoop = (listId: string) =>
	workflow(
		'rightRunAfterLoop',
		[
			node('Orders', 'sampleShop', small),
			node('Compute RFM', 'computeRfm', { asOf: '2026-06-30' }),
			node('Loop', 'n8n-nodes-base.splitInBatches', { batchSize: 25 }, { typeVersion: 3 }),
			node(
				'Keep list exact',
				'syncToKlaviyo',
				{
					operation: 'syncOneList',
					dryRun: false,
					listId: { __rl: true, mode: 'id', value: listId },
				},
				{ credentials: klaviyo },
			),
			node(
				'Write profiles',
				'syncToKlaviyo',
				{ operation: 'upsertProfiles', dryRun: false },
				{ credentials: klaviyo },
			),
		],
		[
			['Start', 'Orders'],
			['Orders', 'Compute RFM'],
			['Compute RFM', 'Loop'],
			['Loop', 'Keep list exact'],
			['Loop', 'Write profiles', 1],
			['Write profiles', 'Loop'],
		],
	);

const stored = ['customerId', 'orderHistory', 'orderCount', 'asOf'];

/** Customers that pass through a table with a date column, and through n8n's own CSV, before the prediction. */
function roundTrips(table: string): ImportableWorkflow {
	const dataTableId = { __rl: true, mode: 'id', value: table };
	const columns = {
		mappingMode: 'defineBelow',
		value: Object.fromEntries(stored.map((field) => [field, `={{ $json.${field} }}`])),
		matchingColumns: [],
		schema: stored.map((id) => ({ id, displayName: id, display: true, type: 'string' })),
	};
	return workflow(
		'wrongRunRoundTrips',
		[
			node('Orders', 'sampleShop', small),
			node('Compute RFM', 'computeRfm', { asOf: '2026-06-30' }),
			node('To CSV', 'n8n-nodes-base.convertToFile', { operation: 'csv' }, { typeVersion: 1.1 }),
			node('From CSV', 'n8n-nodes-base.extractFromFile', { operation: 'csv' }),
			node('Predict from CSV', 'predictClv'),
			node('Remember', 'n8n-nodes-base.dataTable', { operation: 'insert', dataTableId, columns }),
			node(
				'Read back',
				'n8n-nodes-base.dataTable',
				{ operation: 'get', dataTableId, returnAll: true },
				{ executeOnce: true },
			),
			node('Predict from table', 'predictClv'),
			node('Predict', 'predictClv'),
		],
		[
			['Start', 'Orders'],
			['Orders', 'Compute RFM'],
			['Compute RFM', 'To CSV'],
			['To CSV', 'From CSV'],
			['From CSV', 'Predict from CSV'],
			['Compute RFM', 'Remember'],
			['Remember', 'Read back'],
			['Read back', 'Predict from table'],
			['Compute RFM', 'Predict'],
		],
	);
}

describe('runs that would end green with a wrong result', () => {
	let sandboxes: Sandboxes;
	let unreachable: IRun;
	let orders: IRun;
	let loop: IRun;
	let trips: IRun;
	let recipe: IRun;
	let emptyListId: string;
	const members = ['kept@example.com', 'also@example.com'];
	let listId: string;

	beforeAll(async () => {
		const table = await makeDataTable('wrong_runs', [
			{ name: 'customerId', type: 'string' },
			{ name: 'orderHistory', type: 'string' },
			{ name: 'orderCount', type: 'number' },
			{ name: 'asOf', type: 'date' },
		]);
		sandboxes = await startExpectedSandboxes();
		listId = sandboxes.klaviyo.addList('Everybody', members).id;
		emptyListId = sandboxes.klaviyo.addList('Everybody after a loop').id;
		const weekly = changedExample('weekly-klaviyo-refresh', 'wrongRunUnreachable', (of) => {
			of('Sample Shop').parameters.customers = 200;
		});
		await importIntoN8n([
			weekly,
			pastComputeRfm,
			inLoop(listId),
			afterLoop(emptyListId),
			roundTrips(table),
		]);
		orders = await clickExecute('wrongRunOrders');
		loop = await clickExecute('wrongRunLoop');
		trips = await clickExecute('wrongRunRoundTrips');
	}, 300_000);
	afterAll(() => sandboxes.stop());

	it('refuses orders where customers are needed, node by node, and names Compute RFM', () => {
		for (const type of scoring) {
			expect(rowsOf(orders, type)).toEqual([
				{ error: `"${type}" needs customers, but got orders: put Compute RFM before it` },
			]);
		}
		expect(errorOf(orders)).toContain('"Klaviyo" needs customers');
	});

	it('refuses to keep a list or an audience exact in the first iteration of a loop, before anything is sent', () => {
		const refused = rowsOf(loop, 'Klaviyo').map(({ error }) => String(error));
		expect(new Set(refused.map((error) => error.includes('has further items')))).toEqual(
			new Set([true]),
		);
		expect(errorOf(loop)).toContain('the loop before this node has further items');
		expect(loop.data.resultData.runData.Loop).toHaveLength(1);
		expect(sandboxes.klaviyo.emailsOn(listId)).toEqual([...members].sort());
		const writes = [sandboxes.klaviyo, sandboxes.meta].flatMap(({ server }) =>
			server.requests.filter(({ method }) => method !== 'GET'),
		);
		expect(writes).toEqual([]);
	});

	it('writes profiles in a loop and keeps the list exact after it', async () => {
		recipe = await clickExecute('rightRunAfterLoop');
		expect(errorOf(recipe)).toBeUndefined();
		const emails = rowsOf(recipe, 'Compute RFM').flatMap(({ email }) =>
			typeof email === 'string' ? [email] : [],
		);
		expect(recipe.data.resultData.runData['Write profiles'].length).toBeGreaterThan(1);
		expect(sandboxes.klaviyo.emailsOn(emptyListId)).toEqual([...new Set(emails)].sort());
	}, 60_000);

	it.each(['Predict from table', 'Predict from CSV'])(
		'predicts the same for customers that come back from a store: %s',
		(name) => {
			expect(errorOf(trips)).toBeUndefined();
			const facts = (from: string) =>
				rowsOf(trips, from)
					.map(({ customerId, predictedClv }) => [customerId, predictedClv])
					.sort();
			expect(facts(name).length).toBeGreaterThan(20);
			expect(facts(name)).toEqual(facts('Predict'));
			expect(rowsOf(trips, name, 1)).toEqual([]);
		},
	);

	it('fails where Klaviyo cannot be reached, and says nothing is done', async () => {
		await sandboxes.stop();
		unreachable = await clickExecute('wrongRunUnreachable');
		expect(errorOf(unreachable)).toMatch(/^Ended early: Klaviyo did not answer/);
		expect(ran(unreachable)).toContain('Show what would change');
		for (const later of ['Safe to send?', 'Write profiles', 'Alert: refresh done']) {
			expect(ran(unreachable)).not.toContain(later);
		}
	}, 120_000);
});
