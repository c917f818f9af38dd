import { usageHeader } from '../../sandbox/meta/answers';
import { RateLimitedError, TransientError } from '../../src/sync/http/errors';
import { removalRefusal } from '../../src/sync/audience/removalGuard';
import {
	byName,
	codes,
	hashes,
	mirror,
	nextLastSynced,
	noticeCodes,
	people,
	person,
	replace,
	statuses,
	sync,
} from '../support/metaRuns';
import { startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const replacing = /usersreplace$/;

describe('a replacement that is compared with the last run', () => {
	it('takes out whoever is not wanted, in the input or not, and the next run knows', async () => {
		const started = await startMeta();
		const first = await sync(started, people(0, 40), replace);
		const last = nextLastSynced(people(0, 40), [], first);
		const rows = [person(0, { adConsent: false }), ...people(1, 38), person(50)];
		const result = await sync(started, rows, replace, last);
		expect(result.plan.targets).toMatchObject([
			{ members: 40, added: 1, removed: 3, changed: 0, unchanged: 37 },
		]);
		expect(codes(result)).toEqual(['removed', ...Array(38).fill('sent')]);
		expect(result.former.map(({ outcome }) => outcome.code)).toEqual(['removed', 'removed']);
		expect(result.summary).toMatchObject({ removed: 3 });

		// A customer who consents later is sent, and nobody who left still counts.
		const agreed = [person(0), ...rows.slice(1)];
		const later = await sync(started, agreed, mirror, nextLastSynced(rows, last, result));
		expect(codes(later)).toEqual(['sent', ...Array(38).fill('unchanged')]);
		expect(later.plan.targets).toMatchObject([{ members: 38, removed: 0 }]);
		const [audience] = started.sandbox.audiences.values();
		expect(started.sandbox.membersOf(audience.id)).toEqual(hashes(agreed));
	});

	it('leaves everybody in place where it ends before its last batch', async () => {
		const started = await startMeta();
		const first = await sync(started, people(0, 20), replace);
		const last = nextLastSynced(people(0, 20), [], first);
		started.sandbox.server.fail({ path: replacing, times: 99, drop: 'before' });
		const stopped = await sync(started, people(5, 20), replace, last);
		const later = nextLastSynced(people(5, 20), last, stopped);
		expect(later.filter(({ metaInAudience }) => metaInAudience)).toHaveLength(20);
	});

	it('fills an audience without any upload so far by adding', async () => {
		const started = await startMeta();
		const { id } = started.sandbox.addAudience('Customers A', { status: 410 });
		for (const options of [mirror, replace]) {
			const result = await sync(started, people(0, 3), { ...options, dryRun: true });
			expect(noticeCodes(result)).not.toContain('replacesAllMembers');
		}
		await sync(started, people(0, 3), mirror);
		expect(started.sandbox.membersOf(id)).toEqual(hashes(people(0, 3)));
	});
});

describe('a replacement of unknown members', () => {
	it('says that nobody knows how many leave, also where the audience is small', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A');
		const result = await sync(started, people(0, 3), { ...mirror, dryRun: true });
		expect(result.plan.targets[0].members).toBeUndefined();
		expect(result.plan.sentence).toContain('the number of removals is unknown');
		const [notice] = result.notices.filter(({ code }) => code === 'replacesAllMembers');
		expect(notice.message).toContain('Meta does not report the size of an audience this small');
		expect(removalRefusal(result.plan.targets, { maxRemovalShare: 0, maxRemovals: 0 })).toBe(
			undefined,
		);
	});

	it('counts as leaving at least those whom so few customers can not be', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A', { claimedSize: 4000 });
		const result = await sync(started, people(0, 3500), { ...mirror, dryRun: true });
		expect(result.plan.targets).toMatchObject([{ members: 4000, removed: 500 }]);
		const [notice] = result.notices.filter(({ code }) => code === 'replacesAllMembers');
		expect(notice.message).toContain('at least 500 would leave, possibly all of them');
	});

	it.each([
		[{ status: 470 }, 'audienceStatus470', 'an inactive account'],
		[{ status: 471 }, 'audienceStatus471', 'flagged'],
		[{ status: 500 }, 'audienceStatus500', 'in an error'],
		[{ claimedSize: 100_000_000 }, 'notReplaceable', 'connect "Last Synced"'],
	])('is refused with a way out where Meta would refuse it: %p', async (given, code, words) => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A', given);
		await expect(sync(started, people(0, 3), replace)).rejects.toMatchObject({
			code,
			message: expect.stringContaining(words) as string,
		});
		expect(started.sandbox.server.requests.every(({ method }) => method === 'GET')).toBe(true);
	});
});

describe('a replacement that ends half way', () => {
	/** Two batches, the second of which is lost. */
	async function halfDone() {
		const started = await startMeta();
		// Half an hour before midnight.
		await started.clock.sleep(11.5 * 60 * 60_000);
		const audience = started.sandbox.addAudience('Customers A');
		started.sandbox.server.fail({ path: replacing, skip: 1, times: 99, drop: 'before' });
		const rows = people(0, 10_050);
		const stopped = await sync(started, rows, replace);
		expect(stopped.stopped).toBeInstanceOf(TransientError);
		started.sandbox.server.recover();
		return { started, audience, rows, stopped };
	}

	it('says what becomes of the audience unless it is finished in time, and so it does', async () => {
		const { started, audience, rows, stopped } = await halfDone();
		const [notice] = stopped.notices.filter(({ code }) => code === 'replacementHalfDone');
		expect(notice.message).toMatch(/^10,000 of 10,050 customers .* within 90 minutes/);
		await started.clock.sleep(91 * 60_000);
		await sync(started, [person(1)], { operation: 'audienceStatus', audience: byName });
		expect(audience.members.size).toBe(10_000);
		await sync(started, rows, replace);
		expect(audience.members.size).toBe(10_050);
	}, 20_000);

	it('is finished by the same customers in another order, also after midnight', async () => {
		for (const minutes of [1, 45, 89]) {
			const { started, audience, rows } = await halfDone();
			await started.clock.sleep(minutes * 60_000);
			const finished = await sync(started, [...rows].reverse(), replace);
			expect(finished.stopped).toBeUndefined();
			expect(audience.members.size).toBe(10_050);
			const batches = started.sandbox.server.requests.filter(({ path }) => replacing.test(path));
			const ids = batches.map(({ json }) => (json as { session: { session_id: number } }).session);
			expect(ids[0].session_id).toBe(ids.at(-1)?.session_id);
		}
	}, 60_000);

	it('begins anew where it takes longer than 90 minutes itself', async () => {
		let isFirst = true;
		const passTime = () => {
			if (isFirst) void started.clock.sleep(100 * 60_000);
			isFirst = false;
		};
		const started = await startMeta({}, { onProgress: passTime });
		const audience = started.sandbox.addAudience('Customers A');
		const result = await sync(started, people(0, 10_050), replace);
		expect(result.stopped).toBeUndefined();
		expect(noticeCodes(result)).not.toContain('replacementHalfDone');
		expect(audience.timedOutSessions.size).toBe(1);
		expect(audience.members.size).toBe(10_050);
	}, 20_000);

	it('is not waited for longer than Meta waits for it', async () => {
		const started = await startMeta({}, { maxWaitMs: 60 * 60_000 });
		started.sandbox.addAudience('Customers A');
		started.sandbox.server.fail({
			path: replacing,
			skip: 1,
			times: 2,
			answer: { status: 400, body: { error: { code: 80003 } }, headers: usageHeader('1', 50) },
		});
		const result = await sync(started, people(0, 10_050), replace);
		expect(result.stopped).toBeInstanceOf(RateLimitedError);
		expect(noticeCodes(result)).toContain('replacementHalfDone');
		expect(started.clock.slept).toBe(50 * 60_000);
	}, 20_000);

	it('is left alone by a replacement with other customers or other columns', async () => {
		const { started, audience, rows } = await halfDone();
		for (const [others, given] of [
			[rows.slice(1), {}],
			[rows, { limitedDataUse: 'automatic' }],
		] as const) {
			const other = await sync(started, others, { ...replace, ...given });
			expect(other.stopped).toBeInstanceOf(RateLimitedError);
			expect(other.stopped?.message).toContain('Another update of this audience');
		}
		expect(audience.members.size).toBe(0);
	}, 20_000);
});

describe('replacements by the same customers', () => {
	it('each take effect, however many there are within 90 minutes', async () => {
		const started = await startMeta();
		const audience = started.sandbox.addAudience('Customers A');
		for (let run = 0; run < 21; run++) {
			audience.members.clear();
			expect(statuses(await sync(started, people(0, 2), replace))).toEqual(['sent', 'sent']);
			expect(audience.members.size).toBe(2);
		}
	});

	it('of two audiences are told apart', async () => {
		const started = await startMeta();
		for (const name of ['One', 'Two']) {
			const { id } = started.sandbox.addAudience(name);
			await sync(started, people(0, 2), { ...replace, audience: { by: 'id', id } });
			expect(started.sandbox.membersOf(id)).toEqual(hashes(people(0, 2)));
		}
	});
});

describe('invalid entries', () => {
	const matchFields = [
		{ key: 'EMAIL', field: 'email' },
		{ key: 'FN', field: 'firstName' },
		{ key: 'EXTERN_ID', field: 'customerId' },
	];

	it.each([
		['a whole row', (cells: string[]) => [JSON.stringify(cells)]],
		['a whole row as a key', (cells: string[]) => ({ [cells.join(',')]: 'Invalid' })],
		['one external id', (cells: string[]) => [cells[0]]],
	])('name one customer and nobody who shares a name or a short id: %s', async (_name, sample) => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A');
		const rows = [person(1, { customerId: '12' }), person(2, { customerId: '3' }), person(3)];
		const options = { operation: 'addToAudience', audience: byName, matchFields } as const;
		started.sandbox.server.fail({
			path: /\/users$/,
			answer: {
				status: 200,
				body: {
					num_received: 3,
					num_invalid_entries: 1,
					invalid_entry_samples: sample(['12', ...hashes([rows[0]]), '3 of 12']),
				},
			},
		});
		expect(codes(await sync(started, rows, options))).toEqual(['invalidEntry', 'sent', 'sent']);
	});
});
