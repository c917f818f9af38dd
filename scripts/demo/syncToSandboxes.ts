import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { GoogleSandbox } from '../../sandbox/google/googleSandbox';
import { KlaviyoSandbox } from '../../sandbox/klaviyo/klaviyoSandbox';
import { MetaSandbox } from '../../sandbox/meta/metaSandbox';
import { credentialsHelperFor } from '../../harness/engine/credentialsHelper';
import { runWorkflow, type WorkflowFile, type WorkflowRun } from '../../harness/engine/runWorkflow';
import { node, trigger } from '../../harness/engine/workflowParts';

/** Lists of customers, by tier. */
const tierLists: Readonly<Record<string, string>> = {
	champions: 'Champions',
	vip: 'VIP',
	highValue: 'High-Value',
	midTier: 'Mid-Tier',
	lowValue: 'Low-Value',
};
const audienceName = 'Left out of ads';
const mostCustomers = 20_000;

/** Mirrors of the same audience, by the names of their nodes. */
const mirrors = ['Meta audience', 'Google list'] as const;
type Mirror = (typeof mirrors)[number];

/** The syncs, by the names of their nodes. */
const syncs = ['Klaviyo profiles', 'Klaviyo lists', ...mirrors];

type Items = INodeExecutionData[];
type LastSynced = Readonly<Partial<Record<Mirror, Items>>>;
type Picked = { __rl: true; mode: string; value: string };

const pick = (mode: string, value: string): Picked => ({ __rl: true, mode, value });
const fromStart = (...names: string[]) => ({
	main: [names.map((name) => ({ node: name, type: 'main' as const, index: 0 }))],
});

interface Platforms {
	readonly klaviyo: KlaviyoSandbox;
	readonly meta: MetaSandbox;
	readonly google: GoogleSandbox;
}

/** A node with the credential of a sandbox server. */
const connected = (name: string, type: string, parameters: INodeParameters, credential: string) =>
	node(name, `n8n-nodes-customer-value.${type}`, parameters, {
		credentials: { [credential]: { id: '1', name: credential } },
		onError: 'continueRegularOutput',
	});

/** The mirrors of the customers left out of ads: an audience of Meta's and a list of Google's. */
function mirrorNodes(dryRun: boolean, { meta, google }: Platforms) {
	const mirror = { operation: 'mirrorAudience', dryRun, audience: pick('name', audienceName) };
	return [
		connected(
			'Meta audience',
			'syncToMeta',
			{
				...mirror,
				adAccountId: pick('id', `act_${meta.accounts[0]}`),
				consentSource: 'handledUpstream',
				options: { exclusionOnly: true },
			},
			'customerValueMetaApi',
		),
		connected(
			'Google list',
			'syncToGoogle',
			{
				...mirror,
				authentication: 'serviceAccount',
				accountId: google.accounts[0],
				consentField: 'emailConsent',
				options: { consentSource: 'handledUpstream', termsAccepted: true },
			},
			'customerValueGoogleServiceAccountApi',
		),
	];
}

/** Customers to Klaviyo's profiles and lists, and those left out of ads to an audience of Meta's and a list of Google's. */
function syncWorkflow(
	dryRun: boolean,
	listIds: Readonly<Record<string, string>>,
	platforms: Platforms,
	{ customers, leftOut }: { customers: Items; leftOut: Items },
	lastSynced: LastSynced,
): WorkflowFile {
	const klaviyo = (name: string, parameters: INodeParameters) =>
		connected(name, 'syncToKlaviyo', { ...parameters, dryRun }, 'customerValueKlaviyoApi');
	const pass = (name: string) => node(name, 'n8n-nodes-base.noOp');
	const lastRun = (name: string) => `Last run: ${name}`;
	const remembered = mirrors.filter((name) => lastSynced[name] !== undefined);
	const rows = Object.entries(listIds).map(([value, id]) => ({ value, listId: pick('id', id) }));
	return {
		nodes: [
			trigger,
			pass('Everyone'),
			pass('Left out'),
			...remembered.map((name) => pass(lastRun(name))),
			klaviyo('Klaviyo profiles', { operation: 'upsertProfiles' }),
			klaviyo('Klaviyo lists', { operation: 'syncLists', lists: { rows } }),
			...mirrorNodes(dryRun, platforms),
		],
		connections: {
			Start: fromStart('Everyone', 'Left out', ...remembered.map(lastRun)),
			Everyone: fromStart('Klaviyo profiles'),
			'Klaviyo profiles': fromStart('Klaviyo lists'),
			'Left out': fromStart(...mirrors),
			...Object.fromEntries(
				remembered.map((name) => [
					lastRun(name),
					{ main: [[{ node: name, type: 'main' as const, index: 1 }]] },
				]),
			),
		},
		pinData: {
			Everyone: customers,
			'Left out': leftOut,
			...Object.fromEntries(remembered.map((name) => [lastRun(name), lastSynced[name] ?? []])),
		},
	};
}

function summaryOf(run: WorkflowRun, name: string): IDataObject {
	return run.rows(name, 2)[0] ?? {};
}

/** Prints one line for each sync: its plan, or its result. */
function printRun(run: WorkflowRun, tell: (summary: IDataObject) => string): void {
	for (const name of syncs) {
		// A list that nobody may be sent to is refused with the reason.
		const { error } = run.rows(name, 0)[0] ?? {};
		const told = typeof error === 'string' ? error : tell(summaryOf(run, name));
		console.log(`  ${name.padEnd(17)} ${told}`);
	}
}

/** A sync without customers has no summary. */
function planned({ plan }: IDataObject): string {
	return typeof plan === 'string' ? plan : 'nobody to sync';
}

function told(summary: IDataObject): string {
	const counts = ['sent', 'accepted', 'unchanged', 'skipped', 'rejected', 'deferred']
		.filter((status) => Number(summary[status]) > 0)
		.map((status) => `${Number(summary[status]).toLocaleString('en-US')} ${status}`);
	return counts.join(', ') || 'nothing to do';
}

/**
 * Syncs the customers to local sandbox servers of Klaviyo, Meta and Google through n8n's engine, and prints the
 * results.
 *
 * Three runs: a dry run, a real run, and the same again, which has nothing to do. Nothing leaves this machine.
 * Customers without an email are not synced, and at most 20,000 customers are: each run reads all profiles back.
 */
export async function syncToSandboxes(customers: readonly IDataObject[]): Promise<void> {
	console.log('\nSync to Klaviyo, Meta and Google (sandbox servers on this machine)');
	console.log('────────────────────────────────────────────────────');
	if (!customers.some(({ email }) => typeof email === 'string' && email !== '')) {
		return console.log('Skipped: no customer has an email address.');
	}
	if (customers.length > mostCustomers) {
		return console.log(
			`Skipped: shown for up to ${mostCustomers.toLocaleString('en-US')} customers.`,
		);
	}
	const start = performance.now();
	const platforms: Platforms = {
		klaviyo: new KlaviyoSandbox({ jobMs: 0 }),
		meta: new MetaSandbox(),
		google: new GoogleSandbox(),
	};
	try {
		await runThrice(platforms, customers);
	} finally {
		await Promise.all(Object.values(platforms).map((platform) => platform.stop()));
	}
	console.log(`Three runs in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
}

async function runThrice(platforms: Platforms, customers: readonly IDataObject[]): Promise<void> {
	const { klaviyo, meta, google } = platforms;
	const credentialsHelper = credentialsHelperFor({
		customerValueKlaviyoApi: { apiKey: klaviyo.key, baseUrl: await klaviyo.start() },
		customerValueMetaApi: {
			accessToken: meta.token,
			appSecret: meta.appSecret,
			graphVersion: 'v26.0',
			baseUrl: await meta.start(),
		},
		customerValueGoogleServiceAccountApi: {
			email: google.tokens.serviceEmail,
			// The sandbox accepts a token that does not expire, so that none has to be signed.
			privateKey: 'none',
			accessToken: google.token,
			baseUrl: await google.start(),
		},
	});
	const listIds = Object.fromEntries(
		Object.entries(tierLists).map(([tier, name]) => [tier, klaviyo.addList(name).id]),
	);
	const items = (rows: readonly IDataObject[]): Items => rows.map((json) => ({ json }));
	const leftOut = customers.filter(({ suppressedChannels }) =>
		String(suppressedChannels).split(',').includes('paidSocial'),
	);
	const people = { customers: items(customers), leftOut: items(leftOut) };
	const sync = async (dryRun: boolean, lastSynced: LastSynced = {}): Promise<WorkflowRun> => {
		const file = syncWorkflow(dryRun, listIds, platforms, people, lastSynced);
		const run = await runWorkflow(file, {
			input: [{ json: {} }],
			additionalData: { credentialsHelper },
		});
		if (run.error) throw run.error;
		return run;
	};

	console.log('Dry run, as the nodes do unless told otherwise: nothing is sent. The plan:');
	printRun(await sync(true), planned);
	printHeld(platforms);

	console.log('For real:');
	const real = await sync(false);
	printRun(real, told);
	printHeld(platforms);

	console.log('Once more, with what the last run gave:');
	const writesBefore = writesTo(platforms);
	const lastSynced = Object.fromEntries(mirrors.map((name) => [name, real.items(name)]));
	printRun(await sync(false, lastSynced), planned);
	const writes = writesTo(platforms) - writesBefore;
	console.log(
		writes === 0
			? 'It changed nothing: no request but to read.'
			: `It sent ${writes} changes, where none was due.`,
	);
	for (const hint of syncs.flatMap((name) => real.hints(name))) console.log(`• ${hint}`);
}

/** Number of requests so far that were meant to change something. */
function writesTo(platforms: Platforms): number {
	return Object.values(platforms)
		.flatMap(({ server }: Platforms[keyof Platforms]) => server.requests)
		.filter(({ method }) => method !== 'GET').length;
}

function printHeld({ klaviyo, meta, google }: Platforms): void {
	const whole = (count: number) => count.toLocaleString('en-US');
	const lists = [...klaviyo.lists.values()].map(
		({ name, members }) => `${name} ${whole(members.size)}`,
	);
	const audiences = [...meta.audiences.values(), ...google.lists.values()].map(
		({ name, members }) => `"${name}" ${whole(members.size)}`,
	);
	console.log(`They hold: ${whole(klaviyo.profiles.size)} profiles; lists ${lists.join(', ')};`);
	console.log(`  audiences of Meta and Google ${audiences.join(', ') || 'none'}.`);
}
