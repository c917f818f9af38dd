import type { IDataObject } from 'n8n-workflow';
import { CustomerValueGoogleServiceAccountApi } from '../../credentials/CustomerValueGoogleServiceAccountApi.credentials';
import { sha256 } from '../../src/values/sha256';
import { audience, customers, type NodeInputs, runAudienceNode } from '../support/audienceNode';
import { startGoogle, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const accepted = { termsAccepted: true };

async function start() {
	const started = await startGoogle({ now: Date.now });
	const { baseUrl } = started;
	const { token, tokens } = started.sandbox;
	const run = (
		parameters: IDataObject,
		{ accessToken = token, ...inputs }: NodeInputs & { accessToken?: string } = {},
	) =>
		runAudienceNode(
			'syncToGoogle',
			{ accountId: '123-456-7890', audience, options: accepted, ...parameters },
			inputs,
			{
				customerValueGoogleServiceAccountApi: { accessToken, baseUrl },
				customerValueGoogleOAuth2Api: {
					baseUrl,
					clientId: tokens.clientId,
					clientSecret: tokens.clientSecret,
					accessTokenUrl: `${baseUrl}/token`,
					authentication: 'body',
					oauthTokenData: { ...tokens.connect() },
				},
			},
		);
	return { ...started, run };
}

describe.each(['oAuth2', 'serviceAccount'])('Sync to Google by %s', (authentication) => {
	it('shows a plan and sends nothing while the dry run is on', async () => {
		const { sandbox, run } = await start();
		const done = await run({ authentication });
		expect(done.error).toBeUndefined();
		expect(done.rows('Sync').map((row) => row.googleSyncReason)).toEqual([
			'dryRun',
			'dryRun',
			'noConsent',
		]);
		expect(sandbox.lists.size).toBe(0);
	});

	it('mirrors by difference, from the output of the last run on the second input', async () => {
		const { sandbox, run } = await start();
		const real = { authentication, dryRun: false };
		const first = await run(real);
		expect(first.rows('Sync').map((row) => row.googleSyncStatus)).toEqual([
			'sent',
			'sent',
			'skipped',
		]);
		const [list] = sandbox.lists.values();
		expect(sandbox.membersOf(list.id)).toEqual(
			['ann@example.com', 'bob@example.com'].map(sha256).sort(),
		);
		const input = customers.slice(0, 1);
		const second = await run(real, { input, lastSynced: first.rows('Sync') });
		expect(second.rows('Sync')).toMatchObject([
			{ customerId: 'c1', googleSyncStatus: 'unchanged', googleInAudience: true },
			{ customerId: 'c2', googleSyncReason: 'removed', googleInAudience: false },
		]);
		expect(second.items('Sync')[1].pairedItem).toEqual({ item: 1, input: 1 });
		const third = await run(real, { input, lastSynced: second.rows('Sync') });
		expect(third.rows('Sync', 2)).toMatchObject([
			{ plannedAdded: 0, plannedRemoved: 0, plannedChanged: 0, plannedUnchanged: 1 },
		]);
	});
});

it('renews a token of OAuth that has ended', async () => {
	const { sandbox, run } = await start();
	const token = sandbox.tokens;
	const isValid = jest
		.spyOn(token, 'isValid')
		.mockReturnValueOnce(false)
		.mockReturnValueOnce(false);
	const done = await run({ authentication: 'oAuth2', dryRun: false });
	isValid.mockRestore();
	expect(done.error).toBeUndefined();
	expect(done.rows('Sync')[0].googleSyncStatus).toBe('sent');
});

it('says what to do about a token that Google rejects', async () => {
	const { run } = await start();
	const done = await run({ authentication: 'serviceAccount' }, { accessToken: 'ya29.old' });
	expect(done.error?.message).toContain('Google rejected the credential');
	expect((done.error as { description?: string }).description).toContain(
		'check the email address and the private key',
	);
});

it.each([
	['an account that is none', { accountId: 'shop' }, '"Ad Account" needs an ad account'],
	['a list that is none', { audience: { __rl: true, mode: 'id', value: 'x' } }, '"List'],
	[
		'too many days',
		{ options: { ...accepted, membershipDays: 541 } },
		'"Options → Membership (Days)"',
	],
	[
		'terms that nobody has accepted',
		{ dryRun: false, options: {} },
		'Customer Match Terms" is off',
	],
])('names the setting at fault: %s', async (_what, parameters, message) => {
	const { run } = await start();
	const done = await run({ authentication: 'serviceAccount', ...parameters });
	expect(done.error?.message).toContain(message);
});

describe('the service account', () => {
	const credential = new CustomerValueGoogleServiceAccountApi();

	it('signs for a token that the sandbox server verifies, and sends nothing of its key', async () => {
		const { sandbox, baseUrl } = await startGoogle({ now: Date.now });
		const { serviceEmail: email, privateKey } = sandbox.tokens;
		const helpers = {
			httpRequest: async ({ url, body, headers }: Record<string, string>) =>
				await (await fetch(url, { method: 'POST', body, headers: headers as never })).json(),
		};
		const inOneLine = privateKey.replaceAll('\n', '\\n');
		const { accessToken } = await credential.preAuthentication.call({ helpers } as never, {
			email,
			privateKey: inOneLine,
			baseUrl,
		});
		expect(sandbox.tokens.isValid(accessToken)).toBe(true);
		const [{ body }] = sandbox.server.requests;
		expect(body).not.toContain('PRIVATE');
	});
});
