import type { IDataObject, INode } from 'n8n-workflow';
import { credentialsHelperFor } from '../../harness/engine/credentialsHelper';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { chain, own } from '../../harness/engine/workflowParts';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(async () => {
	jest.restoreAllMocks();
	await stopSandboxes();
});

const customers: IDataObject[] = [
	{ customerId: 'c1', email: 'ann@example.com', tier: 'vip', churnRisk: 0 },
	{ customerId: 'c2', email: 'bob@example.com', tier: 'midTier', churnRisk: 80 },
	{ customerId: 'c3', tier: 'vip', churnRisk: 12 },
];

const workflowOf = (parameters: IDataObject, settings: Partial<INode>) =>
	chain(own('Sync', 'syncToKlaviyo', parameters, settings));

async function start() {
	const started = await startKlaviyo({ now: Date.now, jobMs: 0 });
	const run = (
		parameters: IDataObject,
		{ key = started.sandbox.key, baseUrl = started.baseUrl, settings = {} as Partial<INode> } = {},
	) =>
		runWorkflow(
			workflowOf(parameters, {
				credentials: { customerValueKlaviyoApi: { id: '1', name: 'Klaviyo' } },
				...settings,
			}),
			{
				input: customers.map((json) => ({ json })),
				additionalData: {
					credentialsHelper: credentialsHelperFor({
						customerValueKlaviyoApi: { apiKey: key, baseUrl },
					}),
				},
			},
		);
	return { ...started, run };
}

describe('Sync to Klaviyo', () => {
	it('shows a plan and sends nothing without any setting', async () => {
		const { sandbox, run } = await start();
		const done = await run({});
		expect(done.error).toBeUndefined();
		expect(done.rows('Sync').map((row) => row.klaviyoSyncReason)).toEqual([
			'dryRun',
			'dryRun',
			'noContactKey',
		]);
		expect(done.rows('Sync', 1)).toHaveLength(3);
		expect(done.rows('Sync', 2)).toMatchObject([
			{ dryRun: true, customers: 3, plannedAdded: 2, plannedChanged: 0, skipped: 1 },
		]);
		expect(done.hints('Sync')[0]).toContain('Turn off "Dry Run" to send');
		expect(sandbox.server.requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('writes the profiles, keeps every field and pairs every item', async () => {
		const { sandbox, run } = await start();
		const done = await run({ dryRun: false });
		expect(done.error).toBeUndefined();
		expect(done.rows('Sync').map((row) => row.klaviyoSyncStatus)).toEqual([
			'sent',
			'sent',
			'skipped',
		]);
		expect(done.rows('Sync')[0]).toMatchObject(customers[0]);
		expect(done.items('Sync').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(done.rows('Sync', 1)).toMatchObject([{ customerId: 'c3' }]);
		const [ann] = sandbox.profiles.values();
		expect(ann.properties).toEqual({ customer_tier: 'vip', churn_risk: 0 });
		expect(done.hints('Sync')).toEqual([
			'Done. Profiles: 2 added; skipped: 1 without a usable email address or phone number.',
		]);
	}, 20_000);

	it("writes fields of one's own choice", async () => {
		const { sandbox, run } = await start();
		const done = await run({
			dryRun: false,
			propertyChoice: 'own',
			properties: { rows: [{ field: 'churnRisk', property: 'risk' }, { field: 'tier' }] },
		});
		expect(done.error).toBeUndefined();
		const [ann] = sandbox.profiles.values();
		expect(ann.properties).toEqual({ risk: 0, tier: 'vip' });
	}, 20_000);

	it('takes a key that was pasted with blanks around it', async () => {
		const { sandbox, run } = await start();
		const done = await run({}, { key: ` ${sandbox.key}\n` });
		expect(done.error).toBeUndefined();
		expect(done.rows('Sync', 2)).toMatchObject([{ plannedAdded: 2 }]);
	});

	it('keeps lists exact that were picked from the dropdown or given by id', async () => {
		const { sandbox, run } = await start();
		const vip = sandbox.addList('VIP', ['bob@example.com']);
		const mid = sandbox.addList('Mid-Tier');
		const pick = (id: string, mode: string) => ({ __rl: true, mode, value: id });
		const done = await run({
			operation: 'syncLists',
			dryRun: false,
			lists: {
				rows: [
					{ value: 'vip', listId: pick(vip.id, 'list') },
					{ value: 'midTier', listId: pick(mid.id, 'id') },
				],
			},
		});
		expect(done.error).toBeUndefined();
		expect(sandbox.emailsOn(vip.id)).toEqual(['ann@example.com']);
		expect(sandbox.emailsOn(mid.id)).toEqual(['bob@example.com']);
	}, 20_000);

	it('says what to do about a wrong key, and nothing of the request', async () => {
		const { run } = await start();
		const done = await run({ dryRun: false }, { key: 'pk_marker_wrong' });
		expect(done.error?.message).toContain('Klaviyo rejected the private key');
		expect((done.error as { description?: string }).description).toContain('Settings > API keys');
		expect(JSON.stringify(done.run)).not.toContain('pk_marker_wrong');
		// The customers are in the trigger's own data; the error must not hold them again.
		expect(JSON.stringify(done.error)).not.toMatch(/example\.com|pk_marker/);
	});

	/** The six attempts take 23 seconds in total; here they follow immediately. */
	function retryAtOnce() {
		const { setTimeout: later } = globalThis;
		jest
			.spyOn(globalThis, 'setTimeout')
			.mockImplementation(((work: () => void, ms = 0) => later(work, Math.min(ms, 5))) as never);
	}
	const nobodyThere = 'http://127.0.0.1:9';

	it.each([true, false])('fails where nobody answers (dry run: %s)', async (dryRun) => {
		const { run } = await start();
		retryAtOnce();
		const done = await run({ dryRun }, { baseUrl: nobodyThere });
		expect(done.error?.message).toContain(`did not answer at ${nobodyThere}`);
		expect(done.error).toMatchObject({ description: expect.stringContaining('"On Early End"') });
		expect(done.rows('Sync')).toEqual([]);
	});

	it('moves who was not reached to the error output, with their rows, and keeps the outcomes', async () => {
		const { run } = await start();
		retryAtOnce();
		const done = await run(
			{ dryRun: false },
			{ baseUrl: nobodyThere, settings: { onError: 'continueErrorOutput' } },
		);
		expect(done.error).toBeUndefined();
		expect(done.rows('Sync', 3)).toEqual(
			customers
				.slice(0, 2)
				.map((row) => ({ ...row, error: expect.stringContaining('did not answer') as string })),
		);
		expect(done.rows('Sync', 0).map((row) => row.klaviyoSyncReason)).toEqual(['noContactKey']);
		expect(done.rows('Sync', 1).map((row) => row.klaviyoSyncReason)).toEqual([
			'platformUnavailable',
			'platformUnavailable',
			'noContactKey',
		]);
	});

	it('stores nothing of the request where nobody answers and the run goes on', async () => {
		const { run } = await start();
		retryAtOnce();
		const done = await run(
			{
				dryRun: false,
				options: { maxWaitMinutes: 0, compareFirst: false, onEarlyEnd: 'continue' },
			},
			{ baseUrl: nobodyThere, key: 'pk_marker_lost' },
		);
		const stored = JSON.stringify(done.run.data.resultData.runData.Sync);
		expect(stored).not.toContain('pk_marker_lost');
		expect(done.rows('Sync').map((row) => row.klaviyoSyncReason)).toEqual([
			'platformUnavailable',
			'platformUnavailable',
			'noContactKey',
		]);
		expect(done.hints('Sync').join()).toContain('the connection was refused');
	});

	it('names a wrong option before any request', async () => {
		const { sandbox, run } = await start();
		const done = await run({ options: { defaultCountry: 'Germany' } });
		expect(done.error?.message).toContain('Options → Default Country');
		expect(sandbox.server.requests).toHaveLength(0);
	});

	it('reads the groups of a segment where groups are matched, and their types', async () => {
		const { sandbox, run } = await start();
		const rows = [
			{ group: 'A', property: 'tier', operator: 'equals', value: '1' },
			{ group: 'B', property: 'zip', operator: 'equals', value: '02134', type: 'text' },
			{ group: 'A', property: 'score', operator: 'equals', value: '1', type: 'number' },
		];
		const parameters = { operation: 'createSegment', name: 'S', dryRun: false };
		const done = await run({ ...parameters, match: 'groups', conditions: { rows } });
		expect(done.error).toBeUndefined();
		const [{ definition }] = sandbox.segments.values();
		expect(definition).toMatchObject({
			condition_groups: [
				{ conditions: [{ filter: { value: '1' } }, { filter: { value: 1 } }] },
				{ conditions: [{ filter: { value: '02134' } }] },
			],
		});
	});

	it('says of a list that was not chosen that nothing came', async () => {
		const { run } = await start();
		const listId = { __rl: true, mode: 'list', value: '' };
		const done = await run({ operation: 'addToList', listId });
		expect(done.error?.message).toContain('"List" needs a list, but is empty');
	});

	describe('connected by OAuth', () => {
		async function connected(given: IDataObject = {}) {
			const { sandbox, baseUrl } = await startKlaviyo({ now: Date.now, jobMs: 0 });
			const held = {
				grantType: 'pkce',
				authUrl: `${baseUrl}/oauth/authorize`,
				accessTokenUrl: `${baseUrl}/oauth/token`,
				clientId: sandbox.oauth.clientId,
				clientSecret: sandbox.oauth.clientSecret,
				scope: 'profiles:read profiles:write',
				authentication: 'header',
				baseUrl,
				oauthTokenData: sandbox.oauth.connect(),
				...given,
			};
			const credential = { id: '1', name: 'Klaviyo' };
			const run = (parameters: IDataObject = {}) =>
				runWorkflow(
					workflowOf(
						{ authentication: 'oAuth2', ...parameters },
						{ credentials: { customerValueKlaviyoOAuth2Api: credential } },
					),
					{
						input: customers.map((json) => ({ json })),
						additionalData: {
							credentialsHelper: credentialsHelperFor({ customerValueKlaviyoOAuth2Api: held }),
						},
					},
				);
			return { sandbox, run };
		}

		it('sends the token, and no key', async () => {
			const { sandbox, run } = await connected();
			const done = await run();
			expect(done.error).toBeUndefined();
			expect(done.rows('Sync', 2)).toMatchObject([{ plannedAdded: 2, account: 'Sandbox Shop' }]);
			const sent = sandbox.server.requests.map(({ headers }) => headers.authorization);
			expect(new Set(sent)).toEqual(new Set(['Bearer sandbox_access_2']));
		});

		it('renews a token that has ended, and goes on', async () => {
			const { sandbox, run } = await connected();
			sandbox.oauth.expire();
			const done = await run({ dryRun: false });
			expect(done.error).toBeUndefined();
			expect(done.rows('Sync').map((row) => row.klaviyoSyncStatus)).toEqual([
				'sent',
				'sent',
				'skipped',
			]);
			expect(sandbox.server.requests.filter(({ path }) => path === '/oauth/token')).toHaveLength(1);
		}, 20_000);

		it.each([
			['was taken away', {}],
			['was never given', { oauthTokenData: undefined }],
		])('says how to connect again where the permission %s', async (_case, given) => {
			const { sandbox, run } = await connected(given as IDataObject);
			sandbox.oauth.revoke();
			const done = await run();
			expect(done.error?.message).toContain("rejected the app's connection");
			expect((done.error as { description?: string }).description).toContain('connect the account');
			const stored = JSON.stringify(done.run.data.resultData.runData.Sync);
			expect(stored).not.toMatch(/sandbox_(access|refresh|secret)/);
		});
	});

	it('gives one error item per customer, each paired to its own', async () => {
		const { run } = await start();
		const settings = { onError: 'continueErrorOutput' } as const;
		const done = await run({}, { key: 'pk_wrong', settings });
		expect(done.error).toBeUndefined();
		const items = done.items('Sync', 3);
		expect(items.map(({ json }) => json.customerId)).toEqual(['c1', 'c2', 'c3']);
		expect(items.map(({ json }) => String(json.error))).toEqual(
			Array(3).fill(expect.stringContaining('rejected the private key')),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toMatchObject([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(done.items('Sync')).toHaveLength(0);
	});

	it('gives one paired error item on Continue On Fail', async () => {
		const { run } = await start();
		const done = await run(
			{ operation: 'unsubscribe', dryRun: false },
			{ settings: { onError: 'continueRegularOutput' } },
		);
		expect(done.error).toBeUndefined();
		expect(done.rows('Sync')[0].error).toContain('"List" needs a list');
	});

	it('refuses to empty the lists', async () => {
		const { sandbox, run } = await start();
		const list = sandbox.addList('VIP', ['x@example.com']);
		const done = await run({
			operation: 'syncLists',
			dryRun: false,
			valueField: 'nothing',
			lists: { rows: [{ value: 'vip', listId: { __rl: true, mode: 'id', value: list.id } }] },
		});
		expect(done.error?.message).toContain('would be emptied');
		expect(sandbox.emailsOn(list.id)).toEqual(['x@example.com']);
	});
});
