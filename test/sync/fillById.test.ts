import { codes, statuses, sync } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const ids = { externalIdField: 'customerId', profileIdField: 'profileId' };
const upsert = {
	operation: 'upsertProfiles',
	properties: [{ field: 'churnRisk' }],
	...ids,
} as const;

async function start() {
	const started = await startKlaviyo({ jobMs: 0, subscriptionMs: 0 });
	const { sandbox } = started;
	const ann = sandbox.addProfile({ email: 'Ann@example.com', externalId: 'c1' });
	const bob = sandbox.addProfile({ phone: '+16505551212' });
	const pos = sandbox.addProfile({ externalId: 'c3' });
	return { ...started, ann, bob, pos };
}

describe('a customer without email and phone', () => {
	it('is found by external ID or profile ID, and has nothing to do a second time', async () => {
		const started = await start();
		const { ann, bob, pos, sandbox } = started;
		const rows = [
			{ customerId: 'c1', churnRisk: 1 },
			{ profileId: bob.id, churnRisk: 2 },
			{ customerId: 'c3', churnRisk: 3 },
		];
		expect(statuses(await sync(started, rows, upsert))).toEqual(['sent', 'sent', 'sent']);
		expect([ann, bob, pos].map(({ properties }) => properties)).toEqual([
			{ churnRisk: 1 },
			{ churnRisk: 2 },
			{ churnRisk: 3 },
		]);
		expect(sandbox.profiles.size).toBe(3);
		expect(statuses(await sync(started, rows, upsert))).toEqual(Array(3).fill('unchanged'));
	});

	it('is skipped where no profile has the ID: none is made', async () => {
		const started = await start();
		const rows = [
			{ customerId: 'c9', churnRisk: 1 },
			{ profileId: 'P999999', churnRisk: 2 },
			{ churnRisk: 3 },
		];
		const result = await sync(started, rows, upsert);
		expect(codes(result)).toEqual(['noProfile', 'noProfile', 'noContactKey']);
		expect(started.sandbox.profiles.size).toBe(3);
	});

	it('is skipped where several profiles have the ID', async () => {
		const started = await start();
		started.sandbox.addSeparateProfile({ email: 'twin@example.com', externalId: 'c1' });
		const result = await sync(started, [{ customerId: 'c1', churnRisk: 1 }], upsert);
		expect(codes(result)).toEqual(['noProfile']);
	});

	it('is the same customer as a row with the address', async () => {
		const started = await start();
		const rows = [
			{ email: 'ann@example.com', churnRisk: 1 },
			{ customerId: 'c1', churnRisk: 2 },
		];
		expect(codes(await sync(started, rows, upsert))).toEqual(['sent', 'duplicateContact']);
		expect(started.ann.properties).toEqual({ churnRisk: 1 });
	});

	it('who asked to be deleted keeps out the row with the address', async () => {
		const started = await start();
		const rows = [
			{ customerId: 'c1', deletionRequested: true },
			{ email: 'ann@example.com', churnRisk: 2 },
		];
		expect(codes(await sync(started, rows, upsert))).toEqual([
			'deletionRequested',
			'deletionRequested',
		]);
		expect(started.ann.properties).toEqual({});
	});

	it('who said no keeps the row with the address from being subscribed', async () => {
		const started = await start();
		const rows = [
			{ customerId: 'c1', emailConsent: false },
			{ email: 'ann@example.com', emailConsent: true },
		];
		await sync(started, rows, { operation: 'subscribe', ...ids });
		expect(started.ann.emailConsent).toBe('NEVER_SUBSCRIBED');
	});

	it('is put on lists, unsubscribed, suppressed and told of by events', async () => {
		const started = await start();
		const { sandbox, ann, bob, pos } = started;
		const { id: listId } = sandbox.addList('All');
		const rows = [{ customerId: 'c1' }, { profileId: bob.id }, { customerId: 'c3' }];
		const all = rows.map((row) => ({ ...row, tier: 'vip', previousTier: 'x', asOf: '2026-05-31' }));
		expect(
			statuses(await sync(started, all, { operation: 'syncOneList', listId, ...ids })),
		).toEqual(['sent', 'sent', 'sent']);
		expect([...(sandbox.lists.get(listId)?.members.keys() ?? [])].sort()).toEqual(
			[ann.id, bob.id, pos.id].sort(),
		);
		const events = await sync(started, all, { operation: 'sendEvents', ...ids });
		expect(codes(events).filter((code) => code === 'accepted').length).toBeGreaterThan(0);
		const suppressed = await sync(started, all, { operation: 'suppress', ...ids });
		expect(codes(suppressed)).toEqual(['sent', 'noContactKey', 'noContactKey']);
		expect([...ann.suppressions]).toEqual(['USER_SUPPRESSED']);
		const unsubscribed = await sync(started, all, {
			operation: 'unsubscribe',
			scope: 'everywhere',
			channels: ['email', 'sms'],
			...ids,
		});
		expect(codes(unsubscribed)[2]).toBe('noContactKey');
		expect([ann.emailConsent, bob.smsConsent]).toEqual(['UNSUBSCRIBED', 'UNSUBSCRIBED']);
	});

	it('puts no ID into a URL, and nothing is read where all have an address', async () => {
		const started = await start();
		await sync(started, [{ customerId: 'secret.id@example.com', churnRisk: 1 }], upsert);
		for (const { path, query } of started.sandbox.server.requests) {
			expect(path + JSON.stringify(query)).not.toContain('secret');
		}
		started.sandbox.server.requests.length = 0;
		const addressed = [{ customerId: 'c1', email: 'ann@example.com', churnRisk: 5 }];
		await sync(started, addressed, { ...upsert, compareFirst: false });
		expect(started.sandbox.server.requests.some(({ path }) => /\/profiles$/.test(path))).toBe(
			false,
		);
	});
});
