import type { IDataObject } from 'n8n-workflow';
import { chain, node, own } from '../../harness/engine/workflowParts';
import {
	type PostgresServer,
	postgresPrograms,
	startPostgres,
} from '../../harness/process/postgres';
import { executeOwnWorkflow, importIntoN8n, rowsOf } from '../support/n8n';

const programs = postgresPrograms();
const credential = { id: 'postgresOfSql', name: 'Postgres of Customer Value SQL' };

/** Write Statement, n8n's own Postgres node, Read Customers. */
async function customersBy(result: string): Promise<IDataObject[]> {
	const options = { asOf: '2025-06-30', timeZone: 'UTC' };
	const workflow = chain(
		own('Customer Value SQL', 'customerValueSql', { result, options }),
		node(
			'Postgres',
			'n8n-nodes-base.postgres',
			{ operation: 'executeQuery', query: '={{ $json.sql }}', options: {} },
			{ typeVersion: 2.6, credentials: { postgres: credential } },
		),
		own('Read', 'customerValueSql', { operation: 'read' }),
	);
	const run = await executeOwnWorkflow({
		...workflow,
		id: `sql${result}`,
		name: result,
		settings: { executionOrder: 'v1' },
	});
	expect(run.data.resultData.error).toBeUndefined();
	return rowsOf(run, 'Read');
}

// Without PostgreSQL on this machine there is nothing to test against.
(programs === undefined ? describe.skip : describe)('Customer Value SQL in n8n', () => {
	let postgres: PostgresServer;

	beforeAll(async () => {
		postgres = await startPostgres(programs ?? '');
		await postgres.execute(`CREATE TABLE orders AS
			SELECT 'o' || i AS order_id, 'c' || (i % 40) AS customer_id, 'c' || (i % 40) || '@example.com' AS email,
				timestamptz '2025-06-30 12:00:00+00' - make_interval(days => i) AS order_date,
				(i * 1.25)::decimal(12, 2) AS amount, 'paid' AS status
			FROM generate_series(1, 100) AS numbers(i)`);
		await importIntoN8n([], [{ ...credential, type: 'postgres', data: postgres.connection }]);
	}, 120_000);
	afterAll(async () => {
		await postgres.stop();
	});

	it('returns the customers that n8n’s Postgres node computes', async () => {
		const customers = await customersBy('rows');
		expect(customers).toHaveLength(40);
		expect(customers[0]).toMatchObject({
			customerId: 'c0',
			email: 'c0@example.com',
			orderCount: 2,
			monetaryTotal: 150,
			daysSinceLastOrder: 40,
			orderHistory: '2025-04-11:100;2025-05-21:50',
		});
	}, 300_000);

	it('returns only what changed since changes were accepted', async () => {
		expect(await customersBy('changes')).toHaveLength(40);
		const accept = own('Accept', 'customerValueSql', { result: 'acceptChanges' });
		const store = node(
			'Postgres',
			'n8n-nodes-base.postgres',
			{ operation: 'executeQuery', query: '={{ $json.sql }}', options: {} },
			{ typeVersion: 2.6, credentials: { postgres: credential } },
		);
		const accepted = await executeOwnWorkflow({
			...chain(accept, store),
			id: 'sqlAccept',
			name: 'Accept',
			settings: { executionOrder: 'v1' },
		});
		expect(accepted.data.resultData.error).toBeUndefined();
		expect(await customersBy('changes')).toEqual([]);
		await postgres.execute(
			`INSERT INTO orders VALUES ('new', 'c7', 'c7@example.com', timestamptz '2025-06-29 12:00:00+00', 9.99, 'paid')`,
		);
		const changed = await customersBy('changes');
		expect(changed).toContainEqual(
			expect.objectContaining({ customerId: 'c7', change: 'changed' }),
		);
		expect(changed.length).toBeLessThan(40);
	}, 300_000);
});
