// "Score on many workers" in n8n's queue mode: main, workers, Redis and Postgres on this machine.
//   npm run bench -- workers [CUSTOMERS]
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOptions } from '../../src/values/parseOptions';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { fillOrdersTable } from '../../harness/data/ordersTable';
import { importCredentials, importWorkflows, publishWorkflow } from '../../harness/n8n/commands';
import { type Running, startServer, startWorker } from '../../harness/n8n/server';
import { manyWorkersCredentials, manyWorkersTemplate } from '../../harness/n8n/manyWorkers';
import type { ImportableWorkflow } from '../../harness/n8n/workflowFile';
import { installPackage } from '../../harness/package/installPackage';
import { ensureRuntime, type Runtime } from '../../harness/pinned/runtime';
import { Advice } from '../../harness/process/advice';
import {
	type PostgresServer,
	postgresPrograms,
	startPostgres,
} from '../../harness/process/postgres';
import { anyFreePort } from '../../harness/process/freePort';
import { hasRedis, startRedis } from '../../harness/process/redis';
import { build, root, step } from '../../harness/process/shell';
import { withProgress } from '../../harness/process/progress';

const customers = Number(process.argv[2] ?? 20_000);
const batches = 8;
const asOf = '2026-06-30';
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

interface Machine {
	readonly runtime: Runtime;
	readonly userFolder: string;
	readonly postgres: PostgresServer;
	/** The settings of queue mode, for every process of n8n. */
	readonly environment: NodeJS.ProcessEnv;
	/** Where n8n listens. */
	readonly url: string;
}

/** The template with a webhook that starts it, so that runs are queued as scheduled ones are. */
function templateFor(url: string): ImportableWorkflow {
	const path = 'score-batch';
	const given = { client: 'shop', learnFromPercent: 100, asOf, batchUrl: `${url}/webhook/${path}` };
	const settings = `={{ { ...${JSON.stringify(given)}, batches: $('Start').first().json.body.batches } }}`;
	const template = manyWorkersTemplate(settings, path);
	const start = {
		id: 'start',
		name: 'Start',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		position: [0, -600] as [number, number],
		webhookId: 'start-scoring',
		parameters: {
			httpMethod: 'POST',
			path: 'start-scoring',
			responseMode: 'lastNode',
			options: {},
		},
	};
	return {
		...template,
		nodes: [...template.nodes, start],
		connections: {
			...template.connections,
			Start: { main: [[{ node: 'Settings', type: 'main', index: 0 }]] },
		},
	};
}

interface Held {
	readonly customers: number;
	readonly ids: number;
	readonly digest: string;
}

/** What the table of customers holds: how many, whether each once, and a digest of every field of everybody. */
async function heldIn({ postgres }: Machine): Promise<Held> {
	const [row] = await postgres.query(
		`SELECT count(*)::int AS customers, count(DISTINCT "customerId")::int AS ids,
		md5(string_agg(customer::text, E'\\n' ORDER BY "customerId" COLLATE "C")) AS digest FROM scored_customers`,
	);
	return row as unknown as Held;
}

async function startRun({ url }: Machine, batchCount: number) {
	const answer = await fetch(`${url}/webhook/start-scoring`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ batches: batchCount }),
	});
	return { status: answer.status, text: await answer.text() };
}

async function withWorkers<Result>(
	machine: Machine,
	names: readonly string[],
	work: (workers: readonly Running[]) => Promise<Result>,
): Promise<Result> {
	const { runtime, userFolder, environment } = machine;
	const start = (name: string) =>
		startWorker(runtime, userFolder, { name, concurrency: 2, environment });
	const workers = await Promise.all(names.map(start));
	try {
		return await work(workers);
	} finally {
		await Promise.all(workers.map((worker) => worker.stop()));
	}
}

/** One run with so many workers: seconds from its start to its answer. */
async function timeRun(machine: Machine, count: number, batchCount: number): Promise<number> {
	const names = Array.from({ length: count }, (_, at) => `worker-${at + 1}-of-${count}`);
	return await withWorkers(machine, names, async () => {
		const start = performance.now();
		const { status, text } = await startRun(machine, batchCount);
		if (status !== 200) throw new Advice(`The run ended with ${status}: ${text}`);
		return (performance.now() - start) / 1000;
	});
}

const countIn = ({ log }: Running, text: string) =>
	readFileSync(log, 'utf8').split(text).length - 1;
const started = (worker: Running) => countIn(worker, 'Worker started execution');
const isBusy = (worker: Running) => started(worker) > countIn(worker, 'Worker finished execution');

/** A run in which a worker dies in the middle of a batch. */
async function killInTheMiddle(machine: Machine) {
	return await withWorkers(machine, ['one', 'two'], async (workers) => {
		const start = performance.now();
		const answer = startRun(machine, batches);
		while (!workers.some(started)) await pause(20);
		// Whoever has the first job runs the template itself: the other one dies.
		const victim = workers.find((worker) => started(worker) === 0) ?? workers[0];
		while (!isBusy(victim)) await pause(5);
		await victim.stop('SIGKILL');
		return { ...(await answer), seconds: (performance.now() - start) / 1000 };
	});
}

/** Queue mode: what every process of n8n has to know of Redis and Postgres. */
function queueMode(postgres: PostgresServer, redisPort: number): NodeJS.ProcessEnv {
	const { host, port, user, password, database } = postgres.connection;
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		// By default a job of a dead worker is given up after a minute.
		QUEUE_WORKER_LOCK_DURATION: '20000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
		QUEUE_WORKER_STALLED_INTERVAL: '5000',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: String(host),
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_USER: String(user),
		DB_POSTGRESDB_PASSWORD: String(password),
		DB_POSTGRESDB_DATABASE: String(database),
		DB_POSTGRESDB_SCHEMA: 'n8n',
		GENERIC_TIMEZONE: 'UTC',
		N8N_EXPRESSION_ENGINE: 'legacy',
	};
}

/** Fails where a run holds other customers than one worker's one batch gave. */
async function compare(machine: Machine, expected: Held, what: string): Promise<void> {
	const held = await heldIn(machine);
	if (JSON.stringify(held) === JSON.stringify(expected)) return;
	throw new Advice(`${what}: ${JSON.stringify(held)} instead of ${JSON.stringify(expected)}.`);
}

const seconds = (value: number) => `${value.toFixed(1)} s`;

async function bench(machine: Machine): Promise<void> {
	const alone = await timeRun(machine, 1, 1);
	const expected = await heldIn(machine);
	if (expected.customers !== expected.ids) throw new Advice('A customer is there twice.');
	console.log(`${expected.customers} customers, digest ${expected.digest}`);
	console.log(`1 worker, 1 batch: ${seconds(alone)}`);
	for (const count of [1, 2, 4]) {
		const time = await timeRun(machine, count, batches);
		await compare(machine, expected, `${count} workers`);
		console.log(`${count} workers, ${batches} batches: ${seconds(time)}, the same customers`);
	}

	const [first, second] = await withWorkers(machine, ['turn-1', 'turn-2'], () =>
		Promise.all([startRun(machine, batches), startRun(machine, batches)]),
	);
	const statuses = [first.status, second.status].sort();
	if (statuses.join() !== '200,500') throw new Advice(`Two runs at once: ${statuses.join()}.`);
	await compare(machine, expected, 'Two runs at once');
	console.log('Two runs at once: one is refused, the same customers');

	const killed = await killInTheMiddle(machine);
	if (killed.status !== 200) throw new Advice(`After a kill: ${killed.status} ${killed.text}`);
	await compare(machine, expected, 'A worker killed');
	console.log(`A worker killed in the middle: ${seconds(killed.seconds)}, the same customers`);
}

async function run(): Promise<number> {
	const programs = postgresPrograms();
	if (programs === undefined || !(await hasRedis())) {
		console.log(
			'Skipped: this machine lacks Postgres or Redis (on Debian: apt install postgresql redis).',
		);
		return 0;
	}
	const runtime = await ensureRuntime('n8n-2');
	const userFolder = await mkdtemp(join(tmpdir(), 'customer-value-workers-'));
	const [postgres, redis] = await Promise.all([startPostgres(programs), startRedis()]);
	try {
		const environment = queueMode(postgres, redis.port);
		const port = await anyFreePort();
		const shop = { customers, asOf, timeZone: 'UTC' };
		const orders = sampleRows(parseOptions(sampleShopOptions, shop));
		await fillOrdersTable(postgres, orders);
		console.log(`${orders.length} orders in Postgres`);
		await withProgress('Installing the package and the workflow into n8n', async () => {
			await installPackage(root, userFolder);
			const template = templateFor(`http://localhost:${port}`);
			await importCredentials(runtime, userFolder, manyWorkersCredentials(postgres), environment);
			await importWorkflows(runtime, userFolder, [template], environment);
			await publishWorkflow(runtime, userFolder, template.id, environment);
		});
		const server = await startServer(runtime, userFolder, { port, environment });
		try {
			await bench({ runtime, userFolder, postgres, environment, url: server.url });
		} finally {
			await server.stop();
		}
	} finally {
		await Promise.all([postgres.stop(), redis.stop()]);
		await rm(userFolder, { recursive: true, force: true });
	}
	return 0;
}

await step('Build', build);
await step('Workers', run);
