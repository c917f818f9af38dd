import type { IDataObject, INode, IRun } from 'n8n-workflow';
import {
	type PostgresServer,
	postgresPrograms,
	startPostgres,
} from '../../harness/process/postgres';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { computeRfm } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { clickExecute } from '../support/clickExecute';
import {
	changedExample,
	importIntoN8n,
	readExample,
	rowsOf,
	startExpectedSandboxes,
} from '../support/n8n';

const slug = 'nightly-klaviyo-changes';
const programs = postgresPrograms();
const credential = { id: 'postgresOfNights', name: 'Postgres of the nights' };

/** Fields that change with the day or with other customers, and texts that are made of them. */
const passing = new Set([
	...['asOf', 'daysSinceLastOrder', 'customerAgeDays', 'recencyBand', 'spendBand'],
	...['rfmExplanation', 'rfmReasons', 'rfmModelVersion'],
]);

let sandboxes: Sandboxes;
let postgres: PostgresServer;

type Parameters = Readonly<Record<string, INode['parameters']>>;

/** Runs the template as of the end of a day; Dry Run is off unless `parameters` turn it on. */
async function night(asOf: string, parameters: Parameters = {}): Promise<IRun> {
	const changed = changedExample(slug, 'nightlyKlaviyo', (node) => {
		for (const { name, type } of readExample(slug).nodes) {
			if (type.endsWith('.postgres'))
				Object.assign(node(name), { credentials: { postgres: credential } });
		}
		for (const name of ['Count the orders', 'Find the changes'])
			node(name).parameters.options = { asOf, timeZone: 'UTC' };
		node('Write profiles').parameters.dryRun = false;
		for (const [name, given] of Object.entries(parameters))
			Object.assign(node(name).parameters, given);
	});
	await importIntoN8n([changed]);
	return await clickExecute(changed.id);
}

const errorOf = ({ data }: IRun) => data.resultData.error?.message;
const ran = ({ data }: IRun, node: string) => node in data.resultData.runData;
const textOf = (run: IRun, node: string) => String(rowsOf(run, node)[0]?.text);
const idsOf = (rows: readonly IDataObject[]) => rows.map(({ customerId }) => customerId).sort();

/** The customers of Compute RFM on the orders of this moment, by id, without what passes with time. */
async function lastingCustomers(asOf: string): Promise<Map<unknown, string>> {
	const orders = await postgres.query(
		'SELECT order_id AS "orderId", customer_id AS "customerId", email, order_date AS "orderDate", amount, status FROM orders',
	);
	const options = rfmOptions.parse({ source: 'custom', asOf, timeZone: 'UTC' });
	const { customers } = computeRfm(orders as JsonRecord[], options, { timeZone: 'UTC', now: 0 });
	return new Map(
		customers.map(({ row }): [unknown, string] => {
			const lasting = Object.entries(row).filter(([field]) => !passing.has(field));
			return [row.customerId, JSON.stringify(lasting)];
		}),
	);
}

/** Ids of customers who are new or differ. */
const changedBetween = (
	before: ReadonlyMap<unknown, string>,
	after: ReadonlyMap<unknown, string>,
) =>
	[...after]
		.filter(([id, customer]) => before.get(id) !== customer)
		.map(([id]) => id)
		.sort();

/** The addresses of all profiles that were sent to Klaviyo while some work ran. */
async function sentDuring<Result>(work: () => Promise<Result>): Promise<[Result, string[]]> {
	const { requests } = sandboxes.klaviyo.server;
	const before = requests.length;
	const result = await work();
	const emails = requests
		.slice(before)
		.filter(({ method, path }) => method === 'POST' && path.includes('bulk-import'))
		.flatMap(({ body }) => body.match(/[\w.+-]+@example\.com/g) ?? []);
	return [result, emails.sort()];
}

const addressesOf = (ids: readonly unknown[]) =>
	ids.map((id) => `${String(id)}@example.com`).sort();
const storedCustomers = async () =>
	(await postgres.query(
		'SELECT customer_id, order_count FROM customer_value ORDER BY 1',
	)) as unknown;

const order = (id: string, customer: string, day: string, amount: number) =>
	`INSERT INTO orders VALUES ('${id}', '${customer}', '${customer}@example.com', '${day} 12:00:00+00', ${amount}, 'paid')`;

// Without PostgreSQL on this machine there is nothing to test against.
(programs === undefined ? describe.skip : describe)('Nightly refresh, changes only', () => {
	let everybody: unknown[];

	beforeAll(async () => {
		sandboxes = await startExpectedSandboxes();
		postgres = await startPostgres(programs ?? '');
		await postgres.execute(`CREATE TABLE orders AS
			SELECT 'o' || i AS order_id, 'c' || (i % 120) AS customer_id, 'c' || (i % 120) || '@example.com' AS email,
				timestamptz '2025-06-29 12:00:00+00' - make_interval(days => i) AS order_date,
				(20 + (i * 37) % 200)::decimal(12, 2) AS amount, 'paid' AS status
			FROM generate_series(1, 500) AS numbers(i)
			WHERE i % 120 <> 7 OR i = 7`);
		await importIntoN8n([], [{ ...credential, type: 'postgres', data: postgres.connection }]);
		everybody = [...(await lastingCustomers('2025-06-30')).keys()].sort();
	}, 120_000);
	afterAll(async () => {
		await sandboxes.stop();
		await postgres.stop();
	});

	it('sends nothing and accepts nothing in a dry run, as it comes', async () => {
		const [run, sent] = await sentDuring(() =>
			night('2025-06-30', { 'Write profiles': { dryRun: true } }),
		);
		expect(errorOf(run)).toBeUndefined();
		expect(textOf(run, 'Alert: dry run')).toMatch(
			/^Dry run, nothing was sent to Klaviyo.*New: 120, changed: 0, gone: 0 of 120 customers/,
		);
		expect(ran(run, 'Accept the changes')).toBe(false);
		expect(sent).toEqual([]);
	}, 300_000);

	it('sends everybody in the first night', async () => {
		const [run, sent] = await sentDuring(() => night('2025-06-30'));
		expect(errorOf(run)).toBeUndefined();
		expect(sent).toEqual(addressesOf(everybody));
		expect(textOf(run, 'Alert: refresh done')).toBe(
			'Nightly refresh done. New: 120, changed: 0, gone: 0 of 120 customers. Profiles: 120 written, 0 without a usable address, 0 refused by Klaviyo.',
		);
		const profile = [...sandboxes.klaviyo.profiles.values()].find(
			({ email }) => email === 'c1@example.com',
		);
		const customer = rowsOf(run, 'Read the changes').find(({ customerId }) => customerId === 'c1');
		expect(profile?.properties).toMatchObject({
			rfm_segment: customer?.rfmSegment,
			order_count: 5,
			lifetime_spend: customer?.monetaryLifetime,
		});
	}, 300_000);

	it('sends nobody and says so in a night without changes', async () => {
		const [run, sent] = await sentDuring(() => night('2025-06-30'));
		expect(errorOf(run)).toBeUndefined();
		expect(sent).toEqual([]);
		expect(textOf(run, 'Alert: nothing changed')).toMatch(/none of 120 customers has changed/);
	}, 300_000);

	it('sends exactly those who changed the next night, and names who is gone', async () => {
		const before = await lastingCustomers('2025-06-30');
		await postgres.execute(
			[
				order('n1', 'c3', '2025-07-01', 80),
				order('n2', 'c50', '2025-07-01', 15),
				order('n3', 'newcomer', '2025-07-01', 60),
				`UPDATE orders SET status = 'cancelled' WHERE customer_id = 'c7'`,
			].join(';\n'),
		);
		const expected = changedBetween(before, await lastingCustomers('2025-07-01'));
		expect(expected).toEqual(expect.arrayContaining(['c3', 'c50', 'newcomer']));
		expect(expected.length).toBeLessThan(60);
		const [run, sent] = await sentDuring(() => night('2025-07-01'));
		expect(errorOf(run)).toBeUndefined();
		expect(sent).toEqual(addressesOf(expected));
		expect(idsOf(rowsOf(run, 'Still a customer?', 1))).toEqual(['c7']);
		expect(textOf(run, 'Alert: customers gone')).toMatch(
			/^Customers gone from the orders: 1 \(c7\)\. Their orders/,
		);
		expect(textOf(run, 'Alert: refresh done')).toMatch(
			/New: 1, changed: \d+, gone: 1 of 120 customers/,
		);
	}, 300_000);

	it('sends those of a night in which Klaviyo failed the next night, with whoever changed since', async () => {
		const accepted = await lastingCustomers('2025-07-01');
		const stored = await storedCustomers();
		await postgres.execute(order('n4', 'c10', '2025-07-02', 33));
		sandboxes.klaviyo.server.fail({
			times: Infinity,
			path: /bulk-import/,
			answer: { status: 401, body: { errors: [{ status: 401, code: 'not_authenticated' }] } },
		});
		const failed = await night('2025-07-02');
		expect(failed.status).toBe('error');
		expect(ran(failed, 'Accept the changes')).toBe(false);
		expect(await storedCustomers()).toEqual(stored);
		sandboxes.klaviyo.server.recover();

		await postgres.execute(order('n5', 'c11', '2025-07-03', 44));
		const expected = changedBetween(accepted, await lastingCustomers('2025-07-03'));
		expect(expected).toEqual(expect.arrayContaining(['c10', 'c11']));
		const [run, sent] = await sentDuring(() => night('2025-07-03'));
		expect(errorOf(run)).toBeUndefined();
		expect(sent).toEqual(addressesOf(expected));
	}, 300_000);

	it('accepts nothing where another run has looked for changes in the meantime', async () => {
		const stored = await storedCustomers();
		await postgres.execute(order('n6', 'c12', '2025-07-04', 55));
		const run = await night('2025-07-04', {
			'Run the acceptance': {
				query: '=UPDATE customer_value_next SET as_of_ms = as_of_ms + 1;\n{{ $json.sql }}',
			},
		});
		expect(errorOf(run)).toMatch(/another run has told changes since/);
		expect(await storedCustomers()).toEqual(stored);
	}, 300_000);

	it('stops before anything is sent when many are gone, or most rows are set aside', async () => {
		const stored = await storedCustomers();
		await postgres.execute(
			`CREATE TABLE kept AS SELECT * FROM orders; DELETE FROM orders WHERE right(customer_id, 1) IN ('1', '2')`,
		);
		const [gone, sent] = await sentDuring(() => night('2025-07-04'));
		expect(errorOf(gone)).toMatch(
			/was stopped, and nothing was sent to Klaviyo\. Of \d+ customers/,
		);
		expect(sent).toEqual([]);
		await postgres.execute(`DELETE FROM orders`);
		const empty = await night('2025-07-04');
		expect(errorOf(empty)).toMatch(
			/Of 0 rows in the table of orders, 0 were set aside; 0 customers/,
		);
		await postgres.execute(
			`INSERT INTO orders SELECT order_id, customer_id, email, order_date, NULL, status FROM kept`,
		);
		const unreadable = await night('2025-07-04');
		expect(errorOf(unreadable)).toMatch(/^The nightly refresh was stopped/);
		expect(ran(unreadable, 'Find the changes')).toBe(false);
		expect(await storedCustomers()).toEqual(stored);
	}, 300_000);

	it('accepts a night in which customers are gone and nobody has to be written to', async () => {
		await postgres.execute('DELETE FROM orders; INSERT INTO orders SELECT * FROM kept');
		expect(errorOf(await night('2025-07-04'))).toBeUndefined();
		const limits = readExample(slug).nodes.find(({ name }) => name === 'Safe to send?')?.parameters;
		const thresholds = {
			asOf: '2025-07-04',
			timeZone: 'UTC',
			recencyMethod: 'thresholds',
			recencyThresholds: '30, 90, 180, 365',
			monetaryMethod: 'thresholds',
			monetaryThresholds: '50, 100, 200, 400',
		};
		const own = {
			'Count the orders': { options: thresholds },
			'Find the changes': { options: thresholds },
			'Safe to send?': JSON.parse(
				JSON.stringify(limits).replaceAll(/"rightValue":\d+/g, '"rightValue":100'),
			) as INode['parameters'],
		};
		expect(errorOf(await night('2025-07-04', own))).toBeUndefined();
		await postgres.execute(`DELETE FROM orders WHERE customer_id = 'newcomer'`);
		const [run, sent] = await sentDuring(() => night('2025-07-04', own));
		expect(errorOf(run)).toBeUndefined();
		expect(sent).toEqual([]);
		expect(textOf(run, 'Alert: refresh done')).toMatch(
			/gone: 1 of .*Nobody had to be written to\.$/,
		);
		const again = await night('2025-07-04', own);
		expect(ran(again, 'Alert: nothing changed')).toBe(true);
	}, 300_000);
});
