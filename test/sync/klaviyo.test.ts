import { klaviyoOptions, type KlaviyoOperation } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { findLists } from '../../src/sync/klaviyo/api/findLists';
import { RefusedError } from '../../src/sync/http/errors';
import type { SyncResult } from '../../src/sync/run/carryOut';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

type Started = Awaited<ReturnType<typeof startKlaviyo>>;
type Rows = Array<Record<string, unknown>>;

function sync(
	{ context }: Started,
	rows: Rows,
	options: { operation: KlaviyoOperation } & Record<string, unknown>,
) {
	return syncToKlaviyo(rows, klaviyoOptions.parse({ dryRun: false, ...options }), context);
}

const statuses = ({ outcomes }: SyncResult) => outcomes.map(({ status }) => status);
const codes = ({ outcomes }: SyncResult) => outcomes.map(({ code }) => code);

const people: Rows = [
	{ customerId: 'c1', email: 'Ann@Example.com', tier: 'vip', churnRisk: 0, active: false },
	{ customerId: 'c2', email: 'bob@example.com', tier: 'midTier', churnRisk: 71.5, active: true },
	{ customerId: 'c3', email: 'cleo@example.com', tier: 'vip', churnRisk: null, active: true },
	{ customerId: 'c4', tier: 'vip', churnRisk: 4 },
];
const properties = [{ field: 'churnRisk', property: 'churn_risk' }, { field: 'active' }];

describe('upsert profiles', () => {
	it('sends nothing in a dry run and says what would be', async () => {
		const started = await startKlaviyo();
		const result = await sync(started, people, {
			operation: 'upsertProfiles',
			properties,
			dryRun: true,
		});
		expect(statuses(result)).toEqual(['deferred', 'deferred', 'deferred', 'skipped']);
		expect(codes(result)).toEqual(['dryRun', 'dryRun', 'dryRun', 'noContactKey']);
		expect(result.plan.targets).toMatchObject([{ added: 3, changed: 0, unchanged: 0 }]);
		expect(started.sandbox.server.requests.every(({ method }) => method === 'GET')).toBe(true);
		expect(started.sandbox.profiles.size).toBe(0);
	});

	it('writes zero and false, leaves empty cells out, and has nothing to do a second time', async () => {
		const started = await startKlaviyo();
		const first = await sync(started, people, { operation: 'upsertProfiles', properties });
		expect(statuses(first)).toEqual(['sent', 'sent', 'sent', 'skipped']);
		const held = [...started.sandbox.profiles.values()].map((each) => each.properties);
		expect(held).toEqual([
			{ churn_risk: 0, active: false },
			{ churn_risk: 71.5, active: true },
			{ active: true },
		]);
		const second = await sync(started, people, { operation: 'upsertProfiles', properties });
		expect(statuses(second)).toEqual(['unchanged', 'unchanged', 'unchanged', 'skipped']);
		expect(second.plan.targets).toMatchObject([{ added: 0, changed: 0, unchanged: 3 }]);
	});

	it('clears a property whose cell is empty, on request', async () => {
		const started = await startKlaviyo();
		started.sandbox.addProfile({ email: 'cleo@example.com', properties: { churn_risk: 12 } });
		const options = { operation: 'upsertProfiles', properties, emptyCells: 'clear' } as const;
		await sync(started, people, options);
		const [cleo] = started.sandbox.profiles.values();
		expect(cleo.properties).toEqual({ active: true });
		const second = await sync(started, people, options);
		expect(second.plan.targets).toMatchObject([{ added: 0, changed: 0 }]);
	});

	it('leaves out a property that no JSON can hold, and sends the rest', async () => {
		const started = await startKlaviyo();
		const own: Record<string, unknown> = {};
		own.own = own;
		const rows = [{ ...people[0], own, big: 10n, last: new Date(NaN), first: new Date(0) }];
		const result = await sync(started, rows, {
			operation: 'upsertProfiles',
			properties: ['tier', 'own', 'big', 'last', 'first'].map((field) => ({ field })),
		});
		expect(statuses(result)).toEqual(['sent']);
		const [ann] = started.sandbox.profiles.values();
		expect(ann.properties).toEqual({ tier: 'vip', big: '10', first: '1970-01-01T00:00:00.000Z' });
	});

	it('asks and sends nothing for no customers', async () => {
		const started = await startKlaviyo();
		const result = await sync(started, [], { operation: 'upsertProfiles', properties });
		expect(result.outcomes).toEqual([]);
		expect(started.sandbox.server.requests).toEqual([]);
	});

	it('keeps out a second customer with the same address', async () => {
		const started = await startKlaviyo();
		const rows = [{ email: 'a@example.com' }, { email: 'A@EXAMPLE.COM' }];
		const result = await sync(started, rows, {
			operation: 'upsertProfiles',
			properties: [{ field: 'email', property: 'source' }],
		});
		expect(codes(result)).toEqual(['sent', 'duplicateContact']);
	});
});

describe('lists', () => {
	async function withLists() {
		const started = await startKlaviyo();
		const vip = started.sandbox.addList('VIP', ['bob@example.com', 'old@example.com']);
		const mid = started.sandbox.addList('Mid-Tier', ['ann@example.com']);
		const lists = [
			{ value: 'vip', listId: vip.id },
			{ value: 'midTier', listId: mid.id },
		];
		return { ...started, vip, mid, lists };
	}

	it('keeps one list per tier exact', async () => {
		const started = await withLists();
		const result = await sync(started, people, { operation: 'syncLists', lists: started.lists });
		expect(statuses(result)).toEqual(['sent', 'sent', 'sent', 'skipped']);
		expect(started.sandbox.emailsOn(started.vip.id)).toEqual([
			'ann@example.com',
			'cleo@example.com',
		]);
		expect(started.sandbox.emailsOn(started.mid.id)).toEqual(['bob@example.com']);
		expect(result.plan.targets).toMatchObject([
			{ target: 'VIP', members: 2, added: 2, removed: 2, unchanged: 0 },
			{ target: 'Mid-Tier', members: 1, added: 1, removed: 1, unchanged: 0 },
		]);
		const second = await sync(started, people, { operation: 'syncLists', lists: started.lists });
		expect(statuses(second)).toEqual(['unchanged', 'unchanged', 'unchanged', 'skipped']);
	});

	it('starts the imports of all lists before it asks after any of them', async () => {
		const started = await withLists();
		await sync(started, people, { operation: 'syncLists', lists: started.lists });
		const asked = started.sandbox.server.requests
			.filter(({ path }) => path.includes('/profile-bulk-import-jobs'))
			.map(({ method }) => method);
		expect(asked.lastIndexOf('POST')).toBeLessThan(asked.indexOf('GET'));
	});

	it('waits as long for the jobs of all lists as for those of one', async () => {
		const started = await startKlaviyo({ jobMs: 3_600_000 });
		const lists = ['vip', 'midTier'].map((value) => ({
			value,
			listId: started.sandbox.addList(value).id,
		}));
		const result = await sync(started, people, {
			operation: 'syncLists',
			lists,
			maxWaitMinutes: 2,
		});
		expect(codes(result).slice(0, 3)).toEqual(['jobRunning', 'jobRunning', 'jobRunning']);
		expect(started.clock.slept).toBeLessThan(150_000);
	});

	it('never calls a customer of two lists sent while one of the two has failed or is open', async () => {
		const started = await startKlaviyo();
		const all = started.sandbox.addList('All');
		const vip = started.sandbox.addList('VIP');
		const lists = [
			{ value: 'vip', listId: all.id },
			{ value: 'midTier', listId: all.id },
			{ value: 'vip', listId: vip.id },
		];
		started.sandbox.cancelNextJobs(1);
		const result = await sync(started, people, { operation: 'syncLists', lists });
		expect(codes(result).slice(0, 3)).toEqual(['jobCancelled', 'jobCancelled', 'jobCancelled']);
		const again = await sync(started, people, { operation: 'syncLists', lists });
		expect(statuses(again).slice(0, 3)).toEqual(['sent', 'sent', 'sent']);
		expect(started.sandbox.emailsOn(vip.id)).toEqual(['ann@example.com', 'cleo@example.com']);
		expect(started.sandbox.emailsOn(all.id)).toHaveLength(3);
	});

	it('refuses to remove too many, before anything is sent', async () => {
		const started = await startKlaviyo();
		const emails = Array.from({ length: 40 }, (_, place) => `p${place}@example.com`);
		const vip = started.sandbox.addList('VIP', emails);
		const options = {
			operation: 'syncLists',
			lists: [{ value: 'vip', listId: vip.id }],
		} as const;
		await expect(sync(started, people, options)).rejects.toThrow(RefusedError);
		expect(started.sandbox.emailsOn(vip.id)).toHaveLength(40);
		expect(started.sandbox.server.requests.every(({ method }) => method === 'GET')).toBe(true);
		const shown = await sync(started, people, { ...options, dryRun: true });
		expect(shown.plan.refusal?.code).toBe('tooManyRemovals');
		const raised = await sync(started, people, { ...options, maxRemovalShare: 1 });
		expect(raised.plan.targets).toMatchObject([{ added: 2, removed: 40 }]);
		expect(started.sandbox.emailsOn(vip.id)).toEqual(['ann@example.com', 'cleo@example.com']);
	});

	it('never empties all lists, and never runs in a later iteration of a loop', async () => {
		const started = await withLists();
		const options = { operation: 'syncLists', lists: started.lists } as const;
		const strangers = [{ email: 'x@example.com', tier: 'nothing' }];
		await expect(sync(started, strangers, options)).rejects.toMatchObject({
			code: 'wouldBeEmpty',
		});
		await expect(sync(started, people, { ...options, loopIteration: 1 })).rejects.toMatchObject({
			code: 'laterLoopIteration',
		});
		expect(started.sandbox.emailsOn(started.vip.id)).toHaveLength(2);
	});

	it('adds to a list without touching its other members, and removes only those given', async () => {
		const started = await withLists();
		const listId = started.vip.id;
		await sync(started, people, { operation: 'addToList', listId });
		expect(started.sandbox.emailsOn(listId)).toEqual([
			'ann@example.com',
			'bob@example.com',
			'cleo@example.com',
			'old@example.com',
		]);
		const result = await sync(started, people, { operation: 'removeFromList', listId });
		expect(statuses(result)).toEqual(['sent', 'sent', 'sent', 'skipped']);
		expect(started.sandbox.emailsOn(listId)).toEqual(['old@example.com']);
	});

	it('leaves out who is suppressed for the channel, on request', async () => {
		const started = await withLists();
		const rows = [{ ...people[0], suppressedChannels: 'sms,emailPromotion' }, people[2]];
		const result = await sync(started, rows, {
			operation: 'addToList',
			listId: started.vip.id,
			skipSuppressedFor: 'emailPromotion',
		});
		expect(codes(result)).toEqual(['suppressed', 'sent']);
	});

	it.each<[string, <Entry>(entries: Entry[]) => Entry[]]>([
		['before', (entries) => entries],
		['after', (entries) => [...entries].reverse()],
	])('leaves out an address that is suppressed on a row %s it', async (_name, inOrder) => {
		const started = await withLists();
		const phone = '+16505551212';
		const rows = inOrder([
			{ ...people[0], phone, suppressedChannels: 'emailPromotion' },
			{ ...people[0], customerId: 'c9', email: 'ANN@example.com' },
			{ customerId: 'c10', phone },
			{ customerId: 'c11', email: 'max@example.com', phone },
		]);
		const result = await sync(started, rows, {
			operation: 'addToList',
			listId: started.vip.id,
			skipSuppressedFor: 'emailPromotion',
		});
		expect(inOrder(codes(result))).toEqual(['suppressed', 'suppressed', 'suppressed', 'sent']);
		const [max] = [...started.sandbox.profiles.values()].filter(
			({ email }) => email === 'max@example.com',
		);
		expect(max.phone).toBeUndefined();
		expect(started.sandbox.emailsOn(started.vip.id)).not.toContain('ann@example.com');
	});

	it('refuses to skip suppressed customers where nobody says who is, before any request', async () => {
		const started = await withLists();
		const run = sync(started, people, {
			operation: 'addToList',
			listId: started.vip.id,
			skipSuppressedFor: 'emailPromotion',
		});
		await expect(run).rejects.toMatchObject({ code: 'suppressionsMissing' });
		expect(started.sandbox.server.requests).toEqual([]);
	});

	it('finds lists by a part of their name, ten a page', async () => {
		const started = await startKlaviyo();
		for (let place = 0; place < 23; place++) started.sandbox.addList(`List ${place}`);
		const found = await findLists(' LIST 2', started.context);
		expect(found.map(({ name }) => name)).toEqual(['List 2', 'List 20', 'List 21', 'List 22']);
		expect(started.sandbox.server.requests).toHaveLength(3);
	});
});

describe('consent and suppression', () => {
	const rows = [
		{ email: 'ann@example.com', emailConsent: true },
		{ email: 'bob@example.com', emailConsent: 'no' },
		{ email: 'cleo@example.com' },
	];

	it('subscribes an explicit yes only', async () => {
		const started = await startKlaviyo();
		const list = started.sandbox.addList('Newsletter');
		const options = { operation: 'subscribe', listId: list.id } as const;
		const result = await sync(started, rows, options);
		expect(codes(result)).toEqual(['sent', 'noConsent', 'noConsent']);
		expect(started.sandbox.emailsOn(list.id)).toEqual(['ann@example.com']);
		expect(codes(await sync(started, rows, options))[0]).toBe('unchanged');
	});

	it('names the consent fields that no customer has, and leaves everybody out', async () => {
		const started = await startKlaviyo();
		const result = await sync(started, rows, {
			operation: 'subscribe',
			channels: ['email', 'sms'],
			consentField: 'newsletter',
			dryRun: true,
		});
		expect(new Set(codes(result))).toEqual(new Set(['noConsentField']));
		const messages = result.notices.slice(1).map(({ message }) => message);
		expect(messages[0]).toMatch(/"newsletter": all 3 customers .* emails .* "Handled Upstream"/);
		expect(messages[1]).toMatch(/"smsConsent": all 3 customers .* text messages/);
	});

	it('asks for a past date of consent in a historical import', async () => {
		const started = await startKlaviyo();
		const result = await sync(
			started,
			[
				{ ...rows[0], consentedAt: '2024-01-02T00:00:00Z' },
				{ email: 'dan@example.com', emailConsent: 'yes' },
			],
			{ operation: 'subscribe', historicalImport: true, consentedAtField: 'consentedAt' },
		);
		expect(codes(result)).toEqual(['sent', 'noConsentDate']);
	});

	it('never unsubscribes from everything who is not on the list', async () => {
		const started = await startKlaviyo();
		const list = started.sandbox.addList('Newsletter', ['ann@example.com']);
		const bob = started.sandbox.addProfile({ email: 'bob@example.com' });
		bob.emailConsent = 'SUBSCRIBED';
		const result = await sync(started, rows, {
			operation: 'unsubscribe',
			listId: list.id,
			compareFirst: false,
		});
		expect(codes(result)).toEqual(['accepted', 'notOnList', 'notOnList']);
		started.sandbox.settle();
		expect(started.sandbox.emailsOn(list.id)).toEqual([]);
		expect(bob.emailConsent).toBe('SUBSCRIBED');
	});

	it('unsubscribes everywhere when that is chosen', async () => {
		const started = await startKlaviyo();
		const bob = started.sandbox.addProfile({ email: 'bob@example.com' });
		bob.emailConsent = 'SUBSCRIBED';
		const options = { operation: 'unsubscribe', scope: 'everywhere' } as const;
		const result = await sync(started, [rows[1]], options);
		expect(codes(result)).toEqual(['sent']);
		expect(bob.emailConsent).toBe('UNSUBSCRIBED');
		expect(codes(await sync(started, [rows[1]], options))).toEqual(['unchanged']);
	});

	it('suppresses and unsuppresses, 100 a job, and lifts nothing but that', async () => {
		const started = await startKlaviyo();
		const many = Array.from({ length: 250 }, (_, place) => ({ email: `p${place}@example.com` }));
		const result = await sync(started, many, { operation: 'suppress' });
		expect(new Set(statuses(result))).toEqual(new Set(['sent']));
		const jobs = started.sandbox.server.requests.filter(({ method }) => method === 'POST');
		expect(jobs).toHaveLength(3);
		expect(new Set(statuses(await sync(started, many, { operation: 'suppress' })))).toEqual(
			new Set(['unchanged']),
		);
		const [first] = started.sandbox.profiles.values();
		first.suppressions.add('HARD_BOUNCE');
		await sync(started, many, { operation: 'unsuppress' });
		expect([...first.suppressions]).toEqual(['HARD_BOUNCE']);
	});
});
