import { DateTime } from 'luxon';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { runRfm } from '../support/runRfm';
import { outputCountOf } from '../../harness/engine/builtNodes';
import { builtTypes, runSingle } from '../support/singleNode';

const orders: IDataObject[] = Array.from({ length: 40 }, (_, i) => ({
	orderId: `o${i}`,
	customerId: `c${i % 12}`,
	orderDate: `2025-0${1 + (i % 5)}-1${i % 10}`,
	amount: 20 + i,
}));
const customers = runRfm(orders).customers.map(({ row }) => row as IDataObject);
const items = (rows: readonly IDataObject[]): INodeExecutionData[] =>
	rows.map((json) => ({ json }));

const scoring = [
	'scoreCustomer',
	'predictClv',
	'assignTier',
	'churnCheck',
	'buildSuppressionList',
	'planOffers',
	'trackMigration',
	'measureLift',
];

describe('orders wired past Compute RFM', () => {
	it.each(scoring)('are refused by %s, which names the missing node', async (type) => {
		const done = await runSingle(type, {}, items(orders));
		expect(done.error?.message).toBe(
			'"Node" needs customers, but got orders: put Compute RFM before it',
		);
		expect(done.rows('Node')).toEqual([]);
	});

	it.each([
		['syncToKlaviyo', { operation: 'upsertProfiles' }],
		['syncToKlaviyo', { operation: 'sendEvents', event: 'winBackDue' }],
		[
			'syncToMeta',
			{
				operation: 'mirrorAudience',
				adAccountId: 'act_1',
				audience: { __rl: true, mode: 'name', value: 'A' },
			},
		],
		[
			'syncToGoogle',
			{
				operation: 'mirrorAudience',
				authentication: 'serviceAccount',
				accountId: '1',
				audience: { __rl: true, mode: 'name', value: 'A' },
			},
		],
	])('are refused by %s %j before any request', async (type, parameters) => {
		const credentials = {
			customerValueKlaviyoApi: { apiKey: 'pk', baseUrl: 'http://127.0.0.1:9' },
			customerValueMetaApi: { accessToken: 't', baseUrl: 'http://127.0.0.1:9' },
			customerValueGoogleServiceAccountApi: { accessToken: 't', baseUrl: 'http://127.0.0.1:9' },
		};
		const done = await runSingle(type, parameters, items(orders), { credentials });
		expect(done.error?.message).toContain('put Compute RFM before it');
	});
});

describe('rows as tables and files give them back', () => {
	const asOf = '2025-06-30T23:59:59.999-04:00';

	it.each([
		['a date object', new Date(asOf)],
		['a luxon date', DateTime.fromISO(asOf)],
		['a text in UTC', '2025-07-01T03:59:59.999Z'],
	])('are predicted the same with "asOf" as %s', async (_name, value) => {
		const written = customers.map((row) => ({ ...row, asOf }));
		const readBack = customers.map((row) => ({ ...row, asOf: value }) as unknown as IDataObject);
		const [expected, given] = await Promise.all([
			runSingle('predictClv', {}, items(written)),
			runSingle('predictClv', {}, items(readBack)),
		]);
		expect(given.rows('Node')).toEqual(expected.rows('Node'));
		expect(given.rows('Node')).toHaveLength(customers.length);
	});

	it.each(scoring)('keep their customers in %s with a byte order mark', async (type) => {
		const marked = customers.map(({ customerId, ...row }) => ({
			'\uFEFFcustomerId': customerId,
			...row,
		}));
		const done = await runSingle(type, {}, items(marked));
		expect(done.rows('Node').map((row) => row.customerId)).toEqual(
			customers.map((row) => row.customerId),
		);
	});

	it('are orders to Compute RFM with a byte order mark', async () => {
		const marked = orders.map(({ orderDate, ...row }) => ({
			'\uFEFForderDate': orderDate,
			...row,
		}));
		const done = await runSingle('computeRfm', { asOf: '2025-06-30' }, items(marked));
		expect(done.rows('Node')).toHaveLength(customers.length);
	});
});

describe('what a run says of itself', () => {
	it.each(scoring)('%s warns of rows set aside above 20%%', async (type) => {
		const broken = customers.map((row, i) => (i < 4 ? { ...row, customerId: '' } : row));
		const done = await runSingle(type, {}, items(broken));
		expect(done.hints('Node').join('\n')).toContain('4 of 12 rows (33.3%) were set aside');
		const fine = await runSingle(type, {}, items(broken.slice(3)));
		expect(fine.hints('Node').join('\n')).not.toContain('were set aside');
	});

	it.each([
		['assignTier', 2],
		['churnCheck', 4],
		['trackMigration', 3],
	])('%s says how many rows of "Previous" matched', async (type, summary) => {
		const previous = customers
			.slice(0, 5)
			.map((row): IDataObject => ({ ...row, asOf: '2025-05-31' }));
		const done = await runSingle(type, {}, items(customers), { second: items(previous) });
		expect(done.hints('Node')).toContain('5 of 5 rows on "Previous" match a customer.');
		expect(done.rows('Node', summary)[0]).toMatchObject({ previousRows: 5, previousMatched: 5 });

		const strangers = previous.map((row) => ({
			...row,
			customerId: `x-${String(row.customerId)}`,
		}));
		const none = await runSingle(type, {}, items(customers), { second: items(strangers) });
		expect(none.hints('Node').join('\n')).toContain('None of the 5 rows on "Previous"');
		expect(none.rows('Node', summary)[0]).toMatchObject({ previousRows: 5, previousMatched: 0 });
	});

	it('Build Suppression List names the fields that are missing, and what it assumed', async () => {
		const done = await runSingle('buildSuppressionList', {}, items([{ customerId: 'a' }]));
		const [hint] = done.hints('Node').filter((text) => text.includes('these fields'));
		for (const part of [
			'"daysSinceLastOrder" (Compute RFM): nobody counts as inactive',
			'"orderCountLifetime" (Compute RFM): nobody counts as a repeat buyer',
			'"tier" (Assign Tier): no rule about inactivity applies',
			'"lapseAfterDays" (Churn Check)',
		]) {
			expect(hint).toContain(part);
		}
	});

	it('a chain of all nodes names no missing field', async () => {
		let rows = customers;
		for (const type of ['scoreCustomer', 'assignTier', 'churnCheck', 'buildSuppressionList']) {
			const done = await runSingle(type, {}, items(rows));
			expect(done.hints('Node').join('\n')).not.toContain('these fields');
			rows = done.rows('Node');
		}
	});

	it('warns of an option whose expression differs by item', async () => {
		const valueField = '={{ $json.customerId === "c0" ? "monetaryTotal" : "averageOrderValue" }}';
		const done = await runSingle('assignTier', { value: 'field', valueField }, items(customers));
		expect(done.hints('Node').join('\n')).toContain('"Field" is an expression with');
		const same = '={{ $json.orderCount >= 0 ? "monetaryTotal" : "" }}';
		const quiet = await runSingle(
			'assignTier',
			{ value: 'field', valueField: same },
			items(customers),
		);
		expect(quiet.hints('Node').join('\n')).not.toContain('is an expression');
	});

	it('warns of a node that learns twice, as two wires lead to one input', async () => {
		const half = (name: string): INode => ({
			id: name,
			name,
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [200, 0],
			parameters: {},
		});
		const nodes = [
			{ ...half('Start'), type: 'n8n-nodes-base.manualTrigger' },
			half('Shop A'),
			half('Shop B'),
			{
				...half('Compute RFM'),
				type: 'n8n-nodes-customer-value.computeRfm',
				parameters: { asOf: '2025-06-30' },
			},
		];
		const to = (...names: string[]) => ({
			main: [names.map((node) => ({ node, type: 'main' as const, index: 0 }))],
		});
		const connections = {
			Start: to('Shop A', 'Shop B'),
			'Shop A': to('Compute RFM'),
			'Shop B': to('Compute RFM'),
		};
		const done = await runWorkflow({ nodes, connections }, { input: items(orders) });
		const [first, second] = done.runs['Compute RFM'].map(({ hints }) =>
			(hints ?? []).map(({ message }) => message).join('\n'),
		);
		expect(first).not.toContain('This node has run');
		expect(second).toContain('This node has run 2 times in this execution');
	});

	it('an error of the whole run takes no fields of the first customer onto the error output', async () => {
		const wrong = { options: { championsShare: 50 } };
		const done = await runSingle('assignTier', wrong, items(customers), {
			onError: 'continueErrorOutput',
		});
		const outputs = outputCountOf(builtTypes.assignTier, 1);
		expect(done.rows('Node', outputs)).toEqual([{ error: expect.any(String) as string }]);
	});
});
