import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { KlaviyoSandbox } from '../../sandbox/klaviyo/klaviyoSandbox';
import { MetaSandbox } from '../../sandbox/meta/metaSandbox';
import { credentialsHelperFor } from '../../harness/engine/credentialsHelper';
import { runWorkflow, type WorkflowFile, type WorkflowRun } from '../../harness/engine/runWorkflow';
import { node, trigger } from '../../harness/engine/workflowParts';

/** Lists by the tier whose customers they hold. */
const tierLists: Readonly<Record<string, string>> = {
	champions: 'Champions',
	vip: 'VIP',
	highValue: 'High-Value',
	midTier: 'Mid-Tier',
	lowValue: 'Low-Value',
};
const audienceName = 'Left out of ads';
const mostCustomers = 20_000;

/** The syncs, by the names of their nodes. */
const syncs = ['Klaviyo profiles', 'Klaviyo lists', 'Meta audience'] as const;

type Items = INodeExecutionData[];
type Picked = { __rl: true; mode: string; value: string };

const pick = (mode: string, value: string): Picked => ({ __rl: true, mode, value });
const fromStart = (...names: string[]) => ({
	main: [names.map((name) => ({ node: name, type: 'main' as const, index: 0 }))],
});

/** A node with the credential of a sandbox server. */
const connected = (name: string, type: string, parameters: INodeParameters, credential: string) =>
	node(name, `n8n-nodes-customer-value.${type}`, parameters, {
		credentials: { [credential]: { id: '1', name: credential } },
	});

/** Customers to Klaviyo's profiles and lists, and those left out of ads to an audience of Meta's. */
function syncWorkflow(
	dryRun: boolean,
	listIds: Readonly<Record<string, string>>,
	accountId: string,
	items: { customers: Items; leftOut: Items; lastSynced: Items },
): WorkflowFile {
	const klaviyo = (name: string, parameters: INodeParameters) =>
		connected(name, 'syncToKlaviyo', { ...parameters, dryRun }, 'customerValueKlaviyoApi');
	const pass = (name: string) => node(name, 'n8n-nodes-base.noOp');
	const rows = Object.entries(listIds).map(([value, id]) => ({ value, listId: pick('id', id) }));
	return {
		nodes: [
			trigger,
			pass('Everyone'),
			pass('Left out'),
			pass('Last run'),
			klaviyo('Klaviyo profiles', { operation: 'upsertProfiles' }),
			klaviyo('Klaviyo lists', { operation: 'syncLists', lists: { rows } }),
			connected(
				'Meta audience',
				'syncToMeta',
				{
					operation: 'mirrorAudience',
					dryRun,
					adAccountId: pick('id', accountId),
					audience: pick('name', audienceName),
					consentSource: 'handledUpstream',
					options: { exclusionOnly: true },
				},
				'customerValueMetaApi',
			),
		],
		connections: {
			Start: fromStart(
				'Everyone',
				'Left out',
				...(items.lastSynced.length > 0 ? ['Last run'] : []),
			),
			Everyone: fromStart('Klaviyo profiles'),
			'Klaviyo profiles': fromStart('Klaviyo lists'),
			'Left out': fromStart('Meta audience'),
			'Last run': { main: [[{ node: 'Meta audience', type: 'main', index: 1 }]] },
		},
		pinData: { Everyone: items.customers, 'Left out': items.leftOut, 'Last run': items.lastSynced },
	};
}

function summaryOf(run: WorkflowRun, name: string): IDataObject {
	return run.rows(name, 2)[0] ?? {};
}

/** One line for each sync: what is planned, or what came of it. */
function printRun(run: WorkflowRun, tell: (summary: IDataObject) => string): void {
	for (const name of syncs) console.log(`  ${name.padEnd(17)} ${tell(summaryOf(run, name))}`);
}

/** A sync that no customer came to has no summary. */
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
 * Syncs the customers to local sandbox servers of Klaviyo and Meta through n8n's engine, and prints what came of it.
 *
 * Three runs: a dry run, one for real, and the same once more, which has nothing to do. Nothing leaves this machine.
 * Customers without any email are not synced, nor are more than 20,000 of them: each run reads all profiles back.
 */
export async function syncToSandboxes(customers: readonly IDataObject[]): Promise<void> {
	console.log('\nSync to Klaviyo and Meta (sandbox servers on this machine)');
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
	const klaviyo = new KlaviyoSandbox({ jobMs: 0 });
	const meta = new MetaSandbox();
	try {
		await runThrice(klaviyo, meta, customers);
	} finally {
		await Promise.all([klaviyo.stop(), meta.stop()]);
	}
	console.log(`Three runs in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
}

async function runThrice(
	klaviyo: KlaviyoSandbox,
	meta: MetaSandbox,
	customers: readonly IDataObject[],
): Promise<void> {
	const credentialsHelper = credentialsHelperFor({
		customerValueKlaviyoApi: { apiKey: klaviyo.key, baseUrl: await klaviyo.start() },
		customerValueMetaApi: {
			accessToken: meta.token,
			appSecret: meta.appSecret,
			graphVersion: 'v26.0',
			baseUrl: await meta.start(),
		},
	});
	const listIds = Object.fromEntries(
		Object.entries(tierLists).map(([tier, name]) => [tier, klaviyo.addList(name).id]),
	);
	const items = (rows: readonly IDataObject[]): Items => rows.map((json) => ({ json }));
	const leftOut = customers.filter(({ suppressedChannels }) =>
		String(suppressedChannels).split(',').includes('paidSocial'),
	);
	const sync = async (dryRun: boolean, lastSynced: Items = []): Promise<WorkflowRun> => {
		const file = syncWorkflow(dryRun, listIds, `act_${meta.accounts[0]}`, {
			customers: items(customers),
			leftOut: items(leftOut),
			lastSynced,
		});
		const run = await runWorkflow(file, {
			input: [{ json: {} }],
			additionalData: { credentialsHelper },
		});
		if (run.error) throw run.error;
		return run;
	};

	console.log('Dry run, as the nodes do unless told otherwise: nothing is sent. The plan:');
	printRun(await sync(true), planned);
	printHeld(klaviyo, meta);

	console.log('For real:');
	const real = await sync(false);
	printRun(real, told);
	printHeld(klaviyo, meta);

	console.log('Once more, with what the last run gave:');
	const writesBefore = writesTo(klaviyo, meta);
	printRun(await sync(false, real.items('Meta audience')), planned);
	const writes = writesTo(klaviyo, meta) - writesBefore;
	console.log(
		writes === 0
			? 'It changed nothing: no request but to read.'
			: `It sent ${writes} changes, where none was due.`,
	);
	for (const hint of syncs.flatMap((name) => real.hints(name))) console.log(`• ${hint}`);
}

/** How many requests so far were to change something. */
function writesTo(klaviyo: KlaviyoSandbox, meta: MetaSandbox): number {
	return [klaviyo, meta]
		.flatMap(({ server }) => server.requests)
		.filter(({ method }) => method !== 'GET').length;
}

function printHeld(klaviyo: KlaviyoSandbox, meta: MetaSandbox): void {
	const whole = (count: number) => count.toLocaleString('en-US');
	const lists = [...klaviyo.lists.values()].map(
		({ name, members }) => `${name} ${whole(members.size)}`,
	);
	const audiences = [...meta.audiences.values()].map(
		({ name, members }) => `"${name}" ${whole(members.size)}`,
	);
	console.log(`They hold: ${whole(klaviyo.profiles.size)} profiles; lists ${lists.join(', ')};`);
	console.log(`  audiences ${audiences.join(', ') || 'none'}.`);
}
