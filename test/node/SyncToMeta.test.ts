import type { IDataObject } from 'n8n-workflow';
import { sha256 } from '../../src/values/sha256';
import { audience, customers, type NodeInputs, runAudienceNode } from '../support/audienceNode';
import { startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

async function start() {
	const started = await startMeta({ now: Date.now });
	const { accounts, appSecret, token: accessToken } = started.sandbox;
	const adAccountId = { __rl: true, mode: 'id', value: accounts[0] };
	const run = (
		parameters: IDataObject,
		{
			secret = appSecret,
			baseUrl = started.baseUrl,
			...inputs
		}: NodeInputs & { secret?: string; baseUrl?: string } = {},
	) =>
		runAudienceNode('syncToMeta', { adAccountId, audience, ...parameters }, inputs, {
			customerValueMetaApi: { accessToken, appSecret: secret, graphVersion: 'v26.0', baseUrl },
		});
	return { ...started, run };
}

describe('Sync to Meta', () => {
	it('shows a plan and sends nothing while the dry run is on', async () => {
		const { sandbox, run } = await start();
		const done = await run({});
		expect(done.error).toBeUndefined();
		expect(done.rows('Sync').map((row) => row.metaSyncReason)).toEqual([
			'dryRun',
			'dryRun',
			'noConsent',
		]);
		expect(sandbox.audiences.size).toBe(0);
	});

	it('mirrors by difference, from the output of the last run on the second input', async () => {
		const { sandbox, run } = await start();
		const first = await run({ dryRun: false });
		expect(first.rows('Sync').map((row) => row.metaSyncStatus)).toEqual([
			'sent',
			'sent',
			'skipped',
		]);
		const [audience] = sandbox.audiences.values();
		expect(sandbox.membersOf(audience.id)).toEqual(
			['ann@example.com', 'bob@example.com'].map(sha256).sort(),
		);
		const second = await run(
			{ dryRun: false },
			{ input: customers.slice(0, 1), lastSynced: first.rows('Sync') },
		);
		expect(second.error).toBeUndefined();
		expect(second.rows('Sync')).toMatchObject([
			{ customerId: 'c1', metaSyncStatus: 'unchanged', metaInAudience: true },
			{ customerId: 'c2', metaSyncReason: 'removed', metaInAudience: false },
		]);
		expect(second.items('Sync')[1].pairedItem).toEqual({ item: 1, input: 1 });
		expect(sandbox.membersOf(audience.id)).toEqual([sha256('ann@example.com')]);
		const third = await run(
			{ dryRun: false },
			{ input: customers.slice(0, 1), lastSynced: second.rows('Sync') },
		);
		expect(third.rows('Sync', 2)).toMatchObject([
			{ plannedAdded: 0, plannedRemoved: 0, plannedChanged: 0, plannedUnchanged: 1 },
		]);
	});

	it('says what to do about a wrong app secret', async () => {
		const { run } = await start();
		const done = await run({}, { secret: 'another' });
		expect(done.error?.message).toContain('rejected the app secret');
		expect((done.error as { description?: string }).description).toContain('secret of the app');
	});

	it('refuses an address at which key and customers would travel in clear', async () => {
		const { run } = await start();
		const done = await run({}, { baseUrl: 'http://graph.example.com' });
		expect(done.error?.message).toBe('The Base URL of the credential must start with https://');
	});

	it('stops where Last Synced is connected, has no rows, and the audience has members', async () => {
		const { sandbox, run } = await start();
		sandbox.addAudience('Customers A');
		const done = await run({ dryRun: false });
		expect(done.error?.message).toContain('"Last Synced" is connected and has no rows');
		const first = await run({ dryRun: false, options: { firstRun: true } });
		expect(first.error).toBeUndefined();
	});

	it('says how many rows of "Last Synced" match a customer', async () => {
		const { run } = await start();
		const first = await run({ dryRun: false });
		const again = await run({}, { lastSynced: first.rows('Sync') });
		expect(again.hints('Sync')).toContain('3 of 3 rows on "Last Synced" match a customer.');
		expect(again.rows('Sync', 2)[0]).toMatchObject({ lastSyncedRows: 3, lastSyncedMatched: 3 });
		const strangers = customers.map((row) => ({
			...row,
			customerId: `x${String(row.customerId)}`,
		}));
		const none = await run({}, { lastSynced: first.rows('Sync'), input: strangers });
		expect(none.hints('Sync').join()).toContain('None of the 3 rows on "Last Synced"');
	});

	it('gives one error item per customer, each paired to its own', async () => {
		const { run } = await start();
		const done = await run({}, { secret: 'another', settings: { onError: 'continueErrorOutput' } });
		const items = done.items('Sync', 3);
		expect(items.map(({ json }) => json.customerId)).toEqual(['c1', 'c2', 'c3']);
		expect(items.map(({ json }) => String(json.error))).toEqual(
			Array(3).fill(expect.stringContaining('rejected the app secret')),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toMatchObject([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it('creates a lookalike with the shares of the panel', async () => {
		const { sandbox, run } = await start();
		const source = sandbox.addAudience('Best');
		const done = await run({
			operation: 'createLookalike',
			dryRun: false,
			audience: { __rl: true, mode: 'list', value: source.id },
			name: 'Like the best',
			countries: 'us, CA',
			ratioPercent: 3,
		});
		expect(done.error).toBeUndefined();
		expect([...sandbox.audiences.values()][1].spec).toMatchObject({
			ratio: 0.03,
			location_spec: { geo_locations: { countries: ['US', 'CA'] } },
		});
	});

	it('names the audience that does not exist', async () => {
		const { run } = await start();
		const audience = { __rl: true, mode: 'name', value: 'Best of last year' };
		const done = await run({ operation: 'audienceStatus', audience });
		expect(done.error?.message).toBe(
			'"Audience" needs an audience that exists, but got "Best of last year"',
		);
	});
});
