import { htmlPage } from '../../sandbox/server';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';
import { noticeCodes, statuses, sync } from '../support/klaviyoRun';

afterEach(stopSandboxes);

const rows = [{ email: 'ann@example.com', churnRisk: 1 }];
const upsert = { operation: 'upsertProfiles', properties: [{ field: 'churnRisk' }] } as const;

describe("the account's name", () => {
	it('is told in a dry run and in every summary', async () => {
		const started = await startKlaviyo({ jobMs: 0, name: 'Best Shop' });
		const shown = await sync(started, rows, { ...upsert, dryRun: true });
		expect(shown.notices).toContainEqual({
			code: 'account',
			message: 'Klaviyo account: "Best Shop".',
			level: 'info',
		});
		expect(shown.summary).toMatchObject({ account: 'Best Shop' });
		const done = await sync(started, rows, upsert);
		expect(noticeCodes(done)).not.toContain('account');
		expect(done.summary).toMatchObject({ account: 'Best Shop' });
	});

	it('stays unknown for a key without the scope, which is said, and holds up nothing', async () => {
		const scopes = new Set(['profiles:read', 'profiles:write', 'lists:read', 'lists:write']);
		const started = await startKlaviyo({ jobMs: 0, scopes });
		const shown = await sync(started, rows, { ...upsert, dryRun: true });
		expect(shown.notices[0].message).toContain('the key lacks the scope accounts:read');
		const done = await sync(started, rows, upsert);
		expect(statuses(done)).toEqual(['sent']);
		expect(done.summary).toMatchObject({ account: null, endedEarly: false });
	});

	it.each([
		['503', { answer: { status: 503 }, times: 99 }],
		[
			'429 for longer than anybody waits for a name',
			{
				answer: { status: 429, headers: { 'retry-after': '60' } },
				times: 99,
			},
		],
		['500', { answer: { status: 500 }, times: 99 }],
		['404', { answer: { status: 404 }, times: 99 }],
		['lost answers', { drop: 'after' as const, times: 99 }],
	])('stays unknown after lasting %s, and the customers are synced', async (_name, fault) => {
		const started = await startKlaviyo({ jobMs: 0 });
		started.sandbox.server.fail({ path: /accounts$/, ...fault });
		const done = await sync(started, rows, upsert);
		expect(statuses(done)).toEqual(['sent']);
		expect(done.summary).toMatchObject({ account: null, endedEarly: false });
		expect(started.clock.slept).toBeLessThan(60_000);
	});

	it.each([
		['429 with Retry-After', { answer: { status: 429, headers: { 'retry-after': '7' } } }],
		['429 without Retry-After', { answer: { status: 429 } }],
		['503', { answer: { status: 503 } }],
		['a page of HTML with status 200', { answer: { ...htmlPage, status: 200 } }],
		['a socket dropped before it has acted', { drop: 'before' as const }],
		['a socket dropped after it has acted', { drop: 'after' as const }],
	])('is told after one %s', async (_name, fault) => {
		const started = await startKlaviyo({ jobMs: 0 });
		started.sandbox.server.fail({ path: /accounts$/, ...fault });
		const shown = await sync(started, rows, { ...upsert, dryRun: true });
		expect(shown.summary).toMatchObject({ account: 'Sandbox Shop' });
	});

	it('is not asked for any more where the execution is cancelled', async () => {
		const started = await startKlaviyo({}, { isCancelled: () => true });
		const ended = await sync(started, rows, upsert);
		expect(ended.summary).toMatchObject({ endedBecause: 'cancelled', account: null });
		expect(started.sandbox.server.requests).toHaveLength(0);
	});

	it('is not asked for without customers', async () => {
		const started = await startKlaviyo();
		const done = await sync(started, [], { ...upsert, dryRun: true });
		expect(started.sandbox.server.requests).toHaveLength(0);
		expect(done.summary).toMatchObject({ account: null });
	});
});
