import { createHash } from 'node:crypto';
import { usageHeader } from '../../sandbox/meta/answers';
import type { Fault } from '../../sandbox/server';
import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { metaOptions } from '../../src/sync/meta/options';
import { syncToMeta } from '../../src/sync/meta/syncToMeta';
import { AuthenticationError, RateLimitedError, TransientError } from '../../src/sync/http/errors';
import { countByCode, countByStatus } from '../../src/sync/run/outcome';
import { startKlaviyo, startMeta, stopSandboxes } from '../support/syncContext';
import { expectConverged, klaviyoWorld, metaWorld, said, type World } from '../support/syncWorlds';

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

function meta({ context, sandbox }: Meta, operation: string, rows: Rows, last?: Rows) {
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

const imports = /profile-bulk-import-jobs$/;
const upserting = { operation: 'upsertProfiles', properties: [{ field: 'churnRisk' }] };

/** An account without profiles, and customers to write to it. */
function upsertWorld(given: number | Rows) {
	const rows = typeof given === 'number' ? customers(given) : given;
	return klaviyoWorld({ rows, timeoutMs: 10_000, options: () => upserting });
}

/** Klaviyo's content when exactly these customers have been written. */
const upserted = (places: readonly number[]) => ({
	profiles: Object.fromEntries(
		places.map((place) => [`p${place}@example.com`, { properties: { churnRisk: place } }]),
	),
	lists: {},
	segments: [],
	events: [],
});

const sent = (count: number) => Array<string>(count).fill('sent');

const byName = { by: 'name', name: 'Customers A' };

/** An audience without members. */
function audienceWorld(operation: string, runs: Rows[], remembers = true) {
	return metaWorld({
		runs,
		remembers,
		timeoutMs: 10_000,
		options: (sandbox) => {
			sandbox.addAudience('Customers A');
			return { operation, audience: byName };
		},
	});
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Meta's content when exactly these customers are in the audience. */
const audience = (places: readonly number[]) => ({
	audiences: [
		{
			name: 'Customers A',
			subtype: 'CUSTOM',
			members: places
				.map((place) => ({ EMAIL: hash(`p${place}@example.com`) }))
				.sort((a, b) => (a.EMAIL < b.EMAIL ? -1 : 1)),
			status: 200,
		},
	],
	existingCustomers: {},
});

async function expectOutcomes(world: World, outcomes: readonly string[]) {
	expect(said(await world.run())).toEqual(outcomes);
}

describe('Klaviyo out of order', () => {
	it('gives up after six attempts, defers what is left, and finishes in the next run', async () => {
		const world = await upsertWorld(3);
		world.server.fail({ path: imports, method: 'POST', times: 99, answer: { status: 503 } });
		const result = await world.run();
		expect(result.stopped).toBeInstanceOf(TransientError);
		expect(said(result)).toEqual(Array(3).fill('deferred platformUnavailable'));
		expect(world.server.faultsMet).toHaveLength(6);
		expect(world.holds()).toEqual(upserted([]));
		world.server.recover();
		await expectConverged(world, { outcomes: sent(3), holds: upserted([0, 1, 2]) });
	});

	it('does not wait longer than allowed, says when to run again, and finishes then', async () => {
		const world = await upsertWorld(3);
		const headers = { 'retry-after': '3600' };
		world.server.fail({ path: imports, method: 'POST', answer: { status: 429, headers } });
		const result = await world.run();
		expect(result.stopped).toBeInstanceOf(RateLimitedError);
		expect(said(result)).toEqual(Array(3).fill('deferred rateLimited'));
		expect(result.outcomes[0].sentence).toContain('in 60 minutes');
		expect(world.clock.slept).toBe(0);
		expect(world.holds()).toEqual(upserted([]));
		await expectConverged(world, { outcomes: sent(3), holds: upserted([0, 1, 2]) });
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
		const wait = async (used: boolean) => {
			const world = await upsertWorld(1);
			world.server.fail({
				path: /\/api\/profiles$/,
				answer: {
					status: 200,
					headers: used ? { 'ratelimit-remaining': '0', 'ratelimit-reset': '40' } : {},
					body: { data: [], links: { next: 'https://x.example/api/profiles?page[cursor]=' } },
				},
			});
			await expectConverged(world, { outcomes: sent(1), holds: upserted([0]) });
			return world.clock.slept;
		};
		expect((await wait(true)) - (await wait(false))).toBe(40_000);
	});
});

it('says which address did not answer, and what to check', async () => {
	const started = await startKlaviyo();
	await started.sandbox.stop();
	const result = await upsert(started, customers(1));
	expect(result.stopped?.message).toContain(`did not answer at ${started.baseUrl}`);
	expect(result.outcomes[0].sentence).toMatch(/the connection was refused .* Check the Base URL/);
});

describe('Klaviyo and single customers', () => {
	it('sends the email without a phone that Klaviyo refuses, one bad phone in 10,000 rows; a second run tries that phone alone', async () => {
		const rows = customers(10_000);
		// A number that is possible, but that the server refuses.
		rows[4321].phone = '+15005550006';
		const world = await upsertWorld(rows);
		const refusalAt = (place: number) => ({
			path: imports,
			method: 'POST',
			body: /\+15005550006/,
			answer: {
				status: 400,
				body: {
					errors: [
						{
							id: 'e1',
							code: 'invalid',
							title: 'Invalid input.',
							detail: 'Invalid phone number format for +15005550006',
							source: {
								pointer: `/data/attributes/profiles/data/${place}/attributes/phone_number`,
							},
						},
					],
				},
			},
		});
		world.server.fail(refusalAt(4321));
		const result = await world.run();
		const expected = Array<string>(10_000).fill('sent');
		expected[4321] = 'sent phoneRefused';
		expect(said(result)).toEqual(expected);
		expect(world.holds()).toEqual(upserted(rows.map((_row, place) => place)));
		world.server.fail(refusalAt(0));
		const again = await world.run();
		expect(countByCode(again.outcomes)).toEqual({ unchanged: 9999, phoneRefused: 1 });
		expect(world.holds()).toEqual(upserted(rows.map((_row, place) => place)));
	}, 40_000);

	it('drops rows that a pointer names, and finds those that none names by halving; a second run tries those alone', async () => {
		const world = await upsertWorld(5);
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
		world.server.fail(refusal('/data/attributes/profiles/data/2/attributes/locale'));
		world.server.fail({ ...refusal('/data/'), body: /p0@/, times: 99 });
		expect(said(await world.run())).toEqual([
			'rejected invalid',
			'sent',
			'rejected invalid',
			'sent',
			'sent',
		]);
		expect(world.holds()).toEqual(upserted([1, 3, 4]));
		world.server.recover();
		await expectConverged(world, {
			outcomes: ['sent', 'unchanged', 'sent', 'unchanged', 'unchanged'],
			holds: upserted([0, 1, 2, 3, 4]),
		});
	});

	it('reads the errors of a job over several pages and gives each to its customer; a second run tries those alone', async () => {
		const world = await upsertWorld(500);
		const isOdd = (place: number) => place % 2 === 1;
		const places = Array.from({ length: 500 }, (_, place) => place);
		world.sandbox.failImports((email) =>
			isOdd(Number(/^p(\d+)@/.exec(email ?? '')?.[1] ?? 0)) ? 'invalid_email' : undefined,
		);
		const result = await world.run();
		expect(said(result)).toEqual(
			places.map((place) => (isOdd(place) ? 'rejected invalid_email' : 'sent')),
		);
		expect(world.holds()).toEqual(upserted(places.filter((place) => !isOdd(place))));
		const pages = world.server.requests.filter(({ path }) => /import-errors/.test(path));
		expect(pages).toHaveLength(3);
		world.sandbox.failImports(() => undefined);
		await expectConverged(world, {
			outcomes: places.map((place) => (isOdd(place) ? 'sent' : 'unchanged')),
			holds: upserted(places),
		});
	});

	it('calls nobody sent where a job names fewer failures than it counts', async () => {
		const world = await upsertWorld(2);
		world.sandbox.failImports((email) => (email === 'p0@example.com' ? 'invalid' : undefined));
		world.server.fail({
			path: /import-errors$/,
			answer: { status: 200, body: { data: [], links: { next: null } } },
		});
		const result = await world.run();
		expect(said(result)).toEqual(['accepted unconfirmed', 'accepted unconfirmed']);
		expect(result.notices.map(({ code }) => code)).toContain('unnamedFailures');
		expect(world.holds()).toEqual(upserted([1]));
		world.sandbox.failImports(() => undefined);
		await expectConverged(world, { outcomes: ['sent', 'unchanged'], holds: upserted([0, 1]) });
	});

	it('rejects a customer whose properties are larger than Klaviyo accepts, and sends the others', async () => {
		const rows = customers(2);
		rows[0].churnRisk = 'x'.repeat(100_000);
		const world = await upsertWorld(rows);
		await expectOutcomes(world, ['rejected profileTooLarge', 'sent']);
		expect(world.holds()).toEqual(upserted([1]));
		await expectOutcomes(world, ['rejected profileTooLarge', 'unchanged']);
		expect(world.holds()).toEqual(upserted([1]));
	});

	it('puts the customers off whom no pointer and no halving can tell apart; the next run sends them', async () => {
		const world = await upsertWorld(1000);
		world.server.fail({
			path: imports,
			method: 'POST',
			body: /"p(?:100|300|500|700|900|950)@/,
			times: 999,
			answer: { status: 400, body: { errors: [{ code: 'invalid', title: 'x' }] } },
		});
		const result = await world.run();
		const deferred = result.outcomes.filter(({ code }) => code === 'batchRefused');
		expect(deferred.length).toBeGreaterThanOrEqual(6);
		expect(deferred.length).toBeLessThan(100);
		expect(countByCode(result.outcomes)).toEqual({
			sent: 1000 - deferred.length,
			batchRefused: deferred.length,
		});
		expect(deferred[0]).toMatchObject({
			status: 'deferred',
			sentence: expect.stringContaining('Most of the batch is likely fine') as string,
		});
		world.server.recover();
		await expectConverged(world, {
			outcomes: result.outcomes.map(({ status }) => (status === 'sent' ? 'unchanged' : 'sent')),
			holds: upserted(Array.from({ length: 1000 }, (_, place) => place)),
		});
	});

	it('leaves the phone out where email and phone belong to two profiles', async () => {
		const world = await klaviyoWorld({
			rows: [{ email: 'p0@example.com', phone: '+1 650 555 1212', churnRisk: 0 }],
			options: (sandbox) => {
				sandbox.addProfile({ email: 'other@example.com', phone: '+16505551212' });
				return upserting;
			},
		});
		await expectConverged(world, {
			outcomes: ['sent phoneLeftOut'],
			holds: {
				...upserted([]),
				profiles: {
					'other@example.com': { phone: '+16505551212' },
					'p0@example.com': { properties: { churnRisk: 0 } },
				},
			},
		});
	});

	it('answers a 409 for one profile with a rejection of that customer alone; the next run tries them again', async () => {
		const world = await klaviyoWorld({
			rows: customers(2),
			options: (sandbox) => {
				for (const email of ['p0@example.com', 'p1@example.com']) {
					sandbox.addProfile({ email, properties: { churnRisk: 1 } });
				}
				return { operation: 'clearProperties', properties: ['churnRisk'] };
			},
		});
		world.server.fail({
			method: 'PATCH',
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
		await expectOutcomes(world, ['rejected duplicate_profile', 'sent cleared']);
		expect(world.holds()).toMatchObject({
			profiles: { 'p0@example.com': { properties: { churnRisk: 1 } }, 'p1@example.com': {} },
		});
		await expectConverged(world, {
			outcomes: ['sent cleared', 'unchanged'],
			holds: {
				profiles: { 'p0@example.com': {}, 'p1@example.com': {} },
				lists: {},
				segments: [],
				events: [],
			},
		});
	});

	it('says "accepted" of a job that has not ended in time; the next run finds it done', async () => {
		const world = await klaviyoWorld({
			rows: customers(2),
			sandbox: { jobMs: 150_000 },
			options: () => ({ ...upserting, maxWaitMinutes: 2 }),
		});
		await expectOutcomes(world, ['accepted jobRunning', 'accepted jobRunning']);
		expect(world.holds()).toEqual(upserted([]));
		await world.clock.sleep(60_000);
		await expectConverged(world, {
			outcomes: ['unchanged', 'unchanged'],
			holds: upserted([0, 1]),
		});
	});

	it('defers the customers of a job that Klaviyo cancels; the next run sends them', async () => {
		const world = await upsertWorld(2);
		world.sandbox.cancelNextJobs(1);
		await expectOutcomes(world, ['deferred jobCancelled', 'deferred jobCancelled']);
		expect(world.holds()).toEqual(upserted([]));
		await expectConverged(world, { outcomes: sent(2), holds: upserted([0, 1]) });
	});

	it('reads members and imports over as many pages and jobs as the limits ask for', async () => {
		const world = await klaviyoWorld({
			rows: customers(11_000),
			timeoutMs: 10_000,
			options: (sandbox) => {
				const emails = Array.from({ length: 250 }, (_, place) => `p${place}@example.com`);
				return { operation: 'addToList', listId: sandbox.addList('All', emails).id };
			},
		});
		const result = await world.run();
		expect(countByCode(result.outcomes)).toEqual({ sent: 10_750, unchanged: 250 });
		const asked = (pattern: RegExp) =>
			world.server.requests.filter(({ path }) => pattern.test(path)).length;
		expect(asked(imports)).toBe(2);
		expect(asked(/lists\/\w+\/profiles$/)).toBe(3 + 110);
		expect(world.holds()).toMatchObject({
			lists: {
				All: customers(11_000)
					.map(({ email }) => email)
					.sort(),
			},
		});
	}, 40_000);
});

describe('Klaviyo keys and cancelling', () => {
	it('stops at once at a wrong key, says what to do, and leaves everything as it is', async () => {
		const world = await klaviyoWorld({
			rows: customers(2),
			key: 'pk_wrong',
			options: () => upserting,
		});
		const error = await world.run().catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(AuthenticationError);
		expect((error as AuthenticationError).facts.advice).toContain('Settings > API keys');
		expect(world.server.requests).toHaveLength(1);
		expect(world.holds()).toEqual(upserted([]));
	});

	it('names the scopes that a key lacks, and leaves everything as it is', async () => {
		const world = await klaviyoWorld({
			rows: customers(2),
			sandbox: { scopes: new Set(['profiles:read']) },
			options: () => upserting,
		});
		const error = await world.run().catch((caught: unknown) => caught);
		expect((error as AuthenticationError).facts.advice).toContain('lists:write, profiles:write');
		expect(world.holds()).toEqual(upserted([]));
	});

	const all = Array.from({ length: 15_000 }, (_, place) => place);
	const ends: ReadonlyArray<readonly [string, string, Fault, boolean]> = [
		['the key expires', 'notAuthorized', { answer: { status: 401 } }, false],
		['it is cancelled', 'cancelled', {}, true],
	];

	it.each(ends)(
		'keeps what was done where %s between two imports, and the next run does the rest',
		async (_name, code, fault, isCancelling) => {
			const world = await klaviyoWorld({
				rows: customers(15_000),
				timeoutMs: 10_000,
				options: () => upserting,
			});
			const isImported = () =>
				world.server.requests.some(({ method, path }) => method === 'POST' && imports.test(path));
			if (!isCancelling) world.server.fail({ path: imports, method: 'POST', skip: 1, ...fault });
			const ended = await world.run({ isCancelled: () => isCancelling && isImported() });
			expect(ended.summary).toMatchObject({ endedEarly: true, endedBecause: code });
			expect(said(ended)).toEqual(
				all.map((place) => (place < 10_000 ? 'accepted jobRunning' : `deferred ${code}`)),
			);
			world.server.recover();
			const finished = await world.run();
			expect(said(finished)).toEqual(all.map((place) => (place < 10_000 ? 'unchanged' : 'sent')));
			await expectConverged(world, {
				outcomes: all.map(() => 'unchanged'),
				holds: upserted(all),
			});
		},
		60_000,
	);

	it('asks nothing where it is cancelled before it begins', async () => {
		const world = await upsertWorld(3);
		const result = await world.run({ isCancelled: () => true });
		expect(said(result)).toEqual(Array(3).fill('deferred cancelled'));
		expect(world.server.requests).toHaveLength(0);
		await expectConverged(world, { outcomes: sent(3), holds: upserted([0, 1, 2]) });
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

	it('stops where the wait is longer than allowed, keeps who is in the audience, and finishes then', async () => {
		const world = await audienceWorld('mirrorAudience', [customers(3), customers(5).slice(1)]);
		world.server.fail({
			path: users,
			times: 99,
			answer: { ...throttled, headers: usageHeader('1', 55) },
		});
		const stopped = await world.run();
		expect(stopped.stopped).toBeInstanceOf(RateLimitedError);
		expect(stopped.outcomes.at(-1)?.sentence).toContain('55 minutes');
		expect(world.holds()).toEqual(audience([0, 1, 2]));
		await world.clock.sleep(55 * 60_000);
		world.server.recover();
		await expectConverged(world, {
			outcomes: ['unchanged', 'unchanged', 'sent', 'sent'],
			holds: audience([1, 2, 3, 4]),
		});
	});

	it.each([
		['an expired token', 190, 463, 'system-user token'],
		['a missing permission', 200, undefined, 'ads_management'],
		['a missing permission of the token', 294, undefined, 'ads_management'],
	])(
		'stops at once at %s, says what to do, and finishes then',
		async (_name, code, subcode, advice) => {
			const world = await audienceWorld('addToAudience', [customers(2)]);
			world.server.fail({
				answer: { status: 400, body: { error: { code, error_subcode: subcode, message: 'm' } } },
			});
			const error = await world.run().catch((caught: unknown) => caught);
			expect(error).toBeInstanceOf(AuthenticationError);
			expect((error as AuthenticationError).facts.advice).toContain(advice);
			expect(world.server.requests).toHaveLength(1);
			expect(world.holds()).toEqual(audience([]));
			await expectConverged(world, { outcomes: ['sent', 'sent'], holds: audience([0, 1]) });
		},
	);

	it('keeps what was done where the token expires between two uploads, and the next run does the rest', async () => {
		const places = Array.from({ length: 15_000 }, (_, place) => place);
		const world = await audienceWorld('addToAudience', [customers(15_000)]);
		world.server.fail({
			path: users,
			skip: 1,
			answer: { status: 400, body: { error: { code: 190, error_subcode: 463 } } },
		});
		const ended = await world.run();
		expect(said(ended)).toEqual(
			places.map((place) => (place < 10_000 ? 'sent' : 'deferred notAuthorized')),
		);
		expect(world.holds()).toEqual(audience(places.slice(0, 10_000)));
		await expectConverged(world, {
			outcomes: places.map((place) => (place < 10_000 ? 'unchanged' : 'sent')),
			holds: audience(places),
		});
	}, 40_000);

	it('finds an audience on the second page of a hundred', async () => {
		const world = await metaWorld({
			runs: [customers(2)],
			options: (sandbox) => {
				for (let count = 0; count < 110; count++) sandbox.addAudience(`Other ${count}`);
				sandbox.addAudience('Customers A');
				return { operation: 'addToAudience', audience: byName };
			},
		});
		await expectOutcomes(world, ['sent', 'sent']);
		expect(world.sandbox.audiences.size).toBe(111);
		expect([...world.sandbox.audiences.values()].at(-1)?.members.size).toBe(2);
		await expectOutcomes(world, ['unchanged', 'unchanged']);
	});

	it('says who has to accept the terms', async () => {
		const started = await startMeta({ terms: {}, tellsTerms: false });
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

	it('rejects the rows that Meta calls invalid; the next run tries those alone', async () => {
		const world = await audienceWorld('addToAudience', [customers(3)]);
		const key = hash('p1@example.com');
		world.sandbox.invalidKeys.add(key);
		const result = await world.run();
		expect(said(result)).toEqual(['sent', 'rejected invalidEntry', 'sent']);
		expect(result.outcomes[1].fields).toMatchObject({ metaInAudience: false });
		expect(world.holds()).toEqual(audience([0, 2]));
		world.sandbox.invalidKeys.clear();
		await expectConverged(world, {
			outcomes: ['unchanged', 'sent', 'unchanged'],
			holds: audience([0, 1, 2]),
		});
	});

	it('reports counts that do not agree', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A');
		started.sandbox.server.fail({
			path: users,
			answer: { status: 200, body: { num_received: 1, num_invalid_entries: 0 } },
		});
		const result = await meta(started, 'addToAudience', customers(3));
		expect(result.notices.map(({ code }) => code)).toContain('readBackDiffers');
	});
});

describe('replacing a Meta audience', () => {
	const replace = /usersreplace$/;

	it('continues a session that was left half done; another run replaces again, because Meta does not tell who is in an audience', async () => {
		const places = Array.from({ length: 25_000 }, (_, place) => place);
		const world = await audienceWorld('replaceAudience', [customers(25_000)], false);
		world.server.fail({ path: replace, skip: 1, times: 99, drop: 'before' });
		const died = await world.run();
		expect(died.stopped).toBeInstanceOf(TransientError);
		expect(said(died)).toEqual(places.map(() => 'deferred platformUnavailable'));
		const [held] = world.sandbox.audiences.values();
		expect([held.status, held.members.size]).toEqual([414, 0]);
		world.server.recover();
		await expectConverged(world, {
			outcomes: places.map(() => 'sent'),
			holds: audience(places),
			sendsAgain: true,
		});
	}, 60_000);

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
