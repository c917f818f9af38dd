import type { IDataObject } from 'n8n-workflow';
import { chain, node, own } from '../../harness/engine/workflowParts';
import { hasMariaDb, type MariaDbServer, startMariaDb } from '../../harness/process/mariaDb';
import {
	type PostgresServer,
	postgresPrograms,
	startPostgres,
} from '../../harness/process/postgres';
import { executeOwnWorkflow, importIntoN8n, rowsOf } from '../support/n8n';

const programs = postgresPrograms();
const credential = { id: 'postgresOfSql', name: 'Postgres of Customer Value SQL' };

const query = { operation: 'executeQuery', query: '={{ $json.sql }}', options: {} };
const mariaDbCredential = { id: 'mariaDbOfSql', name: 'MariaDB of Customer Value SQL' };
const runners = {
	postgres: node('Postgres', 'n8n-nodes-base.postgres', query, {
		typeVersion: 2.6,
		credentials: { postgres: credential },
	}),
	mariaDb: node('MySQL', 'n8n-nodes-base.mySql', query, {
		typeVersion: 2.5,
		credentials: { mySql: mariaDbCredential },
	}),
} as const;

/** Write Statement, n8n's own node of the database, Read Customers. */
async function customersBy(
	result: string,
	dialect: 'postgres' | 'mariaDb' = 'postgres',
): Promise<IDataObject[]> {
	const options = { asOf: '2025-06-30', timeZone: 'UTC' };
	const workflow = chain(
		own('Customer Value SQL', 'customerValueSql', { dialect, result, options }),
		runners[dialect],
		own('Read', 'customerValueSql', { operation: 'read' }),
	);
	const run = await executeOwnWorkflow({
		...workflow,
		id: `sql${dialect}${result}`,
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
		const accepted = await executeOwnWorkflow({
			...chain(accept, runners.postgres),
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

(hasMariaDb() ? describe : describe.skip)('Customer Value SQL by n8n’s MySQL node', () => {
	let mariaDb: MariaDbServer;

	beforeAll(async () => {
		mariaDb = await startMariaDb();
		await mariaDb.execute(`CREATE TABLE orders AS
			SELECT CONCAT('o', seq) AS order_id, CONCAT('c', seq % 40) AS customer_id, CONCAT('c', seq % 40, '@example.com') AS email,
				TIMESTAMP('2025-06-30 12:00:00') - INTERVAL seq DAY AS order_date,
				CAST(seq * 1.25 AS DECIMAL(12, 2)) AS amount, 'paid' AS status
			FROM seq_1_to_100`);
		await importIntoN8n([], [{ ...mariaDbCredential, type: 'mySql', data: mariaDb.connection }]);
	}, 120_000);
	afterAll(async () => {
		await mariaDb.stop();
	});

	it('gives the customers of the rows that the node returns, and all as changes at first', async () => {
		const customers = await customersBy('rows', 'mariaDb');
		expect(customers).toHaveLength(40);
		expect(customers[0]).toMatchObject({
			customerId: 'c0',
			email: 'c0@example.com',
			orderCount: 2,
			monetaryTotal: 150,
			orderHistory: '2025-04-11:100;2025-05-21:50',
		});
		expect(await customersBy('changes', 'mariaDb')).toHaveLength(40);
	}, 300_000);
});
