import fc from 'fast-check';
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
	replace,
	statuses,
	sync,
	synced,
	type Rows,
} from '../support/metaRuns';
import { startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const longId = '23850000000000101';

/** An audience of 62 customers, mirrored once, whose ID is as long as Meta's. */
async function mirrored() {
	const started = await startMeta();
	started.sandbox.addAudience('Customers A', { id: longId, status: 410 });
	const last = await synced(started, people(0, 62), mirror);
	return { started, last };
}

const without = (rows: Rows, ...names: string[]) =>
	rows.map((row) =>
		Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name))),
	);

describe('a "Last Synced" that is connected and can not be relied on', () => {
	it.each<[string, string, (last: Rows) => Rows]>([
		['empty', 'lastSyncedEmpty', () => []],
		['without match keys', 'lastSyncedUnreadable', (last) => without(last, 'metaMatchKeys')],
		['without audience IDs', 'lastSyncedUnreadable', (last) => without(last, 'metaAudienceId')],
		['without any of the fields', 'lastSyncedEmpty', () => people(0, 62)],
		[
			'with IDs rounded to 15 digits',
			'lastSyncedUnreadable',
			(last) => last.map((row) => ({ ...row, metaAudienceId: '23850000000000100' })),
		],
		[
			'with IDs as numbers',
			'lastSyncedUnreadable',
			(last) => last.map((row) => ({ ...row, metaAudienceId: Number(longId) })),
		],
		[
			'with IDs as powers of ten',
			'lastSyncedUnreadable',
			(last) => last.map((row) => ({ ...row, metaAudienceId: '2.385E+16' })),
		],
	])('stops a mirror and a replacement: %s', async (_name, code, damage) => {
		const { started, last } = await mirrored();
		for (const options of [mirror, replace]) {
			await expect(sync(started, people(0, 5), options, damage(last))).rejects.toMatchObject({
				code,
			});
		}
		expect(membersOf(started)).toHaveLength(62);
	});

	it('is passed over in an explicit first run', async () => {
		const { started } = await mirrored();
		const result = await sync(started, people(0, 60), { ...mirror, firstRun: true }, []);
		expect(noticeCodes(result)).toContain('replacesAllMembers');
		expect(membersOf(started)).toHaveLength(60);
	});

	it('reads audience IDs with and without their prefix', async () => {
		const { started, last } = await mirrored();
		const plain = last.map((row) => ({ ...row, metaAudienceId: longId }));
		for (const state of [last, plain]) {
			const result = await sync(started, people(0, 62), mirror, state);
			expect(new Set(statuses(result))).toEqual(new Set(['unchanged']));
		}
	});

	it('goes on where nobody is known because the run before ended before there was an audience', async () => {
		const started = await startMeta();
		started.sandbox.server.fail({ path: /users$/, times: 99, drop: 'before' });
		const last = await synced(started, people(0, 3), mirror);
		started.sandbox.server.recover();
		await sync(started, people(0, 3), mirror, last);
		expect(membersOf(started)).toEqual(hashes(people(0, 3)));
	});

	it('is handed on whole by a run that ends before it knows the audience', async () => {
		const { started, last } = await mirrored();
		started.sandbox.server.fail({ method: 'GET', times: 99, drop: 'before' });
		const rows = people(0, 5);
		const stopped = await sync(started, rows, mirror, last);
		const kept = nextLastSynced(rows, last, stopped);
		started.sandbox.server.recover();
		await expect(sync(started, rows, mirror, kept)).rejects.toMatchObject({
			code: 'tooManyRemovals',
		});
	});
});

describe('state that went through other programs', () => {
	/** What a program turns a cell into. */
	const trips: Record<string, (cell: unknown) => unknown> = {
		CSV: (cell) => (cell === null || cell === undefined ? '' : String(cell)),
		'a spreadsheet': (cell) =>
			typeof cell === 'string' && /^\d+(\.\d+)?$/.test(cell)
				? Number(Number(cell).toPrecision(15))
				: cell,
		'a Data Table': (cell) => (cell === '' ? null : cell),
		'texts alone': (cell) => String(cell),
		'capital booleans': (cell) => (typeof cell === 'boolean' ? String(cell).toUpperCase() : cell),
	};

	const customer = fc.record({
		id: fc.integer({ min: 1, max: 20 }),
		email: fc.integer({ min: 0, max: 8 }),
		phone: fc.integer({ min: 0, max: 3 }),
		consent: fc.boolean(),
	});

	it.each(Object.keys(trips))(
		'is read the same after %s',
		async (name) => {
			const { started } = await mirrored();
			await fc.assert(
				fc.asyncProperty(
					fc.uniqueArray(customer, { maxLength: 6, minLength: 1, selector: ({ id }) => id }),
					fc.uniqueArray(customer, { maxLength: 6, minLength: 1, selector: ({ id }) => id }),
					async (before, after) => {
						const rowsOf = (list: typeof before): Rows =>
							list.map(({ id, email, phone, consent }) => ({
								customerId: String(id),
								email: `p${email}@example.com`,
								phone: phone === 0 ? '' : `+1650555010${phone}`,
								adConsent: consent,
							}));
						const first = rowsOf(before);
						const options = { ...add, dryRun: true } as const;
						const filled = await sync(started, first, { ...add, firstRun: true }, []);
						const last = nextLastSynced(first, [], filled);
						const tripped = last.map((row) =>
							Object.fromEntries(
								Object.entries(row).map(([field, cell]) => [field, trips[name](cell)]),
							),
						);
						const [straight, round] = [
							await sync(started, rowsOf(after), options, last),
							await sync(started, rowsOf(after), options, tripped),
						];
						expect(round.plan.targets).toEqual(straight.plan.targets);
						expect(codes(round)).toEqual(codes(straight));
					},
				),
				{ numRuns: 15 },
			);
		},
		60_000,
	);

	it('tells of match keys that a short column has cut, and removes by those that are left', async () => {
		const started = await startMeta();
		const rows = [
			person(1, { phone: '+16505550101', lastName: 'One' }),
			person(2, { phone: '+16505550102', lastName: 'Two' }),
		];
		const last = await synced(started, rows, mirror);
		const cut = last.map((row) => ({
			...row,
			metaMatchKeys: String(row.metaMatchKeys).slice(0, 255),
		}));
		const result = await sync(started, rows.slice(1), mirror, cut);
		expect(noticeCodes(result)).toContain('matchKeysCut');
		expect(membersOf(started)).toEqual(hashes(rows.slice(1)));
	});

	it('stops where no whole key is left', async () => {
		const { started, last } = await mirrored();
		const cut = last.map((row) => ({
			...row,
			metaMatchKeys: String(row.metaMatchKeys).slice(0, 50),
		}));
		await expect(sync(started, people(0, 62), mirror, cut)).rejects.toMatchObject({
			code: 'lastSyncedUnreadable',
		});
	});

	it('sends again whom it says to have been sent in the future, where members lapse', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A', { retentionDays: 30, status: 410 });
		const last = await synced(started, people(0, 2), add);
		const future = last.map((row) => ({ ...row, metaSyncedAt: '2099-01-01' }));
		expect(statuses(await sync(started, people(0, 2), add, future))).toEqual(['sent', 'sent']);
		expect(statuses(await sync(started, people(0, 2), add, last))).toEqual([
			'unchanged',
			'unchanged',
		]);
	});
});

describe('any no for an address', () => {
	const nos: Array<[string, Record<string, unknown>, Record<string, unknown>]> = [
		['deletionRequested', { deletionRequested: '2026-05-01' }, {}],
		[
			'suppressed',
			{ suppressedChannels: 'acquisitionAds' },
			{ skipSuppressedFor: 'acquisitionAds' },
		],
		['consentDiffers', { adConsent: false }, {}],
	];

	it.each(nos)('keeps everybody out who has it: %s, in either order', async (code, no, options) => {
		const started = await startMeta();
		const yes = person(1);
		const other = { ...person(2, no), email: ' P1@Example.com ' };
		for (const rows of [
			[other, yes],
			[yes, other],
		]) {
			const result = await sync(started, [...rows, person(3)], { ...add, ...options });
			expect(result.outcomes[rows.indexOf(yes)]).toMatchObject({ status: 'skipped', code });
		}
		expect(membersOf(started)).toEqual(hashes([person(3)]));
	});

	it.each(nos)('takes a member out: %s', async (_code, no, options) => {
		const started = await startMeta();
		const last = await synced(started, [person(1), person(3)], add);
		const rows = [{ ...person(2, no), email: 'p1@example.com' }, person(1), person(3)];
		const result = await sync(started, rows, { ...add, ...options }, last);
		expect(result.outcomes[1]).toMatchObject({ code: 'removed' });
		expect(membersOf(started)).toEqual(hashes([person(3)]));
	});

	it('takes a member out who is known under another ID and is not in the input', async () => {
		const started = await startMeta();
		const last = await synced(started, [person(1), person(3)], add);
		const rows = [{ ...person(2, { adConsent: 'no' }), email: 'p1@example.com' }, person(3)];
		const result = await sync(started, rows, add, last);
		expect(result.former.map(({ outcome }) => outcome.code)).toEqual(['removed']);
		expect(membersOf(started)).toEqual(hashes([person(3)]));
	});

	it('counts for the rows of the same ID', async () => {
		const started = await startMeta();
		const rows = [person(1), person(1, { email: 'other@example.com', adConsent: 'no' })];
		expect(codes(await sync(started, rows, add))).toEqual(['consentDiffers', 'noConsent']);
	});

	it('does not send a phone number along that somebody who says no has, too', async () => {
		const started = await startMeta();
		const phone = '+16505550101';
		await sync(started, [person(1, { phone, adConsent: false }), person(2, { phone })], add);
		const [row] = audienceOf(started).members.values();
		expect([row.get('EMAIL'), row.get('PHONE')]).toEqual([sha256('p2@example.com'), '']);
	});

	it('is not given by an empty consent cell', async () => {
		const started = await startMeta();
		const rows = [person(1, { adConsent: '' }), { ...person(2), email: 'p1@example.com' }];
		expect(statuses(await sync(started, rows, add))).toEqual(['skipped', 'sent']);
	});

	it('holds whoever shares what with whom', async () => {
		const started = await startMeta();
		const cell = fc.constantFrom('a', 'b', 'c');
		const row = fc.record({ id: cell, email: cell, phone: cell, no: fc.boolean() });
		await fc.assert(
			fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (list) => {
				const audience = started.sandbox.addAudience(`Law ${started.sandbox.audiences.size}`);
				const phones: Record<string, string> = {
					a: '+16505550101',
					b: '+16505550102',
					c: '+16505550103',
				};
				const rows = list.map(({ id, email, phone, no }) => ({
					customerId: id,
					email: `${email}@example.com`,
					phone: phones[phone],
					adConsent: !no,
				}));
				await sync(started, rows, { ...add, audience: { by: 'id', id: audience.id } });
				const declined = list.filter(({ no }) => no);
				const sent = [...audience.members.values()].flatMap((each) => [
					each.get('EMAIL'),
					each.get('PHONE'),
				]);
				for (const { email, phone } of declined) {
					expect(sent).not.toContain(sha256(`${email}@example.com`));
					expect(sent).not.toContain(sha256(phones[phone].slice(1)));
				}
			}),
			{ numRuns: 60 },
		);
	});
});

describe('entries that Meta calls invalid without naming them', () => {
	const allInvalid = (body: unknown) => ({
		...(body as object),
		num_invalid_entries: 2,
		invalid_entry_samples: [],
	});

	it('are refused where they are all, and tried again in the next run', async () => {
		const started = await startMeta({ alterUploads: allInvalid });
		const first = await sync(started, people(0, 2), add);
		expect(codes(first)).toEqual(['invalidEntry', 'invalidEntry']);
		const last = nextLastSynced(people(0, 2), [], first);
		expect(codes(await sync(started, people(0, 2), add, last))).toEqual([
			'invalidEntry',
			'invalidEntry',
		]);
	});

	it('stay members where they were to be removed', async () => {
		const started = await startMeta();
		const last = await synced(started, people(0, 4), mirror);
		started.sandbox.alterUploads = allInvalid;
		const result = await sync(started, people(0, 2), mirror, last);
		expect(
			result.former.map(({ outcome }) => [outcome.code, outcome.fields?.metaInAudience]),
		).toEqual([
			['invalidEntry', true],
			['invalidEntry', true],
		]);
	});

	/** Meta counts the invalid entries but names none. */
	const withoutNames = (body: unknown) => ({ ...(body as object), invalid_entry_samples: [] });
	const invalidAt = (places: readonly number[]) => hashes(places.map((place) => person(place)));

	async function withInvalid(places: readonly number[], given = {}) {
		const started = await startMeta({ alterUploads: withoutNames, ...given });
		for (const key of invalidAt(places)) started.sandbox.invalidKeys.add(key);
		return started;
	}

	it('are found by halving, so that everybody else is held, and they alone are tried again', async () => {
		const started = await withInvalid([3, 70]);
		const first = await sync(started, people(0, 100), add);
		expect(first.outcomes.flatMap(({ code }, place) => (code === 'sent' ? [] : [place]))).toEqual([
			3, 70,
		]);
		expect(codes(first)[3]).toBe('invalidEntry');
		const last = nextLastSynced(people(0, 100), [], first);
		started.sandbox.invalidKeys.clear();
		expect((await sync(started, people(0, 100), add, last)).plan.targets).toMatchObject([
			{ added: 2, changed: 0, unchanged: 98 },
		]);
		expect(membersOf(started)).toEqual(hashes(people(0, 100)));
	});

	it('cost at most 60 further requests; who is left open is unconfirmed, sent again, and then found', async () => {
		const wrong = Array.from({ length: 20 }, (_, place) => 40 * place);
		const started = await withInvalid(wrong);
		const rows = people(0, 800);
		const first = await sync(started, rows, add);
		const uploads = started.sandbox.server.requests.filter(({ path }) => path.endsWith('/users'));
		expect(uploads).toHaveLength(61);
		const open = codes(first).filter((code) => code === 'unconfirmed').length;
		expect(open).toBeGreaterThan(100);
		expect(first.notices).toContainEqual(
			expect.objectContaining({
				code: 'invalidEntries',
				message: expect.stringContaining(`${open} customers`),
			}),
		);
		let last = nextLastSynced(rows, [], first);
		let result = first;
		for (let runs = 0; codes(result).includes('unconfirmed'); runs++) {
			expect(runs).toBeLessThan(8);
			result = await sync(started, rows, add, last);
			last = nextLastSynced(rows, last, result);
		}
		const refused = result.outcomes.flatMap(({ code }, place) =>
			code === 'invalidEntry' ? [place] : [],
		);
		expect(refused).toEqual(wrong);
		started.sandbox.invalidKeys.clear();
		await sync(started, rows, add, last);
		expect(membersOf(started)).toEqual(hashes(rows));
	});

	it('leave nobody behind who says no before it is known whether they were taken', async () => {
		const started = await startMeta();
		// Always one invalid entry too many, whoever is sent.
		started.sandbox.alterUploads = (body) => ({ ...(body as object), num_invalid_entries: 1 });
		const first = await sync(started, people(0, 400), add);
		const open = codes(first).indexOf('unconfirmed');
		expect(first.outcomes[open].fields).toMatchObject({ metaInAudience: true, metaSyncedAt: '' });
		started.sandbox.alterUploads = undefined;
		const last = nextLastSynced(people(0, 400), [], first);
		const rows = people(0, 400).map((row, place) =>
			place === open ? { ...row, adConsent: 'no' } : row,
		);
		await sync(started, rows, add, last);
		expect(membersOf(started)).toEqual(hashes(rows.filter((_row, place) => place !== open)));
	});

	it('keep those members who were to be removed until it is known that they are', async () => {
		const started = await startMeta();
		const last = await synced(started, people(0, 400), mirror);
		started.sandbox.alterUploads = (body) => ({ ...(body as object), num_invalid_entries: 1 });
		const options = { ...mirror, maxRemovalShare: 1 };
		const result = await sync(started, people(0, 1), options, last);
		expect(result.former).toContainEqual({
			source: expect.any(Number),
			outcome: expect.objectContaining({
				code: 'unconfirmed',
				fields: expect.objectContaining({ metaInAudience: true }),
			}),
		});
	});

	it('do not let a former member be forgotten whose email they have', async () => {
		const started = await startMeta();
		const options = { ...mirror, maxRemovalShare: 1 };
		const last = await synced(started, people(0, 2), options);
		started.sandbox.invalidKeys.add(hashes([person(1)])[0]);
		const moved = [person(0), person(7, { email: 'p1@example.com' })];
		const refused = await sync(started, moved, options, last);
		expect(codes(refused)).toEqual(['unchanged', 'invalidEntry']);
		started.sandbox.invalidKeys.clear();
		await sync(started, people(0, 1), options, nextLastSynced(moved, last, refused));
		expect(membersOf(started)).toEqual(hashes(people(0, 1)));
	});

	it('leave a replacement unconfirmed, whose batches are not sent twice', async () => {
		const started = await withInvalid([1]);
		started.sandbox.addAudience('Customers A', { members: new Map([['x', new Map()]]) });
		const first = await sync(started, people(0, 3), replace);
		expect(codes(first)).toEqual(Array(3).fill('unconfirmed'));
		const last = nextLastSynced(people(0, 3), [], first);
		const again = await sync(started, people(0, 3), mirror, last);
		expect(codes(again)).toEqual(['sent', 'invalidEntry', 'sent']);
	});

	it('are refused where they are all of a replacement', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A', { members: new Map([['x', new Map()]]) });
		started.sandbox.alterUploads = allInvalid;
		expect(codes(await sync(started, people(0, 2), replace))).toEqual([
			'invalidEntry',
			'invalidEntry',
		]);
	});
});

describe('an audience that was deleted at Meta', () => {
	it('stops the run, because ad sets excluded it, and is created again only on request', async () => {
		const { started, last } = await mirrored();
		started.sandbox.audiences.delete(longId);
		await expect(sync(started, people(0, 62), mirror, last)).rejects.toMatchObject({
			code: 'audienceDeleted',
		});
		expect(started.sandbox.audiences.size).toBe(0);
		await sync(
			started,
			people(0, 62),
			{ ...mirror, audience: { ...byName, createAgain: true } },
			last,
		);
		expect(membersOf(started)).toHaveLength(62);
	});

	it('is not taken for one where "Last Synced" tells of other audiences that are there', async () => {
		const { started, last } = await mirrored();
		const other = { by: 'name', name: 'Customers B' } as const;
		await sync(started, people(0, 2), { ...mirror, audience: other }, last);
		expect(started.sandbox.audiences.size).toBe(2);
	});
});

describe('what is told of single customers', () => {
	it.each([
		[{ email: 'a@b..com', phone: '+16505550101' }, 'sent', 'the email address, which is not valid'],
		[{ email: '.a@x.com' }, 'skipped', 'the email address, which is not valid'],
		[{ phone: '0612345582' }, 'sent', 'the phone number, which is not usable'],
		[{ madid: 'not-a-uuid' }, 'sent', 'the mobile advertiser ID, which is not a UUID'],
	])('is that a key of theirs can not be used: %j', async (given, status, words) => {
		const started = await startMeta();
		const matchFields = [
			{ key: 'EMAIL', field: 'email' },
			{ key: 'PHONE', field: 'phone' },
			{ key: 'MADID', field: 'madid' },
		];
		const [outcome] = (await sync(started, [person(1, given)], { ...add, matchFields })).outcomes;
		expect(outcome.status).toBe(status);
		expect(outcome.sentence).toContain(words);
	});

	it('is counted for phone numbers without any country', async () => {
		const started = await startMeta();
		const rows = [person(1, { phone: '0612345582' }), person(2, { phone: '0612345583' })];
		const result = await sync(started, rows, add);
		expect(result.notices.find(({ code }) => code === 'unusablePhones')?.message).toContain(
			'2 phone numbers are not usable',
		);
	});
});

describe('places and numbers', () => {
	it('reads the name of a US state in the default country, where the row names none', async () => {
		const started = await startMeta();
		const matchFields = [
			{ key: 'EMAIL', field: 'email' },
			{ key: 'ST', field: 'state' },
		];
		const options = { ...add, matchFields, defaultCountry: 'US' };
		await sync(started, [person(1, { state: 'California' })], options);
		const [row] = audienceOf(started).members.values();
		expect(row.get('ST')).toBe(sha256('ca'));
	});

	it.each(['+0033612345678', '0033612345678', '+33612345678'])(
		'reads %s as French',
		async (phone) => {
			const started = await startMeta();
			await sync(started, [person(1, { phone })], add);
			const [row] = audienceOf(started).members.values();
			expect(row.get('PHONE')).toBe(sha256('33612345678'));
		},
	);
});

describe('reading what Meta has', () => {
	it('stops where the same page comes again', async () => {
		const started = await startMeta({ repeatsPages: true });
		for (let count = 0; count < 120; count++) started.sandbox.addAudience(`Audience ${count}`);
		const result = await sync(started, people(0, 2), add);
		expect(result.summary).toMatchObject({ endedEarly: true, endedBecause: 'platformUnavailable' });
		expect(result.plan.sentence).not.toMatch(/nothing to do/i);
	});

	it('creates no audience where nobody is usable', async () => {
		const started = await startMeta();
		await sync(started, [{ customerId: 'c1', adConsent: true }], add);
		expect(started.sandbox.audiences.size).toBe(0);
	});

	it("has the ad account's name in every dry run", async () => {
		const started = await startMeta();
		const result = await sync(started, people(0, 2), { ...add, dryRun: true });
		expect(result.notices).toContainEqual(
			expect.objectContaining({ message: 'Ad account: "Account 1234567890" (act_1234567890).' }),
		);
	});

	it('has the numbers of the upload sessions in the summary', async () => {
		const started = await startMeta();
		const { summary } = await sync(started, people(0, 2), add);
		expect(summary.uploadSessions).toMatch(/^\d+$/);
	});
});

describe('a request without an answer', () => {
	it('is taken for one that may have been carried out: who says no by the next run is removed', async () => {
		const started = await startMeta();
		const last = await synced(started, people(0, 2), add);
		started.sandbox.server.fail({ method: 'POST', path: /users$/, drop: 'after', times: 99 });
		const lost = await sync(started, people(0, 4), add, last);
		expect(codes(lost)).toEqual([
			'unchanged',
			'unchanged',
			...Array(2).fill('platformUnavailable'),
		]);
		started.sandbox.server.recover();
		const rows = people(0, 4).map((row, place) =>
			place === 3 ? { ...row, adConsent: false } : row,
		);
		await sync(started, rows, add, nextLastSynced(people(0, 4), last, lost));
		expect(membersOf(started)).toEqual(hashes(people(0, 3)));
	});

	it('keeps the old keys of a customer besides the new ones', async () => {
		const started = await startMeta();
		const last = await synced(started, people(0, 2), add);
		const moved = [person(0), person(1, { email: 'new@example.com' })];
		started.sandbox.server.fail({ method: 'POST', path: /users$/, drop: 'after', times: 99 });
		const lost = await sync(started, moved, add, last);
		started.sandbox.server.recover();
		const rows = [moved[0], { ...moved[1], adConsent: false }];
		await sync(started, rows, add, nextLastSynced(moved, last, lost));
		expect(membersOf(started)).toEqual(hashes(people(0, 1)));
	});

	it('does not lose the outcomes where the token expires after it', async () => {
		const started = await startMeta();
		const fault = { method: 'POST', path: /users$/ };
		started.sandbox.addAudience('Customers A', { status: 410 });
		started.sandbox.server.fail({ ...fault, drop: 'after' });
		const answer = { status: 401, body: { error: { code: 190, error_subcode: 463 } } };
		started.sandbox.server.fail({ ...fault, answer });
		const result = await sync(started, people(0, 2), add);
		expect(codes(result)).toEqual(['notAuthorized', 'notAuthorized']);
		expect(membersOf(started)).toEqual(hashes(people(0, 2)));
	});

	it('leaves a first mirror open, so that the next run still replaces whoever it does not know', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A', { members: new Map([['x', new Map()]]) });
		started.sandbox.server.fail({ path: /usersreplace$/, drop: 'before', times: 99 });
		const options = { ...mirror, firstRun: true };
		const lost = await sync(started, people(0, 2), options, []);
		started.sandbox.server.recover();
		const last = nextLastSynced(people(0, 2), [], lost);
		await expect(sync(started, people(0, 2), mirror, last)).rejects.toMatchObject({
			code: 'lastSyncedEmpty',
		});
		await sync(started, people(0, 2), options, last);
		expect(membersOf(started)).toEqual(hashes(people(0, 2)));
	});
});

it('refuses to skip suppressed customers where nobody says who is', async () => {
	const started = await startMeta();
	const run = sync(started, people(0, 2), { ...add, skipSuppressedFor: 'paidSocial' });
	await expect(run).rejects.toMatchObject({ code: 'suppressionsMissing' });
	expect(started.sandbox.server.requests).toEqual([]);
});

it('leaves out whoever is suppressed by a list of channels, as by a text', async () => {
	const started = await startMeta();
	const rows = [
		person(0, { suppressedChannels: ['sms', 'paidSocial'] }),
		person(1, { suppressedChannels: ['sms'] }),
	];
	const result = await sync(started, rows, { ...add, skipSuppressedFor: 'paidSocial' });
	expect(codes(result)).toEqual(['suppressed', 'sent']);
});
