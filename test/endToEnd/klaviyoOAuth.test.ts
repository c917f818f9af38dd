import type { INode } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { clickExecute, connectOAuth } from '../support/clickExecute';
import { importIntoN8n, klaviyoAddress, rowsOf, startExpectedSandboxes } from '../support/n8n';

const customers = [
	{ customerId: 'c1', email: 'ann@example.com', tier: 'vip', deletionRequested: '' },
	{ customerId: 'c2', email: 'bob@example.com', tier: 'midTier', deletionRequested: 'yes' },
];

const byName = (name: string) => ({ __rl: true, mode: 'name', value: name });

/** Customers, followed by one sync that signs in by OAuth. */
function workflowOf(id: string, parameters: INode['parameters']) {
	const node = (name: string, type: string, given: Partial<INode>): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [name === 'Sync' ? 300 : 0, 0],
		parameters: {},
		...given,
	});
	return {
		id,
		name: id,
		slug: id,
		path: '',
		nodes: [
			node('Customers', 'n8n-nodes-base.manualTrigger', {}),
			node('Sync', 'n8n-nodes-customer-value.syncToKlaviyo', {
				parameters: { authentication: 'oAuth2', dryRun: false, ...parameters },
				credentials: { customerValueKlaviyoOAuth2Api: { id: 'klaviyoOAuth', name: 'Klaviyo app' } },
			}),
		],
		connections: { Customers: { main: [[{ node: 'Sync', type: 'main' as const, index: 0 }]] } },
		pinData: { Customers: customers.map((json) => ({ json })) },
	};
}

const lists = workflowOf('klaviyo-oauth-lists', {
	operation: 'syncLists',
	lists: {
		rows: [
			{ value: 'vip', listId: byName('Tier: VIP') },
			{ value: 'midTier', listId: byName('Tier: Mid') },
		],
	},
	options: { createMissingLists: true },
});
const deletion = workflowOf('klaviyo-oauth-delete', { operation: 'deleteProfiles' });

describe('Klaviyo by OAuth in n8n', () => {
	let sandboxes: Sandboxes;
	beforeAll(async () => {
		sandboxes = await startExpectedSandboxes();
		const { clientId, clientSecret } = sandboxes.klaviyo.oauth;
		await importIntoN8n(
			[lists, deletion],
			[
				{
					id: 'klaviyoOAuth',
					name: 'Klaviyo app',
					type: 'customerValueKlaviyoOAuth2Api',
					data: { baseUrl: klaviyoAddress(), clientId, clientSecret },
				},
			],
		);
	}, 180_000);
	afterAll(() => sandboxes?.stop());

	it('stops before the account is connected, and says what to do', async () => {
		const run = await clickExecute(lists.id);
		expect(run.data.resultData.error?.message).toContain("rejected the app's connection");
	}, 120_000);

	it('connects by code and verifier, then creates the lists that are missing', async () => {
		await connectOAuth('klaviyoOAuth');
		const run = await clickExecute(lists.id);
		expect(run.data.resultData.error).toBeUndefined();
		expect(rowsOf(run, 'Sync').map((row) => row.klaviyoSyncReason)).toEqual([
			'sent',
			'deletionRequested',
		]);
		expect(rowsOf(run, 'Sync', 2)).toMatchObject([
			{ account: 'Sandbox Shop', listsCreated: ['Tier: VIP'] },
		]);
	}, 120_000);

	it('renews a token that has ended, and deletes who asked for it, once the profile is gone', async () => {
		const { klaviyo } = sandboxes;
		klaviyo.addProfile({ email: 'bob@example.com' });
		klaviyo.oauth.expire();
		const run = await clickExecute(deletion.id);
		expect(run.data.resultData.error).toBeUndefined();
		expect(rowsOf(run, 'Sync').map((row) => row.klaviyoSyncReason)).toEqual([
			'noRequest',
			'deleted',
		]);
		expect([...klaviyo.profiles.values()].map(({ email }) => email)).toEqual(['ann@example.com']);
	}, 120_000);
});
