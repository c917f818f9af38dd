import type { INode } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { node, own } from '../../harness/engine/workflowParts';
import { findChromium } from '../../harness/n8n/chromium';
import { Editor } from '../../harness/n8n/editor';
import { importWorkflows } from '../../harness/n8n/commands';
import { ensureOwner } from '../../harness/n8n/server';
import type { EndToEndSetup } from '../../harness/n8n/endToEndSetup';
import { hasKnownEditor, readEndToEndResult } from '../support/endToEndSetup';
import { startExpectedSandboxes } from '../support/n8n';

const chromium = findChromium();
const inEditor = chromium && hasKnownEditor() ? describe : describe.skip;
if (!chromium) console.warn('The panels of the syncs are skipped: Chromium was not found.');

const people = Array.from({ length: 1940 }, (_, place) => ({
	json: { customerId: `c${place}`, email: `p${place}@example.com`, tier: 'vip' },
}));

/** Customers, followed by one sync. */
function workflowOf(
	type: string,
	parameters: INode['parameters'],
	credentials: INode['credentials'],
) {
	return {
		id: `sync-panel-${type}`,
		name: type,
		slug: type,
		path: '',
		nodes: [
			node('Customers', 'n8n-nodes-base.manualTrigger'),
			own('Sync', type, parameters, { credentials, position: [300, 0] }),
		],
		connections: { Customers: { main: [[{ node: 'Sync', type: 'main' as const, index: 0 }]] } },
		pinData: { Customers: people },
	};
}

const klaviyo = workflowOf(
	'syncToKlaviyo',
	{ operation: 'addToList' },
	{ customerValueKlaviyoApi: { id: 'klaviyoSandbox', name: 'Klaviyo sandbox' } },
);
const meta = workflowOf(
	'syncToMeta',
	{ operation: 'addToAudience' },
	{ customerValueMetaApi: { id: 'metaSandbox', name: 'Meta sandbox' } },
);

inEditor('the panels of the syncs (skipped without Chromium, and in n8n 1)', () => {
	let editor: Editor;
	let sandboxes: Sandboxes;

	beforeAll(async () => {
		const { runtime, url, userFolder } = readEndToEndResult<EndToEndSetup>('setup.json');
		sandboxes = await startExpectedSandboxes();
		await importWorkflows(runtime, userFolder, [klaviyo, meta]);
		editor = await Editor.open({ url, login: await ensureOwner({ url }, userFolder) });
	}, 180_000);
	afterAll(async () => {
		await editor?.close();
		await sandboxes?.stop();
	});

	it('offers the lists of Klaviyo, and shows the plan before it adds anybody', async () => {
		await editor.openWorkflow(klaviyo.id);
		await editor.openNode('Sync');
		expect(await editor.choices('List')).toEqual([
			'Champions',
			'High-Value',
			'Low-Value',
			'Mid-Tier',
			'Newsletter',
			'VIP',
		]);
		await editor.choose('List', 'VIP');
		await editor.executeStep();
		expect(await editor.said()).toContain('Planned: VIP: 1,940 added.');
		expect(sandboxes.klaviyo.profiles.size).toBe(0);

		await editor.set('Dry Run', 'false');
		await editor.executeStep();
		await editor.showOutput('Summary');
		const [vip] = [...sandboxes.klaviyo.lists.values()].filter(({ name }) => name === 'VIP');
		expect(vip.members.size).toBe(1940);
	}, 180_000);

	it('asks for the ad account before the audience, and names a consent that nobody has', async () => {
		await editor.openWorkflow(meta.id);
		await editor.openNode('Sync');
		expect((await editor.choices('Audience')).join()).toContain('Choose the ad account first');
		await editor.choose('Ad Account', 'act_1234567890');
		expect(await editor.choices('Audience')).toEqual(['Customers A']);
		await editor.choose('Audience', 'Customers A');
		await editor.executeStep();
		expect(await editor.said()).toMatch(
			/No customer has a value in "adConsent": all 1,940 .* "Consent Handled Upstream"/,
		);
	}, 180_000);

	it('says what to do about a token that has expired', async () => {
		sandboxes.meta.server.fail({
			times: 99,
			answer: { status: 400, body: { error: { code: 190, error_subcode: 463, message: '' } } },
		});
		expect(await editor.executeStep()).toBe('error');
		expect(await editor.said()).toMatch(/The token has expired[^]*Create a system-user token/);
	}, 180_000);
});
