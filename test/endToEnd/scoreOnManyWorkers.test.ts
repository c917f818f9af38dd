import type { IDataObject } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { fillOrdersTable } from '../../harness/data/ordersTable';
import { chain, own } from '../../harness/engine/workflowParts';
import {
	batchHeader,
	manyWorkersCredentials,
	manyWorkersTemplate,
} from '../../harness/n8n/manyWorkers';
import {
	type PostgresServer,
	postgresPrograms,
	startPostgres,
} from '../../harness/process/postgres';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { parseOptions } from '../../src/values/parseOptions';
import { clickExecute, publish } from '../support/clickExecute';
import { setup } from '../support/endToEndSetup';
import { importIntoN8n, rowsOf } from '../support/n8n';

const path = 'score-batch-test';
const id = 'scoreOnManyWork1';
const asOf = '2026-06-30';
const programs = postgresPrograms();
// Guests, duplicates and faulty rows are among them.
const orders = sampleRows(
	parseOptions(sampleShopOptions, { customers: 250, asOf, timeZone: 'UTC' }),
) as IDataObject[];

const callBatch = (batch: object, value: string) =>
	fetch(`${setup().url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', [batchHeader.name]: value },
		body: JSON.stringify(batch),
	});

const customersIn = async (postgres: PostgresServer) =>
	(
		await postgres.query('SELECT customer FROM scored_customers ORDER BY "customerId" COLLATE "C"')
	).map(({ customer }) => customer as IDataObject);

/** The four nodes of the template over all orders at once. */
async function scoredAtOnce(): Promise<IDataObject[]> {
	const run = await runWorkflow(
		chain(
			own('RFM', 'computeRfm', { asOf }),
			own('Score', 'scoreCustomer'),
			own('Tier', 'assignTier'),
			own('Churn', 'churnCheck'),
		),
		{ input: orders.map((json) => ({ json })) },
	);
	expect(run.error).toBeUndefined();
	return run.rows('Churn');
}

(programs === undefined ? describe.skip : describe)('Score on many workers', () => {
	let postgres: PostgresServer;

	beforeAll(async () => {
		postgres = await startPostgres(programs ?? '');
		await fillOrdersTable(postgres, orders);
		const given = {
			client: 'shop',
			batches: 3,
			learnFromPercent: 100,
			asOf,
			batchUrl: `${setup().url}/webhook/${path}`,
		};
		const template = manyWorkersTemplate(JSON.stringify(given), path);
		await importIntoN8n([{ ...template, id }], manyWorkersCredentials(postgres));
		await publish(id);
	}, 120_000);
	afterAll(async () => {
		await postgres.stop();
	});

	it('gives the customers of one run over all orders, each once, and counts the orders set aside', async () => {
		const run = await clickExecute(id);
		expect(run.data.resultData.error).toBeUndefined();
		const customers = await customersIn(postgres);
		const expected = await scoredAtOnce();
		expect(customers).toEqual(expected);
		const [finished] = rowsOf(run, 'Finish the run');
		expect(finished).toMatchObject({ run: 1, batches: 3, customers: customers.length, gone: 0 });
		expect(Number(finished.setAside)).toBeGreaterThan(0);
	}, 300_000);

	it('goes on where a run died: only the batch that is missing is scored, by the models of that run', async () => {
		const before = await customersIn(postgres);
		await postgres.execute(`UPDATE scoring_runs SET finished = false;
			DELETE FROM scoring_batches WHERE batch = 1;
			DELETE FROM scored_customers WHERE customer->>'tier' = 'vip';`);
		const lost = before.length - (await customersIn(postgres)).length;
		expect(lost).toBeGreaterThan(0);
		const run = await clickExecute(id);
		expect(run.data.resultData.error).toBeUndefined();
		expect(rowsOf(run, 'Batches left').map(({ batch }) => batch)).toEqual([1]);
		expect(run.data.resultData.runData['Fit RFM']).toBeUndefined();
		expect((await customersIn(postgres)).length).toBeGreaterThan(before.length - lost);
	}, 300_000);

	it('refuses a second run while one is going on, and changes nothing', async () => {
		await postgres.execute(`UPDATE scoring_runs SET "busyUntil" = now() + interval '5 minutes'`);
		const before = await customersIn(postgres);
		const run = await clickExecute(id);
		expect(run.data.resultData.error?.message).toMatch(/^Another run for "shop" is still going\./);
		expect(await customersIn(postgres)).toEqual(before);
	}, 300_000);

	it('writes nobody from a batch of an older run', async () => {
		await postgres.execute(`UPDATE scoring_runs SET "busyUntil" = now(), run = 2`);
		const before = await customersIn(postgres);
		await callBatch({ client: 'shop', run: 1, batch: 0 }, batchHeader.value);
		expect(await customersIn(postgres)).toEqual(before);
	}, 300_000);

	it('fails where nobody can be learned from, and leaves the customers as they are', async () => {
		await postgres.execute(
			`UPDATE scoring_runs SET finished = true, "busyUntil" = now(); ALTER TABLE orders RENAME TO kept; CREATE TABLE orders (LIKE kept)`,
		);
		const before = await customersIn(postgres);
		const run = await clickExecute(id);
		expect(run.data.resultData.error?.message).toMatch(
			/^No customer could be read from the orders/,
		);
		expect(run.status).toBe('error');
		expect(await customersIn(postgres)).toEqual(before);
	}, 300_000);

	it('starts no batch for those who do not know the header', async () => {
		const { status } = await callBatch({ client: 'shop', run: 2, batch: 0 }, 'a guess');
		expect(status).toBe(403);
	});
});
