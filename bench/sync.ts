import { createHmac } from 'node:crypto';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './support/median';
import { asOf, orderItems } from './rfm/items';
import { syncOutputs } from '../nodes/shared/syncOutputs';
import { axiosTransport } from '../sandbox/axiosTransport';
import { workflowCalendar } from '../nodes/shared/workflowCalendar';
import { KlaviyoSandbox } from '../sandbox/klaviyo';
import { MetaSandbox } from '../sandbox/meta';
import { parseOptions } from '../src/core/parseOptions';
import { computeRfm } from '../src/core/rfm/computeRfm';
import { rfmOptions } from '../src/core/rfm/options';
import { klaviyoOptions } from '../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../src/sync/klaviyo/syncToKlaviyo';
import { readMembers } from '../src/sync/meta/members';
import { metaOptions, type PeopleOptions } from '../src/sync/meta/options';
import { syncToMeta } from '../src/sync/meta/syncToMeta';
import type { JsonRecord } from '../src/core/result';
import type { SyncResult } from '../src/sync/shared/carryOut';
import type { SyncContext } from '../src/sync/shared/context';
import { RowLedger, type CustomerRow } from '../src/sync/shared/outcome';
import { sha256 } from '../src/sync/shared/sha256';
import type { Transport } from '../src/sync/shared/transport';

// `npm run bench -- sync [customers]`: planning and hashing against a bare loop of the same SHA-256 calls, then uploads to the sandboxes
// with their real rate windows. The sandboxes run in a process of their own, so that the processor time of this one is the node's own
// (with its HTTP client, its garbage collector and the copies of the rows that go out); it is compared with the time that the platform's
// limit gives a customer.

const isServer = process.send !== undefined;
const customers = Number(process.argv[2] ?? 1_000_000);
const rounds = 3;

/** A customer of Compute RFM, whose fifty fields all rows have. */
const [{ row: customer }] = computeRfm(
	orderItems(100).map(({ json }) => json),
	parseOptions(rfmOptions, { asOf }),
	{ timeZone: 'UTC', now: 0 },
).customers;

const rowAt = (place: number): CustomerRow => ({
	...customer,
	customerId: `c${place}`,
	email: `Customer.${place}@Example.com `,
	phone: `+1650${String(2_000_000 + (place % 7_000_000)).padStart(7, '0')}`,
	firstName: `Pat${place % 5000}`,
	lastName: `O'Neil${place % 20_000}`,
	tier: place % 10 === 0 ? 'vip' : 'midTier',
	churnRisk: place % 100,
	predictedClv: place % 977,
	adConsent: true,
});

if (isServer) await serve();
else {
	hashing();
	await throughput();
}

async function serve() {
	const klaviyo = new KlaviyoSandbox({ rateWindows: true, jobMs: 0 });
	const meta = new MetaSandbox({ rateWindows: true });
	klaviyo.server.forget();
	meta.server.forget();
	klaviyo.addList('VIP');
	const audience = meta.addAudience('Customers A');
	process.send?.({
		klaviyo: await klaviyo.start(),
		key: klaviyo.key,
		listId: [...klaviyo.lists.keys()][0],
		meta: await meta.start(),
		token: meta.token,
		secret: meta.appSecret,
		account: meta.accounts[0],
		audienceId: audience.id,
	});
}

/** Processor time of this process: other work on the machine does not count. */
function cpuSeconds(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1e6;
}

function measure<Result>(work: () => Result) {
	globalThis.gc?.();
	const before = process.memoryUsage();
	const start = cpuSeconds();
	const result = work();
	const seconds = cpuSeconds() - start;
	const after = process.memoryUsage();
	const megabytes = (after.heapUsed + after.external - before.heapUsed - before.external) / 1e6;
	return { result, seconds, megabytes };
}

function report(name: string, count: number, seconds: number, more = '') {
	const rate = Math.round(count / seconds).toLocaleString('en');
	console.log(
		`${name.padEnd(52)} ${seconds.toFixed(2).padStart(7)} s ${rate.padStart(12)}/s  ${more}`,
	);
}

function hashing() {
	const rows = Array.from({ length: customers }, (_, place) => rowAt(place));
	const options = metaOptions.parse({
		operation: 'addToAudience',
		adAccountId: '1',
		audience: { by: 'id', id: '1' },
	}) as PeopleOptions;

	const warm = new RowLedger(20_000);
	readMembers(rows.slice(0, 20_000), options, warm);

	// The texts that are hashed, ready made: the bare loop does nothing but hash.
	const texts: string[] = [];
	rows.forEach((_row, place) => {
		texts.push(`customer.${place}@example.com`, `1650${2_000_000 + (place % 7_000_000)}`);
		texts.push(`pat${place % 5000}`, `oneil${place % 20_000}`);
	});
	const bare = measure(() => {
		const hashes = new Array<string>(texts.length);
		for (let place = 0; place < texts.length; place++) hashes[place] = sha256(texts[place]);
		return hashes.length;
	});
	report('bare loop of the same SHA-256 calls', customers, bare.seconds, `${bare.result} hashes`);
	texts.length = 0;

	const ledger = new RowLedger(rows.length);
	const ours = measure(() => readMembers(rows, options, ledger));
	report(
		'read, normalise, hash and de-duplicate customers',
		customers,
		ours.seconds,
		`${ours.megabytes.toFixed(0)} MB, ${(ours.seconds / bare.seconds).toFixed(2)} × the bare loop`,
	);
	if (ours.result.length !== customers) throw new Error('Customers were lost.');
}

interface Server {
	klaviyo: string;
	key: string;
	listId: string;
	meta: string;
	token: string;
	secret: string;
	account: string;
	audienceId: string;
}

/** Runs with sandboxes of their own, which hold nothing yet and whose windows are fresh. */
async function withServer<Result>(run: (server: Server) => Promise<Result>): Promise<Result> {
	const child = fork(fileURLToPath(import.meta.url), [], { execArgv: process.execArgv });
	const server = await new Promise<Server>((resolve) => {
		child.once('message', (message) => resolve(message as Server));
	});
	try {
		return await run(server);
	} finally {
		child.kill();
	}
}

async function throughput() {
	for (const upload of [klaviyoImports, metaUploads]) {
		const shares: number[] = [];
		for (let round = 0; round < rounds; round++) shares.push(await withServer(upload));
		console.log(`  median of ${rounds}: ${percent(median(shares))} of the limit's time`);
	}
	await withServer(klaviyoEvents);
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}

/** Counts requests; sleeping is real. */
function watched(transport: Transport) {
	const seen = { requests: 0, throttled: 0, cpuAtStart: cpuSeconds() };
	const context: SyncContext = {
		transport: async (request) => {
			const response = await transport(request);
			seen.requests++;
			if (response.status === 429) seen.throttled++;
			return response;
		},
		sleep: (ms) =>
			new Promise((resolve) => {
				setTimeout(resolve, ms);
			}),
		now: Date.now,
		calendar: workflowCalendar('UTC'),
		random: Math.random,
		isCancelled: () => false,
		maxWaitMs: 120_000,
	};
	return { context, seen };
}

/**
 * Reports a run and gives the share of the limit's time that this process's processor time takes: planning, packing, sending and
 * reading, HTTP client and garbage collector included. Waiting costs nothing and is not counted.
 */
function own(
	name: string,
	count: number,
	startedAt: number,
	{ requests, throttled, cpuAtStart }: ReturnType<typeof watched>['seen'],
	secondsAtLimit: number,
): number {
	const seconds = (performance.now() - startedAt) / 1000;
	const ours = cpuSeconds() - cpuAtStart;
	const micros = (each: number) => `${((1e6 * each) / count).toFixed(1)} µs`;
	report(
		name,
		count,
		seconds,
		`${requests} requests, ${throttled} throttled; own processor time ${micros(ours)} a customer, ` +
			`${percent(ours / secondsAtLimit)} of the limit's ${micros(secondsAtLimit)}`,
	);
	return ours / secondsAtLimit;
}

/** Makes the items that go out of the node, all of which have to have been sent. */
function handOn(rows: readonly CustomerRow[], result: SyncResult, prefix: string) {
	const synced = rows.map((row, item) => ({
		row: row as JsonRecord,
		outcome: result.outcomes[item],
		source: { item },
	}));
	const { outputs } = syncOutputs(result, synced, prefix);
	const isWhole = outputs[0].length === rows.length && outputs[1].length === 0;
	if (!isWhole || result.summary.sent !== rows.length) throw new Error('Customers were lost.');
}

async function klaviyoImports({ klaviyo, key }: Server) {
	const count = customers;
	const rows = Array.from({ length: count }, (_, place) => rowAt(place));
	globalThis.gc?.();
	const { context, seen } = watched(
		axiosTransport({ baseUrl: klaviyo, headers: { authorization: `Klaviyo-API-Key ${key}` } }),
	);
	const options = klaviyoOptions.parse({
		operation: 'upsertProfiles',
		properties: [{ field: 'tier' }, { field: 'churnRisk' }, { field: 'predictedClv' }],
		dryRun: false,
		compareFirst: false,
	});
	const start = performance.now();
	const result = await syncToKlaviyo(rows, options, context);
	handOn(rows, result, 'klaviyo');
	// 150 imports a minute is what the limit allows in the long run.
	return own('Klaviyo: bulk import', count, start, seen, ((count / 10_000) * 60) / 150);
}

async function klaviyoEvents({ klaviyo, key }: Server) {
	const count = 4000;
	const rows = Array.from({ length: count }, (_, place) => rowAt(place));
	const { context, seen } = watched(
		axiosTransport({ baseUrl: klaviyo, headers: { authorization: `Klaviyo-API-Key ${key}` } }),
	);
	const options = klaviyoOptions.parse({
		operation: 'sendEvents',
		event: 'custom',
		metricName: 'Scored',
		uniqueIdField: 'customerId',
		dryRun: false,
	});
	const start = performance.now();
	await syncToKlaviyo(rows, options, context);
	// 3,500 go out in the first minute, the others at 350 a second from the second one on.
	const atLimit = 60 + (count - 3500) / 350;
	own('Klaviyo: one event a request, into the second minute', count, start, seen, atLimit);
}

async function metaUploads({ meta, token, secret, account, audienceId }: Server) {
	const count = customers;
	const rows = Array.from({ length: count }, (_, place) => rowAt(place));
	globalThis.gc?.();
	const proof = createHmac('sha256', secret).update(token).digest('hex');
	const { context, seen } = watched(
		axiosTransport({
			baseUrl: meta,
			headers: { authorization: `Bearer ${token}` },
			query: { appsecret_proof: proof },
		}),
	);
	const options = metaOptions.parse({
		operation: 'addToAudience',
		adAccountId: account,
		audience: { by: 'id', id: audienceId },
		dryRun: false,
	});
	const start = performance.now();
	const result = await syncToMeta(rows, [], options, context);
	handOn(rows, result, 'meta');
	// 5,040 calls an hour is Meta's quota at the limited tier with one audience.
	return own('Meta: add to audience', count, start, seen, ((count / 10_000) * 3600) / 5040);
}
