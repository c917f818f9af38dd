import { sha256 } from '../../src/values/sha256';
import {
	add,
	codes,
	hashes,
	listOf,
	membersOf,
	mirror,
	nextLastSynced,
	noticeCodes,
	people,
	person,
	remove,
	replace,
	sentTo,
	statuses,
	sync,
	synced,
	type GivenOptions,
	type Rows,
	type StartedGoogle,
} from '../support/googleRuns';
import { startGoogle, stopSandboxes } from '../support/syncContext';

// Google accepts a request and processes it later, within half an hour or so.

afterEach(stopSandboxes);

const minuteMs = 60_000;
const processMs = 30 * minuteMs;

/**
 * Runs a workflow every hour until a run has nothing to do; returns the rows of the last one, and the number of runs.
 */
async function settledRuns(
	started: StartedGoogle,
	rows: Rows,
	options: GivenOptions,
	last: Rows,
): Promise<{ last: Rows; runs: number }> {
	for (let runs = 1; runs <= 6; runs++) {
		await started.clock.sleep(60 * minuteMs);
		const result = await sync(started, rows, options, last);
		last = nextLastSynced(rows, last, result);
		const [{ added, changed, removed }] = result.plan.targets;
		if (added + changed + removed === 0) return { last, runs };
	}
	throw new Error('The runs do not come to an end.');
}

describe('a request that Google is still processing', () => {
	it('counts its customers as accepted, and the next run asks after it once', async () => {
		const started = await startGoogle({ processMs });
		const result = await sync(started, people(0, 3), mirror);
		expect(codes(result)).toEqual(Array(3).fill('requestRunning'));
		expect(result.summary).toMatchObject({ accepted: 3, requestsProcessing: 1, endedEarly: false });
		const last = nextLastSynced(people(0, 3), [], result);
		expect(last[0].googleRequest).toMatch(/^add:/);
		await started.clock.sleep(60 * minuteMs);
		const before = started.sandbox.server.requests.length;
		const again = await sync(started, people(0, 3), mirror, last);
		expect(codes(again)).toEqual(Array(3).fill('confirmed'));
		expect(again.summary).toMatchObject({ plannedUnchanged: 3 });
		expect(nextLastSynced(people(0, 3), last, again)[0].googleRequest).toBe('');
		const asked = started.sandbox.server.requests.slice(before);
		expect(asked.filter(({ path }) => path.includes('requestStatus'))).toHaveLength(1);
	});

	it('is waited for where that is chosen, with growing pauses', async () => {
		const started = await startGoogle({ processMs });
		const result = await sync(started, people(0, 2), { ...mirror, waitForGoogleMinutes: 60 });
		expect(codes(result)).toEqual(['sent', 'sent']);
		const asked = started.sandbox.server.requests.filter(({ path }) => path.includes('Status'));
		expect(asked.length).toBeLessThan(40);
	});

	it('keeps a removed customer with keys and request until Google has confirmed', async () => {
		const started = await startGoogle({ processMs });
		const rows = people(0, 20);
		let { last } = await settledRuns(started, rows, mirror, await synced(started, rows, mirror));
		const result = await sync(started, people(1, 20), mirror, last);
		expect(result.former.map(({ outcome }) => outcome.code)).toEqual(['requestRunning']);
		expect(result.summary).toMatchObject({ removed: 0 });
		last = nextLastSynced(people(1, 20), last, result);
		const left = last.filter(({ customerId }) => customerId === 'c0');
		expect(left[0].googleRequest).toMatch(/^remove:/);
		expect(left[0].googleMatchKeys).not.toBe('');
		await started.clock.sleep(60 * minuteMs);
		const again = await sync(started, people(1, 20), mirror, last);
		expect(again.summary).toMatchObject({ removed: 1, plannedRemoved: 0 });
		expect(membersOf(started)).toEqual(hashes(people(1, 20)));
	});

	it('of somebody who says no comes out as removed once it is confirmed, then as without consent', async () => {
		const started = await startGoogle({ processMs });
		const all = people(0, 3);
		const first = await settledRuns(started, all, mirror, await synced(started, all, mirror));
		const rows = [person(0, { adConsent: 'no' }), ...people(1, 3)];
		let last = first.last;
		const seen: string[] = [];
		for (let runs = 0; runs < 3; runs++) {
			const result = await sync(started, rows, mirror, last);
			seen.push(result.outcomes[0].code);
			last = nextLastSynced(rows, last, result);
			await started.clock.sleep(60 * minuteMs);
		}
		expect(seen).toEqual(['requestRunning', 'removed', 'noConsent']);
	});

	it('keeps both emails of a changed customer until the old one is gone, then sends them once more', async () => {
		const pair = [sha256('p0@example.com'), sha256('new@example.com')];
		const started = await startGoogle({ processMs, people: [pair] });
		const before = people(0, 3);
		const first = await settledRuns(started, before, mirror, await synced(started, before, mirror));
		const rows = [person(0, { email: 'new@example.com' }), ...people(1, 3)];
		const last = await synced(started, rows, mirror, first.last);
		expect(last[0]).toMatchObject({ googleRequest: expect.stringMatching(/^remove:/) });
		const { runs } = await settledRuns(started, rows, mirror, last);
		expect(membersOf(started)).toEqual(hashes(rows));
		expect(runs).toBeLessThanOrEqual(3);
	});

	it('sends a changed customer again in the same run where the wait is long enough', async () => {
		const pair = [sha256('p0@example.com'), sha256('new@example.com')];
		const started = await startGoogle({ processMs, people: [pair], processesBackwards: true });
		const options = { ...mirror, waitForGoogleMinutes: 60 };
		const before = await synced(started, people(0, 3), options);
		const rows = [person(0, { email: 'new@example.com' }), ...people(1, 3)];
		await sync(started, rows, { ...options, waitForGoogleMinutes: 60 }, before);
		await started.clock.sleep(60 * minuteMs);
		expect(membersOf(started)).toEqual(hashes(rows));
	});

	it('removes again who says no while their own addition is still being processed', async () => {
		const started = await startGoogle({ processMs, processesBackwards: true });
		const last = await synced(started, people(0, 3), mirror);
		const rows = [person(0, { adConsent: 'no' }), ...people(1, 3)];
		const between = await synced(started, rows, mirror, last);
		await started.clock.sleep(60 * minuteMs);
		started.sandbox.letTimePass();
		expect(membersOf(started)).toContain(sha256('p0@example.com'));
		await settledRuns(started, rows, mirror, between);
		expect(membersOf(started)).toEqual(hashes(people(1, 3)));
	});

	it('sends again who agrees while their own removal is still being processed', async () => {
		const started = await startGoogle({ processMs, processesBackwards: true });
		const all = people(0, 3);
		const first = await settledRuns(started, all, mirror, await synced(started, all, mirror));
		const without = [person(0, { adConsent: 'no' }), ...people(1, 3)];
		const last = await synced(started, without, mirror, first.last);
		const between = await synced(started, all, mirror, last);
		await settledRuns(started, all, mirror, between);
		expect(membersOf(started)).toEqual(hashes(all));
	});
});

describe('a request that Google fails to process', () => {
	it.each([
		['FAILED', 'requestFailed', 'deferred'],
		['PARTIAL_SUCCESS', 'unconfirmed', 'accepted'],
	] as const)('as %s leaves its customers to the next run', async (end, code, status) => {
		const started = await startGoogle();
		started.sandbox.endOf = () => end;
		const result = await sync(started, people(0, 2), mirror);
		expect(result.outcomes.map((each) => [each.code, each.status])).toEqual([
			[code, status],
			[code, status],
		]);
		if (end === 'PARTIAL_SUCCESS') expect(noticeCodes(result)).toContain('processingErrors');
		started.sandbox.endOf = () => 'SUCCESS';
		const last = nextLastSynced(people(0, 2), [], result);
		const again = await sync(started, people(0, 2), mirror, last);
		expect(statuses(again)).toEqual(['sent', 'sent']);
		expect(membersOf(started)).toEqual(hashes(people(0, 2)));
	});

	it('after the run has ended is found by the next one, which does it again', async () => {
		const started = await startGoogle({ processMs });
		const { sandbox } = started;
		const rows = people(0, 20);
		const first = await settledRuns(started, rows, mirror, await synced(started, rows, mirror));
		sandbox.endOf = () => 'FAILED';
		const changed = [...people(1, 20), person(30)];
		const last = await synced(started, changed, mirror, first.last);
		sandbox.endOf = () => 'SUCCESS';
		await settledRuns(started, changed, mirror, last);
		expect(membersOf(started)).toEqual(hashes(changed));
	});

	it('or no longer knows of is done again', async () => {
		const started = await startGoogle({ processMs, remembersMs: 60 * minuteMs });
		const last = await synced(started, people(0, 3), mirror);
		await started.clock.sleep(100 * 60 * minuteMs);
		const again = await sync(started, people(1, 3), { ...mirror, maxRemovalShare: 1 }, last);
		expect(again.summary).toMatchObject({ plannedChanged: 2, plannedRemoved: 1 });
	});

	it('keeps who was to be removed from a list', async () => {
		const started = await startGoogle();
		const last = await synced(started, people(0, 3), add);
		started.sandbox.endOf = () => 'FAILED';
		const result = await sync(started, people(0, 2), remove, last);
		expect(codes(result)).toEqual(['requestFailed', 'requestFailed']);
		expect(result.outcomes[0].fields).toMatchObject({ googleInAudience: true });
		started.sandbox.endOf = () => 'SUCCESS';
		const next = nextLastSynced(people(0, 2), [], result);
		expect(codes(await sync(started, people(0, 2), remove, next))).toEqual(['removed', 'removed']);
		expect(membersOf(started)).toEqual(hashes([person(2)]));
	});
});

describe('a replacement', () => {
	it('that removes before the new members are processed says so', async () => {
		const started = await startGoogle({ processMs });
		started.sandbox.addList('Customers A');
		const result = await sync(started, people(0, 2), replace);
		expect(noticeCodes(result)).toContain('replacedBeforeProcessed');
		expect(codes(result)).toEqual(['requestRunning', 'requestRunning']);
		const last = nextLastSynced(people(0, 2), [], result);
		await settledRuns(started, people(0, 2), mirror, last);
		expect(membersOf(started)).toEqual(hashes(people(0, 2)));
	});

	it('of which only the removal failed is done again by the next mirror', async () => {
		const started = await startGoogle({ processMs });
		const { sandbox, clock } = started;
		const list = sandbox.addList('Customers A');
		sandbox.add(list, [{ userData: { userIdentifiers: [{ emailAddress: 'x' }] } }], clock.now());
		await clock.sleep(60 * minuteMs);
		sandbox.endOf = (kind) => (kind === 'removeAll' ? 'FAILED' : 'SUCCESS');
		const last = await synced(started, people(0, 2), mirror);
		await clock.sleep(60 * minuteMs);
		sandbox.letTimePass();
		expect(membersOf(started)).toContain('x');
		sandbox.endOf = () => 'SUCCESS';
		const again = await sync(started, people(0, 2), mirror, last);
		expect(noticeCodes(again)).toContain('replacesAllMembers');
		await clock.sleep(60 * minuteMs);
		sandbox.letTimePass();
		expect(membersOf(started)).toEqual(hashes(people(0, 2)));
	});

	it('waits for the new members where that is chosen', async () => {
		const started = await startGoogle({ processMs });
		started.sandbox.addList('Customers A');
		const result = await sync(started, people(0, 2), { ...replace, waitForGoogleMinutes: 60 });
		expect(noticeCodes(result)).not.toContain('replacedBeforeProcessed');
		const [removal] = sentTo(started, 'removeAll') as unknown as Array<{ removeAsOfTime: string }>;
		const [, member] = [...listOf(started).members.values()];
		expect(Date.parse(removal.removeAsOfTime)).toBeLessThanOrEqual(member.addedAt);
	});
});

it('does not take a run for failed whose requests could not be asked after', async () => {
	const started = await startGoogle();
	started.sandbox.server.fail({ path: /requestStatus/, answer: { status: 503 }, times: 99 });
	const result = await sync(started, people(0, 2), mirror);
	expect(codes(result)).toEqual(['requestRunning', 'requestRunning']);
	expect(noticeCodes(result)).toContain('statusNotRead');
	expect(result.summary).toMatchObject({ endedEarly: false });
});
