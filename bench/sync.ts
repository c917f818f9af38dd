import type { JsonRecord } from '../src/values/jsonRecord';
import { createHmac } from 'node:crypto';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from '../src/core/stats/median';
import { asOf, orderItems } from './rfm/items';
import { axiosTransport } from '../harness/sandbox/axiosTransport';
import { GoogleSandbox } from '../sandbox/google/googleSandbox';
import { KlaviyoSandbox } from '../sandbox/klaviyo/klaviyoSandbox';
import { MetaSandbox } from '../sandbox/meta/metaSandbox';
import { parseOptions } from '../src/values/parseOptions';
import { rowCopier } from '../src/core/customers/rowCopier';
import { computeRfm } from '../src/core/rfm/computeRfm';
import { rfmOptions } from '../src/core/rfm/options';
import { googleOptions } from '../src/sync/google/options';
import { syncToGoogle } from '../src/sync/google/syncToGoogle';
import { klaviyoOptions } from '../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../src/sync/klaviyo/syncToKlaviyo';
import { readMembers } from '../src/sync/meta/people/members';
import { metaOptions, type PeopleOptions } from '../src/sync/meta/options';
import { syncToMeta } from '../src/sync/meta/syncToMeta';
import { RowLedger } from '../src/sync/run/outcome';
import { sha256 } from '../src/values/sha256';
import { measure, own, percent, report, watched } from './sync/measure';

// `npm run bench -- sync [customers]`: planning and hashing against a plain loop of the same SHA-256 calls, then
// uploads to the sandboxes with their real rate windows. The sandboxes run in a separate process, so that the processor
// time of this one is the node's own (with its HTTP client and its garbage collector); it is compared with the time
// that the platform's limit allows per customer.

const isServer = process.send !== undefined;
const customers = Number(process.argv[2] ?? 1_000_000);
const rounds = 3;

/** The fields of a customer that the syncs read. */
const rowAt = (place: number): JsonRecord => ({
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

/** A customer as Compute RFM and the nodes after it return one: about sixty fields. */
function wholeRows(count: number): JsonRecord[] {
	const [{ row }] = computeRfm(
		orderItems(100).map(({ json }) => json),
		parseOptions(rfmOptions, { asOf }),
		{ timeZone: 'UTC', now: 0 },
	).customers;
	const copy = rowCopier(Object.keys(rowAt(0)));
	return Array.from({ length: count }, (_, place) => Object.assign(copy(row), rowAt(place)));
}

const leanRows = (count: number) => Array.from({ length: count }, (_, place) => rowAt(place));

if (isServer) await serve();
else {
	console.log(`Node ${process.version}`);
	hashing();
	await throughput();
}

async function serve() {
	const klaviyo = new KlaviyoSandbox({ rateWindows: true, jobMs: 0 });
	const meta = new MetaSandbox({ rateWindows: true });
	const google = new GoogleSandbox({ rateWindows: true });
	google.server.forget();
	const list = google.addList('Customers A');
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
		google: await google.start(),
		googleToken: google.token,
		googleAccount: google.accounts[0],
		googleListId: list.id,
	});
}

function hashing() {
	const rows = leanRows(customers);
	const options = metaOptions.parse({
		operation: 'addToAudience',
		adAccountId: '1',
		audience: { by: 'id', id: '1' },
	}) as PeopleOptions;

	const warm = new RowLedger(20_000);
	readMembers(rows.slice(0, 20_000), options, warm);

	// The texts to hash, prepared: the plain loop does nothing but hash.
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
	google: string;
	googleToken: string;
	googleAccount: string;
	googleListId: string;
}

/** Runs with new sandboxes, which are empty and whose rate windows are unused. */
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
	for (const upload of [klaviyoImports, metaUploads, googleUploads]) {
		for (const rowsOf of [leanRows, wholeRows]) {
			const shares: number[] = [];
			for (let round = 0; round < rounds; round++) {
				shares.push(await withServer((server) => upload(server, rowsOf(customers))));
			}
			console.log(`  median of ${rounds}: ${percent(median(shares))} of the limit's time`);
		}
	}
	await withServer((server) => klaviyoImports(server, leanRows(1_600_000)));
	await withServer(klaviyoEvents);
}

async function klaviyoImports({ klaviyo, key }: Server, rows: readonly JsonRecord[]) {
	const options = klaviyoOptions.parse({
		operation: 'upsertProfiles',
		properties: [{ field: 'tier' }, { field: 'churnRisk' }, { field: 'predictedClv' }],
		dryRun: false,
		compareFirst: false,
	});
	const { context, seen } = watched(
		axiosTransport({ baseUrl: klaviyo, headers: { authorization: `Klaviyo-API-Key ${key}` } }),
	);
	const result = await syncToKlaviyo(rows, options, context);
	const calls = Math.ceil(rows.length / 10_000);
	// The limit allows 150 imports a minute in the long run.
	const windows = { calls, perSecond: 10, perMinute: 150 };
	return own('Klaviyo: bulk import', rows, result, seen, (calls * 60) / 150, windows);
}

async function klaviyoEvents({ klaviyo, key }: Server) {
	const rows = leanRows(4000);
	const options = klaviyoOptions.parse({
		operation: 'sendEvents',
		event: 'custom',
		metricName: 'Scored',
		uniqueIdField: 'customerId',
		dryRun: false,
	});
	const { context, seen } = watched(
		axiosTransport({ baseUrl: klaviyo, headers: { authorization: `Klaviyo-API-Key ${key}` } }),
	);
	const result = await syncToKlaviyo(rows, options, context);
	const windows = { calls: rows.length, perSecond: 350, perMinute: 3500 };
	own('Klaviyo: one event a request', rows, result, seen, (rows.length * 60) / 3500, windows);
}

async function metaUploads(
	{ meta, token, secret, account, audienceId }: Server,
	rows: readonly JsonRecord[],
) {
	const proof = createHmac('sha256', secret).update(token).digest('hex');
	const options = metaOptions.parse({
		operation: 'addToAudience',
		adAccountId: account,
		audience: { by: 'id', id: audienceId },
		dryRun: false,
	});
	const { context, seen } = watched(
		axiosTransport({
			baseUrl: meta,
			headers: { authorization: `Bearer ${token}` },
			query: { appsecret_proof: proof },
		}),
	);
	const result = await syncToMeta(rows, undefined, options, context);
	// Meta's quota is 5,040 calls an hour at the limited tier with one audience.
	const secondsAtLimit = ((rows.length / 10_000) * 3600) / 5040;
	return own('Meta: add to audience', rows, result, seen, secondsAtLimit);
}

async function googleUploads(
	{ google, googleToken, googleAccount, googleListId }: Server,
	rows: readonly JsonRecord[],
) {
	const options = googleOptions.parse({
		operation: 'addToAudience',
		accountId: googleAccount,
		audience: { by: 'id', id: googleListId },
		termsAccepted: true,
		dryRun: false,
	});
	const { context, seen } = watched(
		axiosTransport({ baseUrl: google, headers: { authorization: `Bearer ${googleToken}` } }),
	);
	const result = await syncToGoogle(rows, undefined, options, context);
	// A project's quota allows 100,000 requests a day in the long run.
	const secondsAtLimit = ((rows.length / 10_000) * 86_400) / 100_000;
	return own('Google: add to list', rows, result, seen, secondsAtLimit);
}
