import { z } from 'zod';
import { GoogleClient } from '../../src/sync/google/api/googleClient';
import { judgeGoogle } from '../../src/sync/google/api/judgeGoogle';
import { RateLimitedError, TransientError } from '../../src/sync/http/errors';
import { add, codes, membersOf, person, people, sentTo, sync } from '../support/googleRuns';
import { startGoogle, stopSandboxes } from '../support/syncContext';
import { sha256 } from '../../src/values/sha256';

afterEach(stopSandboxes);

const judge = (status: number, body: unknown, headers = {}) =>
	judgeGoogle(
		{ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
		{ doing: 'x', now: 0 },
	);

describe('an answer of Google', () => {
	it.each([
		['401 without a body', 401, '', 'AuthenticationError', 'UNAUTHENTICATED'],
		['403 as HTML', 403, '<html>', 'AuthenticationError', 'PERMISSION_DENIED'],
		['404', 404, {}, 'RejectedError', 'NOT_FOUND'],
		['a status that nobody knows', 418, {}, 'RejectedError', 'status 418'],
	])('%s is final', (_what, status, body, name, code) => {
		expect(judge(status, body)).toMatchObject({
			kind: 'failed',
			error: { name, facts: { code } },
		});
	});

	it('takes for a code only what looks like one, for the rest could quote what was sent', () => {
		const details = [
			{
				'@type': 'type.googleapis.com/google.rpc.BadRequest',
				fieldViolations: [
					{ field: 'audience_members.audience_members[7].user_data', reason: 'ann@example.com' },
				],
			},
		];
		const verdict = judge(400, { error: { status: 'INVALID_ARGUMENT', details } });
		expect(verdict).toMatchObject({
			error: { faults: [{ code: 'INVALID_ARGUMENT', pointer: '/audienceMembers/7' }] },
		});
		expect(JSON.stringify(verdict)).not.toContain('ann@');
	});

	it('of 200 that is no JSON may have been cut: what was asked may have been done', () => {
		expect(judge(200, '<html>')).toMatchObject({ kind: 'transient' });
	});
});

describe('the quotas of a Google Cloud project', () => {
	it('of a minute are kept without being told', async () => {
		const { sandbox, context, clock } = await startGoogle({ rateWindows: true });
		const client = new GoogleClient(context);
		const path = 'accountTypes/GOOGLE_ADS/accounts/1234567890/userLists';
		for (let call = 0; call < 301; call++) {
			await client.call({ method: 'GET', path, doing: 'reading lists' }, z.unknown());
		}
		expect(sandbox.server.exchanges.filter(({ answer }) => answer.status === 429)).toEqual([]);
		expect(clock.slept).toBeGreaterThanOrEqual(60_000);
	});

	it('of a day end the run at once, and say so', async () => {
		const started = await startGoogle({ rateWindows: true, callsPerDay: 0 });
		const result = await sync(started, [person(1)], add);
		expect(result.stopped).toBeInstanceOf(RateLimitedError);
		expect(result.stopped?.message).toContain("The day's quota of this Google Cloud project");
		expect(started.clock.slept).toBe(0);
	});
});

it('ends with an error where pages of lists come round again', async () => {
	const started = await startGoogle({ repeatsPages: true });
	const result = await sync(started, [person(1)], add);
	expect(result.stopped).toBeInstanceOf(TransientError);
	expect(result.stopped?.message).toContain('returned the same page twice');
});

it('sends more than 10,000 customers in several requests, each within the limit', async () => {
	const started = await startGoogle();
	const result = await sync(started, people(0, 10_001), add);
	expect(new Set(codes(result))).toEqual(new Set(['sent']));
	expect(
		sentTo(started, 'ingest').map(({ audienceMembers }) => (audienceMembers as unknown[]).length),
	).toEqual([10_000, 1]);
	expect(membersOf(started)).toHaveLength(10_001);
}, 30_000);

it.each([
	['points at', true],
	['does not point at', false],
])('finds customers whom Google refuses and %s, and sends the others', async (_how, isNamed) => {
	const started = await startGoogle();
	started.sandbox.namesInvalid = isNamed;
	for (const place of [3, 11]) started.sandbox.invalidKeys.add(sha256(`p${place}@example.com`));
	const result = await sync(started, people(0, 40), add);
	const code = isNamed ? 'INVALID_AUDIENCE_MEMBER' : 'INVALID_ARGUMENT';
	expect(
		codes(result)
			.map((each, place) => (each === 'sent' ? [] : [place, each]))
			.flat(),
	).toEqual([3, code, 11, code]);
	expect(membersOf(started)).toHaveLength(38);
});

it('creates a list once though the answer was lost', async () => {
	const started = await startGoogle();
	started.sandbox.server.fail({ method: 'POST', path: /userLists$/, drop: 'after' });
	expect(codes(await sync(started, people(0, 2), add))).toEqual(['sent', 'sent']);
	expect(started.sandbox.lists.size).toBe(1);
});
