import { codes, noticeCodes, statuses, sync } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const remove = { operation: 'deleteProfiles' } as const;
const asked = (row: object) => ({ ...row, deletionRequested: true });

async function start(emails: readonly string[] = ['ann@example.com', 'bob@example.com']) {
	const started = await startKlaviyo({ subscriptionMs: 5000 });
	for (const email of emails) started.sandbox.addProfile({ email });
	const emailsHeld = () => [...started.sandbox.profiles.values()].map(({ email }) => email);
	return { ...started, emailsHeld };
}

describe('deleting profiles', () => {
	it('is dry unless told otherwise, says who would go, and that it is final', async () => {
		const started = await start();
		const rows = [asked({ email: 'ann@example.com' }), { email: 'bob@example.com' }];
		const shown = await sync(started, rows, { ...remove, dryRun: true });
		expect(codes(shown)).toEqual(['dryRun', 'noRequest']);
		expect(noticeCodes(shown)).toEqual(['account', 'deletionIsFinal']);
		expect(shown.notices[1]).toMatchObject({
			level: 'warning',
			message: expect.stringContaining("can't be undone") as string,
		});
		expect(shown.plan.sentence).toBe('Profiles (deleted for good): 1 removed.');
		expect(started.sandbox.server.requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('deletes who asked and nobody else, looks until they are gone, and has nothing to do a second time', async () => {
		const started = await start();
		const rows = [asked({ email: 'Ann@Example.com ' }), { email: 'bob@example.com' }];
		const done = await sync(started, rows, remove);
		expect(codes(done)).toEqual(['deleted', 'noRequest']);
		expect(done.summary).toMatchObject({ profilesDeleted: 1, deletionsAccepted: 1, sent: 1 });
		expect(started.emailsHeld()).toEqual(['bob@example.com']);
		const again = await sync(started, rows, remove);
		expect(codes(again)).toEqual(['unchanged', 'noRequest']);
		expect(noticeCodes(again)).toEqual([]);
	});

	it('says "accepted" of a profile that still shows when the time is up', async () => {
		const started = await start();
		const rows = [asked({ email: 'ann@example.com' })];
		const done = await sync(started, rows, { ...remove, maxWaitMinutes: 0 });
		expect(done.outcomes[0]).toMatchObject({ status: 'accepted', code: 'notVisibleYet' });
		await started.clock.sleep(5000);
		expect(codes(await sync(started, rows, remove))).toEqual(['unchanged']);
	});

	it.each([
		['yes', 'deleted'],
		[1, 'deleted'],
		['2026-05-01', 'deleted'],
		['2026-05-01T10:00:00Z', 'deleted'],
		['2027-05-01', 'requestUnclear'],
		['maybe', 'requestUnclear'],
		['pending', 'requestUnclear'],
		[2, 'requestUnclear'],
		[1780000000000, 'requestUnclear'],
		[{}, 'requestUnclear'],
		['no', 'noRequest'],
		['', 'noRequest'],
		[null, 'noRequest'],
		[false, 'noRequest'],
		[0, 'noRequest'],
	])('takes a request of %p as %s', async (deletionRequested, code) => {
		const started = await start();
		const done = await sync(started, [{ email: 'ann@example.com', deletionRequested }], remove);
		expect(codes(done)).toEqual([code]);
		expect(started.emailsHeld()).toHaveLength(code === 'deleted' ? 1 : 2);
	});

	it('names the field that no customer has, and reads no profile', async () => {
		const started = await start();
		const done = await sync(started, [{ email: 'ann@example.com' }], remove);
		expect(noticeCodes(done)).toEqual(['requestFieldMissing']);
		expect(started.sandbox.server.requests.map(({ path }) => path)).toEqual(['/api/accounts']);
	});

	it('refuses more than are allowed, before anything is sent, and never runs in a loop', async () => {
		const emails = Array.from({ length: 11 }, (_, place) => `p${place}@example.com`);
		const started = await start(emails);
		const rows = emails.map((email) => asked({ email }));
		await expect(sync(started, rows, remove)).rejects.toThrow('above the limit of 10');
		for (const place of [{ loopIteration: 1 }, { loopHasMore: true }]) {
			const options = { ...remove, ...place };
			await expect(sync(started, rows.slice(1), options)).rejects.toThrow('loop');
		}
		expect(started.emailsHeld()).toHaveLength(11);
		const done = await sync(started, rows, { ...remove, maxRemovals: 11 });
		expect(statuses(done)).toEqual(Array(11).fill('sent'));
		expect(started.emailsHeld()).toEqual([]);
	});

	it('counts a request for every row of the address, and deletes every profile of the customer', async () => {
		const started = await start();
		started.sandbox.addSeparateProfile({ phone: '+16505551212' });
		const rows = [
			{ email: 'ann@example.com' },
			asked({ email: 'ann@example.com', phone: '+16505551212' }),
		];
		expect(codes(await sync(started, rows, remove))).toEqual(['deleted', 'deleted']);
		expect(started.emailsHeld()).toEqual(['bob@example.com']);
	});

	it('leaves a profile alone that somebody else may be meant by', async () => {
		const started = await start();
		const { sandbox } = started;
		sandbox.addProfile({ email: 'bob@example.com', phone: '+16505551212' });
		sandbox.addSeparateProfile({ phone: '+16505553434' });
		const rows = [
			// Bob's number, and that of another household.
			asked({ phone: '+16505551212' }),
			asked({ email: 'ann@example.com', phone: '+16505553434' }),
			{ email: 'bob@example.com', phone: '+16505551212' },
			{ email: 'eve@example.com', phone: '+16505553434' },
		];
		const done = await sync(started, rows, remove);
		expect(codes(done)).toEqual(['duplicateContact', 'deleted', 'noRequest', 'noRequest']);
		expect(done.outcomes[1].sentence).toContain('stays');
		expect([...sandbox.profiles.values()].map(({ email, phone }) => email ?? phone)).toEqual([
			'bob@example.com',
			'+16505553434',
		]);
	});

	it('never deletes a profile with another email address than the row has', async () => {
		const started = await start();
		const { sandbox } = started;
		const bob = sandbox.addProfile({
			email: 'bob@example.com',
			phone: '+16505551212',
			externalId: 'c1',
		});
		const row = { email: 'x@example.com', phone: '+16505551212', id: 'c1', profileId: bob.id };
		const fields = { externalIdField: 'id', profileIdField: 'profileId' };
		expect(codes(await sync(started, [asked(row)], { ...remove, ...fields }))).toEqual([
			'unchanged',
		]);
		expect(started.emailsHeld()).toHaveLength(2);
	});

	it('finds customers by phone, external ID or profile ID alone, and skips who has no key', async () => {
		const started = await start();
		const { sandbox } = started;
		sandbox.addProfile({ phone: '+16505551212' });
		sandbox.addProfile({ externalId: 'c1' });
		const { id } = sandbox.addSeparateProfile({});
		const rows = [
			{ phone: '+16505551212' },
			{ id: 'c1' },
			{ profileId: id },
			{ email: 'not an address', phone: '0612345582' },
		].map(asked);
		const fields = { externalIdField: 'id', profileIdField: 'profileId' };
		expect(codes(await sync(started, rows, { ...remove, ...fields }))).toEqual([
			'deleted',
			'deleted',
			'deleted',
			'noContactKey',
		]);
		expect(started.emailsHeld()).toEqual(['ann@example.com', 'bob@example.com']);
	});

	it('sends no address, only the id of the profile', async () => {
		const started = await start();
		await sync(started, [asked({ email: 'ann@example.com' })], remove);
		const bodies = started.sandbox.server.requests.map(({ body }) => body).join();
		expect(bodies).toContain('data-privacy-deletion-job');
		expect(bodies).not.toContain('ann@');
	});

	it('says which scope the key lacks, and deletes nobody', async () => {
		const scopes = new Set(['accounts:read', 'profiles:read', 'profiles:write']);
		const started = await startKlaviyo({ scopes });
		started.sandbox.addProfile({ email: 'ann@example.com' });
		await expect(
			sync(started, [asked({ email: 'ann@example.com' })], remove),
		).rejects.toMatchObject({
			facts: { advice: expect.stringContaining('data-privacy:write') as string },
		});
		expect(started.sandbox.profiles.size).toBe(1);
	});
});
