import {
	hashes,
	codes,
	nextLastSynced,
	noticeCodes,
	person,
	sync,
	type Rows,
} from '../support/metaRuns';
import { startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const inTier = (tier: string, from: number, to: number): Rows =>
	Array.from({ length: to - from }, (_, place) => person(from + place, { tier }));

const named = (name: string) => ({ by: 'name', name }) as const;

const options = {
	operation: 'mirrorAudiences',
	audiences: [
		{ value: 'vip', audience: named('Customers A') },
		{ value: 'midTier', audience: named('Customers B') },
	],
} as const;

/** Two audiences with 20 customers each, filled by a first run. */
async function filled() {
	const started = await startMeta();
	const rows = [...inTier('vip', 0, 20), ...inTier('midTier', 20, 40)];
	const last = nextLastSynced(rows, [], await sync(started, rows, options));
	const [a, b] = [...started.sandbox.audiences.values()].map(({ id }) => id);
	return { started, rows, last, a, b };
}

describe('several audiences', () => {
	it('are created and filled in one run, each with a plan and a summary of its own', async () => {
		const started = await startMeta();
		const rows = [...inTier('vip', 0, 2), ...inTier('midTier', 2, 5), person(9, { tier: 'other' })];
		const dry = await sync(started, rows, { ...options, dryRun: true });
		expect(started.sandbox.audiences.size).toBe(0);
		expect(dry.plan.targets).toMatchObject([
			{ target: 'Customers A', added: 2 },
			{ target: 'Customers B', added: 3 },
		]);
		expect(codes(dry)).toEqual([...Array(5).fill('dryRun'), 'noAudienceForValue']);
		const result = await sync(started, rows, options);
		expect([...started.sandbox.audiences.values()].map(({ name }) => name)).toEqual([
			'Customers A',
			'Customers B',
		]);
		expect(result.summary).toMatchObject({
			received: 5,
			audiences: [
				{ audience: 'Customers A', received: 2 },
				{ audience: 'Customers B', received: 3 },
			],
		});
	});

	it('take over customers whose value changes, and a second run finds nothing to do', async () => {
		const { started, rows, last, a, b } = await filled();
		const moved = rows.map((row, place) => (place === 3 ? { ...row, tier: 'midTier' } : row));
		const result = await sync(started, moved, options, last);
		expect(result.plan.targets).toMatchObject([
			{ added: 0, removed: 1, unchanged: 19 },
			{ added: 1, removed: 0, unchanged: 20 },
		]);
		expect(result.outcomes[3].fields).toMatchObject({ metaAudienceId: `audience_${b}` });
		expect(result.former).toMatchObject([
			{
				source: 3,
				outcome: {
					code: 'removed',
					fields: { metaAudienceId: `audience_${a}`, metaInAudience: false },
				},
			},
		]);
		expect(started.sandbox.membersOf(a)).toEqual(
			hashes(rows.slice(0, 20).filter((_row, place) => place !== 3)),
		);
		expect(started.sandbox.membersOf(b)).toEqual(hashes([rows[3], ...rows.slice(20)]));
		const again = await sync(started, moved, options, nextLastSynced(moved, last, result));
		expect(again.plan.targets).toMatchObject([
			{ added: 0, removed: 0, changed: 0 },
			{ added: 0, removed: 0, changed: 0 },
		]);
	});

	it('are each guarded, and nothing is sent where one of them would lose too many', async () => {
		const { started, rows, last, b } = await filled();
		const fewer = [...rows.slice(0, 5), ...inTier('midTier', 20, 41)];
		await expect(sync(started, fewer, options, last)).rejects.toMatchObject({
			code: 'tooManyRemovals',
		});
		expect(started.sandbox.membersOf(b)).toHaveLength(20);
	});

	it('may lose their last members, but not all at once where who is in them is not known', async () => {
		const started = await startMeta();
		const rows = [...inTier('vip', 0, 3), ...inTier('midTier', 3, 5)];
		const last = nextLastSynced(rows, [], await sync(started, rows, options));
		const promoted = rows.map((row) => ({ ...row, tier: 'vip' }));
		const result = await sync(started, promoted, options, last);
		expect(result.plan.targets).toMatchObject([{ added: 2 }, { removed: 2 }]);
		await expect(
			sync(started, promoted, { ...options, firstRun: true }, last),
		).rejects.toMatchObject({
			code: 'wouldBeEmpty',
		});
	});

	it('leave out whoever has the address of somebody who says no under another value, or under none', async () => {
		const started = await startMeta();
		const rows = [
			person(0, { tier: 'vip' }),
			person(1, { tier: 'midTier', email: 'p0@example.com', adConsent: 'no' }),
			person(2, { tier: 'midTier' }),
			person(3, { tier: 'other', email: 'p2@example.com', deletionRequested: true }),
			person(4, { tier: 'vip' }),
		];
		const result = await sync(started, rows, options);
		expect(codes(result)).toEqual([
			'consentDiffers',
			'noConsent',
			'deletionRequested',
			'noAudienceForValue',
			'sent',
		]);
	});

	it('keep what is known of each where the run ends after the first', async () => {
		const { started, rows, last, a, b } = await filled();
		const moved = rows.map((row, place) => ({
			...row,
			tier: place === 3 ? 'midTier' : place === 30 ? 'vip' : row.tier,
		}));
		started.sandbox.server.fail({
			method: 'POST',
			path: new RegExp(`${b}/users$`),
			drop: 'before',
			times: 99,
		});
		const cut = await sync(started, moved, options, last);
		expect(cut.summary).toMatchObject({ endedBecause: 'platformUnavailable' });
		started.sandbox.server.recover();
		const kept = nextLastSynced(moved, last, cut);
		await sync(started, moved, options, kept);
		expect(started.sandbox.membersOf(a)).toEqual(
			hashes(moved.filter(({ tier }) => tier === 'vip')),
		);
		expect(started.sandbox.membersOf(b)).toEqual(
			hashes(moved.filter(({ tier }) => tier === 'midTier')),
		);
	});

	it('may share an audience between values, chosen in one way', async () => {
		const started = await startMeta();
		const { id } = started.sandbox.addAudience('Customers A', { status: 410 });
		const byId = { by: 'id', id } as const;
		const rows = [...inTier('vip', 0, 1), ...inTier('midTier', 1, 2)];
		const both = (second: object) => ({
			...options,
			audiences: [
				{ value: 'vip', audience: byId },
				{ value: 'midTier', audience: second },
			],
		});
		await expect(sync(started, rows, both(named('Customers A')))).rejects.toThrow(
			'a different audience in every row',
		);
		await sync(started, rows, both(byId));
		expect(started.sandbox.membersOf(id)).toEqual(hashes(rows));
	});

	it('say once what concerns all of them', async () => {
		const started = await startMeta();
		const rows = inTier('vip', 0, 3).map(({ adConsent: _, ...row }) => row);
		const result = await sync(started, rows, { ...options, dryRun: true });
		expect(noticeCodes(result).filter((code) => code === 'consentFieldMissing')).toHaveLength(1);
	});
});
