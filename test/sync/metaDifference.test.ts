import { sha256 } from '../../src/values/sha256';
import {
	add,
	audienceOf,
	byName,
	codes,
	hashes,
	membersOf,
	mirror,
	nextLastSynced,
	noticeCodes,
	people,
	person,
	statuses,
	sync,
	synced,
	type GivenOptions,
	type Rows,
	type StartedMeta,
} from '../support/metaRuns';
import { startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const fill = { operation: 'valueBasedAudience', audience: byName } as const;

const writesOf = ({ sandbox }: StartedMeta) =>
	sandbox.server.requests.filter(({ method }) => method !== 'GET');

async function expectNothingToDo(
	started: StartedMeta,
	rows: Rows,
	options: GivenOptions,
	last: Rows,
) {
	const before = writesOf(started).length;
	const result = await sync(started, rows, options, last);
	expect(result.plan.targets).toMatchObject([{ added: 0, removed: 0, changed: 0 }]);
	expect(result.former).toEqual([]);
	expect(writesOf(started)).toHaveLength(before);
}

describe('audiences that do not fit', () => {
	it.each(['mirrorAudience', 'replaceAudience', 'addToAudience'] as const)(
		'are refused by %s where they are value-based, and stay as they are',
		async (operation) => {
			const started = await startMeta();
			const last = await synced(started, people(0, 5), fill);
			await expect(
				sync(started, people(0, 5), { operation, audience: byName }, last),
			).rejects.toThrow('choose "Fill Value-Based Audience"');
			expect(membersOf(started)).toHaveLength(5);
		},
	);

	it('are refused where values are to be filled in and the audience takes none', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A');
		await expect(sync(started, people(0, 2), fill)).rejects.toThrow('a value-based audience');
	});

	it.each(['LOOKALIKE', 'WEBSITE'] as const)(
		'are refused where Meta fills them by itself: %s',
		async (subtype) => {
			const started = await startMeta();
			started.sandbox.addAudience('Customers A', { subtype });
			const remove = { operation: 'removeFromAudience', audience: byName } as const;
			for (const options of [add, mirror, fill, remove]) {
				await expect(sync(started, people(0, 20), options)).rejects.toThrow(
					'made from a customer list',
				);
			}
			expect(writesOf(started)).toEqual([]);
		},
	);
});

describe('changed customers', () => {
	it('are sent again without being removed where only what they are worth has changed', async () => {
		const started = await startMeta();
		const last = await synced(started, people(0, 20), fill);
		const rows = people(0, 20).map((row) => ({ ...row, predictedClv: row.predictedClv + 1.5 }));
		const result = await sync(started, rows, fill, last);
		expect(result.plan.targets).toMatchObject([{ added: 0, removed: 0, changed: 20 }]);
		expect(writesOf(started).every(({ method }) => method === 'POST')).toBe(true);
		const values = [...audienceOf(started).members.values()].map((row) =>
			row.get('LOOKALIKE_VALUE'),
		);
		expect(values).toEqual(rows.map(({ predictedClv }) => predictedClv));
	});

	it('are not sent again for what is behind the cents of their worth', async () => {
		const started = await startMeta();
		const last = await synced(started, [person(1, { predictedClv: 12.344_999 })], fill);
		const rows = [person(1, { predictedClv: 12.340_001 })];
		await expectNothingToDo(started, rows, fill, last);
	});

	it('stay in the audience while the run ends after the additions, and no old key is forgotten', async () => {
		const started = await startMeta();
		const last = await synced(started, people(0, 10), mirror);
		const rows = people(0, 10).map((row, place) => ({ ...row, email: `n${place}@example.com` }));
		started.sandbox.server.fail({ method: 'DELETE', path: /\/users$/, times: 99, drop: 'before' });
		const stopped = await sync(started, rows, mirror, last);
		expect(membersOf(started)).toEqual(expect.arrayContaining(hashes(rows)));
		expect(statuses(stopped)).toEqual(Array(10).fill('deferred'));
		started.sandbox.server.recover();
		const later = nextLastSynced(rows, last, stopped);
		// If the customer is missing in the next run, both emails are removed.
		const result = await sync(started, rows.slice(1), mirror, later);
		expect(result.former.map(({ outcome }) => outcome.code)).toEqual(['removed']);
		expect(membersOf(started)).toEqual(hashes(rows.slice(1)));
		const after = nextLastSynced(rows.slice(1), later, result);
		await expectNothingToDo(started, rows.slice(1), mirror, after);
	});

	it('leave under both emails when they are to be removed in between', async () => {
		const started = await startMeta();
		const last = await synced(started, people(0, 2), mirror);
		const rows = [person(0, { email: 'new@example.com' }), person(1)];
		started.sandbox.server.fail({ method: 'DELETE', path: /\/users$/, times: 99, drop: 'before' });
		const later = nextLastSynced(rows, last, await sync(started, rows, mirror, last));
		expect(membersOf(started)).toHaveLength(3);
		started.sandbox.server.recover();
		const remove = { operation: 'removeFromAudience', audience: byName } as const;
		await sync(started, [{ customerId: 'c0' }], remove, later);
		expect(membersOf(started)).toEqual(hashes([person(1)]));
	});

	it('stay also where Meta knows the old and the new email as one person', async () => {
		const people_ = [['old@example.com', 'new@example.com'].map(sha256)];
		const started = await startMeta({ people: people_ });
		const before = [person(1, { email: 'old@example.com' }), person(2)];
		const last = await synced(started, before, mirror);
		const rows = [person(1, { email: 'new@example.com' }), person(2)];
		const result = await sync(started, rows, mirror, last);
		expect(codes(result)).toEqual(['sent', 'unchanged']);
		expect(membersOf(started)).toEqual(hashes(rows));
		await expectNothingToDo(started, rows, mirror, nextLastSynced(rows, last, result));
	});

	it('are sent once more by the next run where this one ends after the old email is removed', async () => {
		const people_ = [['old@example.com', 'new@example.com'].map(sha256)];
		const started = await startMeta({ people: people_ });
		const last = await synced(started, [person(1, { email: 'old@example.com' })], add);
		const rows = [person(1, { email: 'new@example.com' })];
		started.sandbox.server.fail({
			method: 'POST',
			path: /\/users$/,
			skip: 1,
			times: 99,
			drop: 'before',
		});
		const stopped = await sync(started, rows, add, last);
		expect(statuses(stopped)).toEqual(['deferred']);
		expect(membersOf(started)).toEqual([]);
		started.sandbox.server.recover();
		const later = nextLastSynced(rows, last, stopped);
		const result = await sync(started, rows, add, later);
		expect(membersOf(started)).toEqual(hashes(rows));
		await expectNothingToDo(started, rows, add, nextLastSynced(rows, later, result));
	});

	it('stay as they were where Meta calls the new keys invalid', async () => {
		const started = await startMeta();
		const last = await synced(started, [person(1), person(2)], mirror);
		const wrong = 'b'.repeat(64);
		started.sandbox.server.fail({
			path: /\/users$/,
			answer: {
				status: 200,
				body: {
					num_received: 1,
					num_invalid_entries: 1,
					invalid_entry_samples: { [wrong]: 'Invalid EMAIL' },
				},
			},
		});
		const rows = [person(1, { email: wrong }), person(2)];
		const result = await sync(started, rows, mirror, last);
		expect(codes(result)).toEqual(['invalidEntry', 'unchanged']);
		expect(membersOf(started)).toEqual(hashes([person(1), person(2)]));
		expect(result.outcomes[0].fields).toMatchObject({
			metaMatchKeys: last[0].metaMatchKeys,
			metaInAudience: true,
		});
	});
});

describe('customers who share a key', () => {
	const household = { phone: '+16505551212' };

	it('stay when another one of the household leaves', async () => {
		const started = await startMeta();
		const before = [person(1, household), person(2, household), ...people(3, 6)];
		const last = await synced(started, before, mirror);
		const rows = before.slice(1);
		const result = await sync(started, rows, mirror, last);
		expect(result.former.map(({ outcome }) => outcome.code)).toEqual(['removed']);
		expect(membersOf(started)).toEqual(hashes(rows));
	});

	it('stay in an audience that is added to though they are not in the input', async () => {
		const started = await startMeta();
		const before = [person(1, household), person(2, household)];
		const last = await synced(started, before, add);
		await sync(started, [person(1, { ...household, adConsent: false })], add, last);
		expect(membersOf(started)).toEqual(hashes([person(2)]));
	});

	it('give their place away where another customer has all their keys now', async () => {
		const started = await startMeta();
		const last = await synced(started, [person(1), person(2)], mirror);
		const rows = [person(7, { email: 'p1@example.com' }), person(2)];
		const result = await sync(started, rows, mirror, last);
		expect(result.plan.targets).toMatchObject([{ added: 1, removed: 0 }]);
		expect(result.former.map(({ outcome }) => outcome.code)).toEqual(['contactStays']);
		expect(membersOf(started)).toEqual(hashes(rows));
		await expectNothingToDo(started, rows, mirror, nextLastSynced(rows, last, result));
	});
});

describe('withdrawn consent', () => {
	it.each([
		['no consent', { adConsent: 'no' }],
		['suppression', { suppressedChannels: 'paidSocial' }],
		['a request to be deleted', { deletionRequested: '2026-01-05' }],
	])('takes out by adding, too: %s', async (_name, given) => {
		for (const operation of ['addToAudience', 'valueBasedAudience'] as const) {
			const started = await startMeta();
			const options = { operation, audience: byName, skipSuppressedFor: 'paidSocial' };
			const judged = (some: Rows) => some.map((row) => ({ suppressedChannels: '', ...row }));
			const last = await synced(started, judged(people(0, 5)), options);
			const rows = judged([person(0, given), ...people(1, 3)]);
			const result = await sync(started, rows, options, last);
			expect(result.plan.targets).toMatchObject([{ removed: 1, unchanged: 2 }]);
			expect(codes(result)).toEqual(['removed', 'unchanged', 'unchanged']);
			expect(membersOf(started)).toEqual(hashes(people(1, 5)));
			await expectNothingToDo(started, rows, options, nextLastSynced(rows, last, result));
		}
	});

	it('takes nobody out who can only not be matched any more, nor where nobody has the field', async () => {
		const started = await startMeta();
		const last = await synced(started, people(0, 3), add);
		await sync(started, [person(0, { email: '' }), ...people(1, 3)], add, last);
		const nobody = people(0, 3).map((row) => ({ ...row, adConsent: undefined }));
		await sync(started, nobody, add, last);
		expect(membersOf(started)).toEqual(hashes(people(0, 3)));
	});

	it('is held to the largest share removed', async () => {
		const started = await startMeta();
		const last = await synced(started, people(0, 40), add);
		const rows = people(0, 40).map((row, place) => ({ ...row, adConsent: place > 15 }));
		await expect(sync(started, rows, add, last)).rejects.toMatchObject({
			code: 'tooManyRemovals',
		});
		expect(membersOf(started)).toHaveLength(40);
		await sync(started, rows, { ...add, maxRemovals: 20 }, last);
		expect(membersOf(started)).toHaveLength(24);
	});
});

describe('retention', () => {
	const day = 86_400_000;
	const thirty = { ...add, audience: { ...byName, retentionDays: 30 } };

	it('keeps members whom Meta would let go, by sending them again once half of it is over', async () => {
		const started = await startMeta();
		let last = await synced(started, people(0, 3), thirty);
		await started.clock.sleep(10 * day);
		await expectNothingToDo(started, people(0, 3), thirty, last);
		for (let week = 0; week < 8; week++) {
			last = await synced(started, people(0, 3), thirty, last);
			await started.clock.sleep(7 * day);
		}
		await sync(started, [], { operation: 'audienceStatus', audience: byName });
		expect(membersOf(started)).toEqual(hashes(people(0, 3)));
	});

	it('sends again who has no readable day, where members lapse at all', async () => {
		const started = await startMeta();
		const days = [undefined, null, 'last week', new Date(started.clock.now()), '2026-06-01'];
		const rows = people(0, 5);
		const last = (await synced(started, rows, thirty)).map((row, place) => ({
			...row,
			metaSyncedAt: days[place],
		}));
		const result = await sync(started, rows, thirty, last);
		expect(statuses(result)).toEqual(['sent', 'sent', 'sent', 'unchanged', 'unchanged']);
		const forEver = await startMeta();
		const lastForEver = (await synced(forEver, rows, add)).map(
			({ metaSyncedAt: _, ...row }) => row,
		);
		await expectNothingToDo(forEver, rows, add, lastForEver);
	});

	it('sends external ids again after 45 days, for Meta keeps them for 90', async () => {
		const started = await startMeta();
		const options = {
			...add,
			matchFields: [
				{ key: 'EMAIL', field: 'email' },
				{ key: 'EXTERN_ID', field: 'customerId' },
			],
		};
		const last = await synced(started, people(0, 2), options);
		await started.clock.sleep(44 * day);
		await expectNothingToDo(started, people(0, 2), options, last);
		await started.clock.sleep(2 * day);
		const result = await sync(started, people(0, 2), { ...options, dryRun: true }, last);
		expect(result.outcomes[0].sentence).toContain('memberships at Meta expire');
	});
});

describe('what the last run kept', () => {
	const nameless = (rows: Rows): Rows => rows.map(({ customerId: _, ...row }) => row);

	it('knows customers without an ID by their keys', async () => {
		const started = await startMeta();
		const before = nameless(people(0, 4));
		const last = await synced(started, before, mirror);
		await expectNothingToDo(started, before, mirror, last);
		const rows = [{ ...before[0], adConsent: false }, ...before.slice(2)];
		const result = await sync(started, rows, mirror, last);
		expect(codes(result)).toEqual(['removed', 'unchanged', 'unchanged']);
		expect(result.former.map(({ outcome }) => outcome.code)).toEqual(['removed']);
		expect(membersOf(started)).toEqual(hashes(before.slice(2)));
		await expectNothingToDo(started, rows, mirror, nextLastSynced(rows, last, result));
	});

	it.each([
		['another email', { email: 'other@example.com' }, [1, 3]],
		['no consent: any no counts', { email: 'other@example.com', adConsent: false }, [2, 3]],
	] as const)(
		'stays whole where an ID stands twice, the second time with %s',
		async (_name, given, [from, to]) => {
			const started = await startMeta();
			started.sandbox.addAudience('Customers A', { status: 410 });
			const rows = [person(1), person(1, given), person(2)];
			let last: Rows = await synced(started, rows, mirror);
			for (let run = 0; run < 3; run++) {
				await expectNothingToDo(started, rows, mirror, last);
				last = await synced(started, rows, mirror, last);
			}
			expect(membersOf(started)).toEqual(hashes(people(from, to)));
		},
	);

	it.each([1, '1', 'TRUE', 'true', 't', true])(
		'reads %p as being in the audience',
		async (cell) => {
			const started = await startMeta();
			const last = await synced(started, people(0, 2), add);
			const stored = last.map((row) => ({ ...row, metaInAudience: cell }));
			await expectNothingToDo(started, people(0, 2), add, stored);
		},
	);

	it.each([0, '0', 'FALSE', false, null, ''])('reads %p as being out of it', async (cell) => {
		const started = await startMeta();
		const last = await synced(started, people(0, 2), add);
		const stored = last.map((row) => ({ ...row, metaInAudience: cell }));
		expect(statuses(await sync(started, people(0, 2), add, stored))).toEqual(['sent', 'sent']);
	});

	it('sends everybody again when limited data use is switched on', async () => {
		const started = await startMeta();
		const last = await synced(started, people(0, 2), add);
		const limited = { ...add, limitedDataUse: 'automatic' };
		const result = await sync(started, people(0, 2), limited, last);
		expect(statuses(result)).toEqual(['sent', 'sent']);
		const [row] = audienceOf(started).members.values();
		expect(row.get('DATA_PROCESSING_OPTIONS')).toEqual(['LDU']);
		expect(row.has('DATA_PROCESSING_OPTIONS_COUNTRY')).toBe(false);
		await expectNothingToDo(
			started,
			people(0, 2),
			limited,
			nextLastSynced(people(0, 2), [], result),
		);
	});
});

describe('the end of a run', () => {
	it('stays whole where the size of the audience can not be read afterwards', async () => {
		const started = await startMeta();
		const { id } = started.sandbox.addAudience('Customers A');
		started.sandbox.server.fail({
			method: 'GET',
			path: new RegExp(`/${id}$`),
			skip: 1,
			times: 99,
			answer: { status: 503 },
		});
		const result = await sync(started, people(0, 2), add);
		expect(result.stopped).toBeUndefined();
		expect(noticeCodes(result)).toContain('sizeNotRead');
		expect(result.summary).toMatchObject({ sent: 2, audienceId: id });
	});

	it('counts removals of those who are in the input and of those who are not', async () => {
		const started = await startMeta();
		const last = await synced(started, people(0, 6), mirror);
		const rows = [person(0, { adConsent: false }), ...people(1, 4)];
		const result = await sync(started, rows, mirror, last);
		expect(result.summary).toMatchObject({ plannedRemoved: 3, removed: 3 });
	});
});
