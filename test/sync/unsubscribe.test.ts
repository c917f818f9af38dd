import { htmlPage } from '../../sandbox/server';
import { RefusedError } from '../../src/sync/http/errors';
import { NoAnswerError, type TransportRequest } from '../../src/sync/http/transport';
import { codes, statuses, sync } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const requests = /profile-subscription-bulk-delete-jobs$/;
const people = (count: number) =>
	Array.from({ length: count }, (_, place) => ({ email: `p${place}@example.com` }));
const emails = (count: number) => people(count).map(({ email }) => email);

async function withList(count: number, options = {}) {
	const started = await startKlaviyo(options);
	const list = started.sandbox.addList('Newsletter', emails(count));
	const given = {
		operation: 'unsubscribe',
		listId: list.id,
		maxRemovalShare: 1,
	} as const;
	const sent = () =>
		started.sandbox.server.requests.filter(
			({ method, path }) => method === 'POST' && requests.test(path),
		);
	const globally = () =>
		[...started.sandbox.profiles.values()].filter(
			({ emailConsent }) => emailConsent === 'UNSUBSCRIBED',
		);
	return { ...started, list, given, sent, globally };
}

describe('unsubscribing from a list', () => {
	it.each([
		['the connection is cut after Klaviyo has acted', { drop: 'after' as const }],
		['a proxy answers with HTML after Klaviyo has acted', { answer: htmlPage, acts: true }],
		['503 comes after Klaviyo has acted', { answer: { status: 503 }, acts: true }],
	])('asks once and unsubscribes nobody from everything where %s', async (_name, fault) => {
		const started = await withList(3);
		started.sandbox.server.fail({ path: requests, ...fault });
		const result = await sync(started, people(3), { ...started.given, compareFirst: false });
		expect(codes(result)).toEqual(['answerLost', 'answerLost', 'answerLost']);
		expect(statuses(result)).toEqual(['accepted', 'accepted', 'accepted']);
		expect(result.outcomes[0].sentence).toContain('Wait an hour');
		expect(result.notices[0].message).toMatch(/lost for 3 customers.* Wait an hour/);
		expect(started.sent()).toHaveLength(1);
		started.sandbox.settle();
		expect(started.sandbox.emailsOn(started.list.id)).toEqual([]);
		expect(started.globally()).toEqual([]);
	});

	it('reads the list again before it asks anew', async () => {
		const started = await withList(2);
		started.sandbox.server.fail({ path: requests, drop: 'after' });
		const first = await sync(started, people(2), { ...started.given, maxWaitMinutes: 0 });
		expect(codes(first)).toEqual(['answerLost', 'answerLost']);
		await started.clock.sleep(3_600_000);
		const second = await sync(started, people(2), started.given);
		expect(codes(second)).toEqual(['notOnList', 'notOnList']);
		expect(started.sent()).toHaveLength(1);
		expect(started.globally()).toEqual([]);
	});

	it('sends the rest after a lost answer, and stops after three in a row', async () => {
		const once = await withList(350);
		once.sandbox.server.fail({ path: requests, drop: 'after' });
		expect(new Set(statuses(await sync(once, people(350), once.given)))).toEqual(new Set(['sent']));
		expect(once.sandbox.emailsOn(once.list.id)).toEqual([]);

		const often = await withList(450);
		often.sandbox.server.fail({ path: requests, drop: 'before', times: 99 });
		const result = await sync(often, people(450), often.given);
		expect(often.sent()).toHaveLength(3);
		expect(codes(result).filter((code) => code === 'answerLost')).toHaveLength(300);
		expect(codes(result).filter((code) => code === 'platformUnavailable')).toHaveLength(150);
		expect(result.notices.at(-1)?.message).toContain('Wait an hour');
	});

	it('keeps the outcomes where the key expires after a lost answer', async () => {
		const started = await withList(150);
		started.sandbox.server.fail({ path: requests, drop: 'after' });
		started.sandbox.server.fail({ path: requests, answer: { status: 401 } });
		const result = await sync(started, people(150), started.given);
		expect(codes(result).slice(99, 101)).toEqual(['answerLost', 'notAuthorized']);
	});

	it('puts everybody off where nothing can have arrived', async () => {
		const started = await withList(2);
		const context = {
			...started.context,
			transport: (request: TransportRequest) =>
				request.method === 'GET'
					? started.context.transport(request)
					: Promise.reject(new NoAnswerError('ECONNREFUSED', started.baseUrl)),
		};
		const result = await sync({ ...started, context }, people(2), started.given);
		expect(codes(result)).toEqual(['platformUnavailable', 'platformUnavailable']);
	});

	it('asks by the address of the profile on the list, never by another one of the row', async () => {
		const started = await startKlaviyo();
		const phone = '+16505551212';
		const list = started.sandbox.addList('Newsletter', ['max@example.com']);
		const [max] = started.sandbox.profiles.values();
		Object.assign(max, { externalId: 'c1' });
		const other = started.sandbox.addProfile({ phone });
		other.smsConsent = 'SUBSCRIBED';
		const result = await sync(started, [{ id: 'c1', phone }], {
			operation: 'unsubscribe',
			listId: list.id,
			externalIdField: 'id',
			channels: ['email', 'sms'],
		});
		expect(codes(result)).toEqual(['sent']);
		expect(started.sandbox.emailsOn(list.id)).toEqual([]);
		expect(other.smsConsent).toBe('SUBSCRIBED');
		const [{ body }] = started.sandbox.server.requests.filter(({ method }) => method === 'POST');
		expect(body).not.toContain(phone);
	});

	it('refuses to take too many off the list', async () => {
		const started = await withList(40);
		const options = { ...started.given, maxRemovalShare: 0.3 };
		await expect(sync(started, people(20), options)).rejects.toThrow(RefusedError);
		expect(started.sent()).toEqual([]);
		expect(new Set(statuses(await sync(started, people(10), options)))).toEqual(new Set(['sent']));
	});

	it('looks until Klaviyo shows it, and no longer than five minutes', async () => {
		const slow = await withList(2, { subscriptionMs: 100_000 });
		expect(statuses(await sync(slow, people(2), slow.given))).toEqual(['sent', 'sent']);
		expect(slow.clock.slept).toBeGreaterThanOrEqual(100_000);

		const stuck = await withList(2, { subscriptionMs: 3_600_000 });
		const result = await sync(stuck, people(2), stuck.given);
		expect(codes(result)).toEqual(['accepted', 'accepted']);
		expect(stuck.clock.slept).toBe(300_000);
	});

	it('counts who is not on the list as left out, not as unchanged', async () => {
		const started = await withList(3);
		const result = await sync(started, people(5), { ...started.given, dryRun: true });
		expect(result.plan).toMatchObject({
			targets: [{ target: 'Newsletter', members: 3, removed: 3, unchanged: 0 }],
			leftOut: { notOnList: 2 },
		});
	});
});

it('repeats unsubscribing from everything after a lost answer', async () => {
	const started = await withList(2);
	started.sandbox.server.fail({ path: requests, drop: 'after' });
	const result = await sync(started, people(2), {
		operation: 'unsubscribe',
		scope: 'everywhere',
	});
	expect(statuses(result)).toEqual(['sent', 'sent']);
	expect(started.sent()).toHaveLength(2);
});
