import { htmlPage } from '../../sandbox/server';
import { usageHeader } from '../../sandbox/meta';
import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { metaOptions } from '../../src/sync/meta/options';
import { syncToMeta, type MetaSyncResult } from '../../src/sync/meta/syncToMeta';
import {
	AuthenticationError,
	RateLimitedError,
	TransientError,
} from '../../src/sync/shared/errors';
import { countByCode, countByStatus } from '../../src/sync/shared/outcome';
import { startKlaviyo, startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

type Klaviyo = Awaited<ReturnType<typeof startKlaviyo>>;
type Meta = Awaited<ReturnType<typeof startMeta>>;
type Rows = Array<Record<string, unknown>>;

const customers = (count: number): Rows =>
	Array.from({ length: count }, (_, place) => ({
		customerId: `c${place}`,
		email: `p${place}@example.com`,
		tier: 'vip',
		churnRisk: place,
		adConsent: true,
	}));

function upsert({ context }: Klaviyo, rows: Rows, given = {}) {
	return syncToKlaviyo(
		rows,
		klaviyoOptions.parse({
			operation: 'upsertProfiles',
			properties: [{ field: 'churnRisk' }],
			dryRun: false,
			...given,
		}),
		context,
	);
}

function meta({ context, sandbox }: Meta, operation: string, rows: Rows, last: Rows = []) {
	return syncToMeta(
		rows,
		last,
		metaOptions.parse({
			operation,
			adAccountId: sandbox.accounts[0],
			audience: { by: 'name', name: 'Customers A' },
			dryRun: false,
		}),
		context,
	);
}

const next = (rows: Rows, last: Rows, { outcomes, former }: MetaSyncResult): Rows => [
	...rows.map((row, index) => ({ ...row, ...outcomes[index].fields })),
	...former.map(({ source, outcome }) => ({ ...last[source], ...outcome.fields })),
];

const imports = /profile-bulk-import-jobs$/;

/** Runs again without faults and expects an empty difference. */
async function expectNothingLeft(started: Klaviyo, rows: Rows) {
	started.sandbox.server.recover();
	const again = await upsert(started, rows);
	expect(again.plan.targets).toMatchObject([{ added: 0, changed: 0 }]);
}

describe('Klaviyo out of order', () => {
	it.each([
		['429 with Retry-After', { answer: { status: 429, headers: { 'retry-after': '7' } } }, 7000],
		['429 without Retry-After', { answer: { status: 429 } }, 750],
		['503', { answer: { status: 503 } }, 750],
		['a page of HTML', { answer: htmlPage }, 750],
		['HTML with status 200', { answer: { ...htmlPage, status: 200 } }, 750],
		['a socket dropped before', { drop: 'before' as const }, 750],
		['a socket dropped after it has acted', { drop: 'after' as const }, 750],
		['an answer that comes too late', { delayMs: 900 }, 750],
	])('waits and repeats after %s', async (_name, fault, least) => {
		const started = await startKlaviyo({}, {}, undefined, 500);
		started.sandbox.server.fail({ path: imports, method: 'POST', ...fault });
		const result = await upsert(started, customers(3));
		expect(countByStatus(result.outcomes)).toMatchObject({ sent: 3 });
		expect(started.clock.slept).toBeGreaterThanOrEqual(least);
		expect(started.sandbox.profiles.size).toBe(3);
		await expectNothingLeft(started, customers(3));
	});

	it('gives up after six attempts, defers what is left, and finishes in the next run', async () => {
		const started = await startKlaviyo();
		started.sandbox.server.fail({
			path: imports,
			method: 'POST',
			times: 99,
			answer: { status: 503 },
		});
		const result = await upsert(started, customers(3));
		expect(countByCode(result.outcomes)).toEqual({ platform_unavailable: 3 });
		expect(result.stopped).toBeInstanceOf(TransientError);
		const sent = started.sandbox.server.requests.filter(({ method }) => method === 'POST');
		expect(sent).toHaveLength(6);
		started.sandbox.server.recover();
		expect(countByStatus((await upsert(started, customers(3))).outcomes).sent).toBe(3);
		await expectNothingLeft(started, customers(3));
	});

	it('does not wait longer than allowed, and says when to run again', async () => {
		const started = await startKlaviyo();
		const headers = { 'retry-after': '3600' };
		started.sandbox.server.fail({
			path: imports,
			method: 'POST',
			answer: { status: 429, headers },
		});
		const result = await upsert(started, customers(3));
		expect(result.stopped).toBeInstanceOf(RateLimitedError);
		expect(countByCode(result.outcomes)).toEqual({ rate_limited: 3 });
		expect(result.outcomes[0].sentence).toContain('in 60 minutes');
		expect(started.clock.slept).toBeLessThan(60_000);
	});

	it('keeps below the published limits', async () => {
		const started = await startKlaviyo({ rateWindows: true });
		for (let place = 0; place < 18_000; place++) {
			started.sandbox.addProfile({ email: `s${place}@example.com` });
		}
		const result = await upsert(started, customers(1));
		expect(countByStatus(result.outcomes).sent).toBe(1);
		const throttled = started.sandbox.server.exchanges.filter(
			({ answer }) => answer.status === 429,
		);
		expect(throttled).toHaveLength(0);
		expect(started.clock.slept).toBeGreaterThanOrEqual(2000);
	}, 20_000);

	it('waits for the next minute where the server says that this one is used up', async () => {
		const started = await startKlaviyo();
		started.sandbox.server.fail({
			path: /\/api\/profiles$/,
			answer: {
				status: 200,
				headers: { 'ratelimit-remaining': '0', 'ratelimit-reset': '40' },
				body: {
					data: [],
					links: { self: started.baseUrl, next: `${started.baseUrl}/api/profiles?page[cursor]=` },
				},
			},
		});
		await upsert(started, customers(1));
		expect(started.clock.slept).toBeGreaterThanOrEqual(40_000);
	});
});

it('says which address did not answer, and what to check', async () => {
	const started = await startKlaviyo();
	await started.sandbox.stop();
	const result = await upsert(started, customers(1));
	expect(result.stopped?.message).toContain(`did not answer at ${started.baseUrl}`);
	expect(result.outcomes[0].sentence).toMatch(/nothing listens there .* Check the Base URL/);
});

describe('Klaviyo and single customers', () => {
	it('sends the email without a phone that Klaviyo refuses: one bad phone in 10,000 rows', async () => {
		const started = await startKlaviyo();
		const rows = customers(10_000);
		// A number that is possible, and that the server finds fault with all the same.
		rows[4321].phone = '+15005550006';
		started.sandbox.server.fail({
			path: imports,
			method: 'POST',
			answer: {
				status: 400,
				body: {
					errors: [
						{
							id: 'e1',
							code: 'invalid',
							title: 'Invalid input.',
							detail: 'Invalid phone number format for +15005550006',
							source: { pointer: '/data/attributes/profiles/data/4321/attributes/phone_number' },
						},
					],
				},
			},
		});
		const result = await upsert(started, rows, { compareFirst: false });
		expect(countByCode(result.outcomes)).toEqual({ sent: 9999, phone_refused: 1 });
		expect(result.outcomes[4321]).toMatchObject({ status: 'sent', code: 'phone_refused' });
		expect(started.sandbox.profiles.size).toBe(10_000);
		expect([...started.sandbox.profiles.values()][4321].phone).toBeUndefined();
	}, 20_000);

	it('drops rows that a pointer names, and finds those that none names by halving', async () => {
		const started = await startKlaviyo();
		const refusal = (pointer: string) => ({
			path: imports,
			method: 'POST',
			answer: {
				status: 400,
				body: {
					errors: [{ id: 'e', code: 'invalid', title: 'x', detail: 'y', source: { pointer } }],
				},
			},
		});
		started.sandbox.server.fail(refusal('/data/attributes/profiles/data/2/attributes/locale'));
		started.sandbox.server.fail({ ...refusal('/data/'), body: /p0@/, times: 99 });
		const result = await upsert(started, customers(5));
		expect(result.outcomes.map(({ status, code }) => [status, code])).toEqual([
			['rejected', 'invalid'],
			['sent', 'sent'],
			['rejected', 'invalid'],
			['sent', 'sent'],
			['sent', 'sent'],
		]);
	});

	it('reads the errors of a job over several pages and gives each to its customer', async () => {
		const started = await startKlaviyo();
		started.sandbox.failImports((email) =>
			Number(/^p(\d+)@/.exec(email ?? '')?.[1] ?? 0) % 2 === 1 ? 'invalid_email' : undefined,
		);
		const result = await upsert(started, customers(500));
		expect(countByCode(result.outcomes)).toEqual({ invalid_email: 250, sent: 250 });
		expect(result.outcomes[1].status).toBe('rejected');
		expect(result.outcomes[2].status).toBe('sent');
		const pages = started.sandbox.server.requests.filter(({ path }) => /import-errors/.test(path));
		expect(pages.length).toBe(3);
	});

	it('leaves the phone out where email and phone belong to two profiles', async () => {
		const started = await startKlaviyo();
		const other = started.sandbox.addProfile({ email: 'other@example.com', phone: '+16505551212' });
		const rows = [{ email: 'p0@example.com', phone: '+1 650 555 1212', churnRisk: 3 }];
		const result = await upsert(started, rows);
		expect(result.outcomes).toMatchObject([{ status: 'sent', code: 'phone_left_out' }]);
		expect(other.properties).toEqual({});
		expect([...started.sandbox.profiles.values()][1]).toMatchObject({
			email: 'p0@example.com',
			properties: { churnRisk: 3 },
		});
	});

	it('answers a 409 for one profile with a rejection of that customer alone', async () => {
		const started = await startKlaviyo();
		started.sandbox.addProfile({ email: 'p0@example.com', properties: { churnRisk: 1 } });
		started.sandbox.addProfile({ email: 'p1@example.com', properties: { churnRisk: 1 } });
		started.sandbox.server.fail({
			path: /\/profiles\/\w+$/,
			answer: {
				status: 409,
				body: {
					errors: [
						{
							id: 'e',
							code: 'duplicate_profile',
							title: 'Conflict.',
							detail: 'p0@example.com is taken',
							meta: { duplicate_profile_id: 'P9' },
						},
					],
				},
			},
		});
		const result = await syncToKlaviyo(
			customers(2),
			klaviyoOptions.parse({
				operation: 'clearProperties',
				properties: ['churnRisk'],
				dryRun: false,
			}),
			started.context,
		);
		expect(result.outcomes).toMatchObject([
			{ status: 'rejected', code: 'duplicate_profile' },
			{ status: 'sent' },
		]);
	});

	it('says "accepted" of a job that has not ended in time, and defers a cancelled one', async () => {
		const slow = await startKlaviyo({ jobMs: 3_600_000 });
		const waiting = await upsert(slow, customers(2), { maxWaitMinutes: 2 });
		expect(countByCode(waiting.outcomes)).toEqual({ job_running: 2 });
		expect(countByStatus(waiting.outcomes).accepted).toBe(2);

		const cancelling = await startKlaviyo();
		cancelling.sandbox.cancelNextJobs(1);
		const cancelled = await upsert(cancelling, customers(2));
		expect(countByCode(cancelled.outcomes)).toEqual({ job_cancelled: 2 });
		expect(countByStatus((await upsert(cancelling, customers(2))).outcomes).sent).toBe(2);
	});
});

describe('Klaviyo keys and cancelling', () => {
	it('stops at once at a wrong key and says what to do', async () => {
		const started = await startKlaviyo({}, {}, 'pk_wrong');
		const error = await upsert(started, customers(2)).catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(AuthenticationError);
		expect((error as AuthenticationError).facts.advice).toContain('Settings > API keys');
		expect(started.sandbox.server.requests).toHaveLength(1);
	});

	it('names the scopes that a key lacks', async () => {
		const started = await startKlaviyo({ scopes: new Set(['profiles:read']) });
		const error = await upsert(started, customers(2)).catch((caught: unknown) => caught);
		expect((error as AuthenticationError).facts.advice).toContain('lists:write, profiles:write');
	});

	it('keeps the outcomes where the key expires in the middle', async () => {
		const started = await startKlaviyo();
		const rows = customers(25_000);
		started.sandbox.server.fail({
			path: imports,
			method: 'POST',
			skip: 1,
			answer: { status: 401 },
		});
		const result = await upsert(started, rows, { compareFirst: false });
		expect(countByCode(result.outcomes)).toEqual({ not_authorised: 15_000, job_running: 10_000 });
		expect(result.stopped).toBeInstanceOf(AuthenticationError);
	}, 20_000);

	it('stops between requests when it is cancelled, and the next run finishes', async () => {
		let requests = 0;
		const started = await startKlaviyo({}, { isCancelled: () => requests >= 3 });
		const { transport } = started.context;
		const counting = {
			...started.context,
			transport: (request: Parameters<typeof transport>[0]) => {
				requests++;
				return transport(request);
			},
		};
		const rows = customers(25_000);
		const result = await upsert({ ...started, context: counting }, rows, { compareFirst: false });
		expect(countByCode(result.outcomes)).toMatchObject({ job_running: 25_000 });
		expect(result.notices.map(({ code }) => code)).toContain('cancelled');

		const early = await startKlaviyo({}, { isCancelled: () => true });
		const nothing = await upsert(early, customers(3));
		expect(countByCode(nothing.outcomes)).toEqual({ cancelled: 3 });
		expect(early.sandbox.server.requests).toHaveLength(0);
		const finished = await upsert(
			{ ...early, context: { ...early.context, isCancelled: () => false } },
			customers(3),
		);
		expect(countByStatus(finished.outcomes).sent).toBe(3);
	}, 20_000);

	it('takes up list changes where a run died half way', async () => {
		const started = await startKlaviyo();
		const list = started.sandbox.addList('VIP', ['gone1@example.com', 'gone2@example.com']);
		const options = klaviyoOptions.parse({
			operation: 'syncLists',
			lists: [{ value: 'vip', listId: list.id }],
			dryRun: false,
		});
		started.sandbox.server.fail({ method: 'DELETE', times: 99, drop: 'before' });
		const died = await syncToKlaviyo(customers(3), options, started.context);
		expect(died.stopped).toBeInstanceOf(TransientError);
		expect(started.sandbox.emailsOn(list.id)).toHaveLength(5);
		started.sandbox.server.recover();
		const finished = await syncToKlaviyo(customers(3), options, started.context);
		expect(finished.plan.targets).toMatchObject([{ added: 0, removed: 2 }]);
		expect(started.sandbox.emailsOn(list.id)).toHaveLength(3);
	});

	it('creates a segment once though the answer was lost', async () => {
		const started = await startKlaviyo();
		const options = klaviyoOptions.parse({
			operation: 'createSegment',
			name: 'A',
			conditions: [{ property: 'x', operator: 'is-set' }],
			dryRun: false,
		});
		started.sandbox.server.fail({ method: 'POST', drop: 'after' });
		const lost = await syncToKlaviyo(customers(1), options, started.context);
		expect(lost.stopped).toBeInstanceOf(TransientError);
		const again = await syncToKlaviyo(customers(1), options, started.context);
		expect(again.plan.targets).toMatchObject([{ added: 0, unchanged: 1 }]);
		expect(started.sandbox.segments.size).toBe(1);
	});
});

describe('Meta out of order', () => {
	const users = /\/users$/;
	const throttled = {
		status: 400,
		body: { error: { code: 80003, error_subcode: 2446079, message: 'too many calls' } },
	};

	it.each([
		['503', { answer: { status: 503 } }, 750],
		['a page of HTML', { answer: htmlPage }, 750],
		['a transient error', { answer: { status: 500, body: { error: { code: 2 } } } }, 750],
		['a socket dropped before', { drop: 'before' as const }, 750],
		['a socket dropped after it has acted', { drop: 'after' as const }, 750],
		['throttling that comes as 400', { answer: throttled }, 60_000],
		[
			'throttling with minutes to wait',
			{ answer: { ...throttled, headers: usageHeader('1', 5) } },
			300_000,
		],
	])('waits and repeats after %s', async (_name, fault, least) => {
		const started = await startMeta();
		const { id } = started.sandbox.addAudience('Customers A');
		started.sandbox.server.fail({ path: users, ...fault });
		const result = await meta(started, 'addToAudience', customers(3));
		expect(countByStatus(result.outcomes).sent).toBe(3);
		expect(started.clock.slept).toBeGreaterThanOrEqual(least);
		expect(started.sandbox.membersOf(id)).toHaveLength(3);
		const last = next(customers(3), [], result);
		const again = await meta(started, 'addToAudience', customers(3), last);
		expect(countByStatus(again.outcomes).unchanged).toBe(3);
	});

	it('stops where the wait is longer than allowed, and keeps who is in the audience', async () => {
		const started = await startMeta();
		const first = await meta(started, 'mirrorAudience', customers(3));
		const last = next(customers(3), [], first);
		started.sandbox.server.fail({
			path: users,
			times: 99,
			answer: { ...throttled, headers: usageHeader('1', 55) },
		});
		const rows = customers(5).slice(1);
		const stopped = await meta(started, 'mirrorAudience', rows, last);
		expect(stopped.stopped).toBeInstanceOf(RateLimitedError);
		expect(stopped.outcomes.at(-1)?.sentence).toContain('55 minutes');
		started.sandbox.server.recover();
		const later = next(rows, last, stopped);
		expect(later.filter(({ metaInAudience }) => metaInAudience)).toHaveLength(3);
		const finished = await meta(started, 'mirrorAudience', rows, later);
		expect(finished.plan.targets).toMatchObject([{ added: 2, removed: 1, unchanged: 2 }]);
		const [audience] = started.sandbox.audiences.values();
		expect(audience.members.size).toBe(4);
	});

	it.each([
		['an expired token', 190, 463, 'system-user token'],
		['a missing permission', 200, undefined, 'ads_management'],
		['a missing permission of the token', 294, undefined, 'ads_management'],
	])('stops at once at %s and says what to do', async (_name, code, subcode, advice) => {
		const started = await startMeta();
		started.sandbox.server.fail({
			answer: { status: 400, body: { error: { code, error_subcode: subcode, message: 'm' } } },
		});
		const error = await meta(started, 'addToAudience', customers(2)).catch(
			(caught: unknown) => caught,
		);
		expect(error).toBeInstanceOf(AuthenticationError);
		expect((error as AuthenticationError).facts.advice).toContain(advice);
		expect(started.sandbox.server.requests).toHaveLength(1);
	});

	it('says who has to accept the terms', async () => {
		const started = await startMeta({ termsAccepted: false });
		await expect(meta(started, 'addToAudience', customers(1))).rejects.toMatchObject({
			facts: { code: '200/1870090', advice: expect.stringContaining('accept') as string },
		});
	});

	it('knows a token that is wrong from one that lacks its proof', async () => {
		const started = await startMeta({}, {}, 'EAAwrong');
		await expect(meta(started, 'addToAudience', customers(1))).rejects.toMatchObject({
			facts: { code: '190' },
		});
	});

	it('creates an audience once though the answer was lost', async () => {
		const started = await startMeta();
		started.sandbox.server.fail({ method: 'POST', path: /customaudiences$/, drop: 'after' });
		const result = await meta(started, 'addToAudience', customers(2));
		expect(countByStatus(result.outcomes).sent).toBe(2);
		expect(started.sandbox.audiences.size).toBe(1);
	});

	it('rejects the rows that Meta calls invalid', async () => {
		const started = await startMeta();
		const { id } = started.sandbox.addAudience('Customers A');
		const rows = customers(3);
		const hash = 'a'.repeat(64);
		rows[1].email = hash;
		started.sandbox.server.fail({
			path: users,
			answer: {
				status: 200,
				body: {
					audience_id: id,
					num_received: 3,
					num_invalid_entries: 1,
					invalid_entry_samples: { [hash]: 'Invalid EMAIL' },
				},
			},
		});
		const result = await meta(started, 'addToAudience', rows);
		expect(result.outcomes.map(({ status }) => status)).toEqual(['sent', 'rejected', 'sent']);
		expect(result.outcomes[1].fields).toMatchObject({ metaInAudience: false });
	});

	it('reports counts that do not agree', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A');
		started.sandbox.server.fail({
			path: users,
			answer: { status: 200, body: { num_received: 1, num_invalid_entries: 0 } },
		});
		const result = await meta(started, 'addToAudience', customers(3));
		expect(result.notices.map(({ code }) => code)).toContain('read_back_differs');
	});
});

describe('replacing a Meta audience', () => {
	const replace = /usersreplace$/;

	it('continues a session that was left half done', async () => {
		const started = await startMeta();
		const audience = started.sandbox.addAudience('Customers A');
		started.sandbox.server.fail({ path: replace, skip: 1, times: 99, drop: 'before' });
		const died = await meta(started, 'replaceAudience', customers(25_000));
		expect(died.stopped).toBeInstanceOf(TransientError);
		expect(countByStatus(died.outcomes).deferred).toBe(25_000);
		expect(audience.status).toBe(414);
		expect(audience.members.size).toBe(0);
		started.sandbox.server.recover();
		const finished = await meta(started, 'replaceAudience', customers(25_000));
		expect(countByStatus(finished.outcomes).sent).toBe(25_000);
		expect(audience.members.size).toBe(25_000);
		expect(audience.status).toBe(200);
	}, 30_000);

	it('waits for no foreign session, and replaces after its 90 minutes', async () => {
		const started = await startMeta();
		const audience = started.sandbox.addAudience('Customers A');
		started.sandbox.server.fail({ path: replace, skip: 1, times: 99, drop: 'before' });
		await meta(started, 'replaceAudience', customers(12_000));
		started.sandbox.server.recover();
		const blocked = await meta(started, 'replaceAudience', customers(5));
		expect(blocked.stopped).toBeInstanceOf(RateLimitedError);
		expect(blocked.stopped?.message).toContain('Another update');
		await started.clock.sleep(91 * 60_000);
		const finished = await meta(started, 'replaceAudience', customers(9_000));
		expect(countByStatus(finished.outcomes).sent).toBe(9_000);
		expect(audience.members.size).toBe(9_000);
	}, 20_000);

	it('begins anew where the same members were sent today already', async () => {
		const started = await startMeta();
		const audience = started.sandbox.addAudience('Customers A');
		await meta(started, 'replaceAudience', customers(3));
		audience.members.clear();
		await meta(started, 'replaceAudience', customers(3));
		expect(audience.members.size).toBe(3);
	});
});
