import { htmlPage, type Fault } from '../../sandbox/server';
import { codes, noticeCodes, statuses, sync, type StartedKlaviyo } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const rows = [
	{ email: 'ann@example.com', tier: 'vip' },
	{ email: 'bob@example.com', tier: 'midTier' },
];
const byName = [
	{ value: 'vip', listId: { name: 'VIP' } },
	{ value: 'midTier', listId: { name: 'Mid-Tier' } },
	{ value: 'champions', listId: { name: 'Champions' } },
];
const exact = {
	operation: 'syncLists',
	lists: byName,
	createMissingLists: true,
	maxWaitMinutes: 1,
} as const;

const held = ({ sandbox }: StartedKlaviyo) =>
	[...sandbox.lists.values()].map(({ id, name }) => [name, sandbox.emailsOn(id)]);

describe('lists that are chosen by name', () => {
	it('are created where they are missing, filled, and found by the next run', async () => {
		const started = await startKlaviyo({ jobMs: 0 });
		started.sandbox.addList('VIP', ['old@example.com']);
		const done = await sync(started, rows, exact);
		expect(statuses(done)).toEqual(['sent', 'sent']);
		expect(held(started)).toEqual([
			['VIP', ['ann@example.com']],
			['Mid-Tier', ['bob@example.com']],
		]);
		expect(done.summary).toMatchObject({ listsCreated: ['Mid-Tier'] });
		expect(noticeCodes(done)).toContain('listCreated');
		const again = await sync(started, rows, exact);
		expect(statuses(again)).toEqual(['unchanged', 'unchanged']);
		expect(again.summary).not.toHaveProperty('listsCreated');
	});

	it('are not created by a dry run, which says which would be, nor for nobody', async () => {
		const started = await startKlaviyo({ jobMs: 0 });
		const shown = await sync(started, rows, { ...exact, dryRun: true });
		expect(started.sandbox.lists.size).toBe(0);
		expect(
			shown.notices.filter(({ code }) => code === 'listCreated').map(({ message }) => message),
		).toEqual([
			'The list "VIP" did not exist and would be created.',
			'The list "Mid-Tier" did not exist and would be created.',
		]);
		expect(shown.plan.sentence).toContain('VIP (new list): 1 added');
		await sync(started, rows, exact);
		expect(held(started).map(([name]) => name)).toEqual(['VIP', 'Mid-Tier']);
	});

	it.each([
		['syncOneList', ['ann@example.com', 'bob@example.com']],
		['addToList', ['ann@example.com', 'bob@example.com']],
	] as const)('are created by %s', async (operation, emails) => {
		const started = await startKlaviyo({ jobMs: 0 });
		const options = { operation, listId: { name: 'All' }, createMissingLists: true };
		expect(statuses(await sync(started, rows, options))).toEqual(['sent', 'sent']);
		expect(held(started)).toEqual([['All', emails]]);
		expect(statuses(await sync(started, rows, options))).toEqual(['unchanged', 'unchanged']);
	});

	it.each(['syncOneList', 'addToList', 'removeFromList', 'subscribe', 'unsubscribe'] as const)(
		'have to be there for %s unless they may be created',
		async (operation) => {
			const started = await startKlaviyo({ jobMs: 0 });
			const options = { operation, listId: { name: 'Nobody knows' }, dryRun: true };
			await expect(sync(started, rows, options)).rejects.toThrow(
				'has no list named "Nobody knows"',
			);
		},
	);

	it('are used by every operation under the name that one list has', async () => {
		const started = await startKlaviyo({ jobMs: 0, subscriptionMs: 0 });
		const { id } = started.sandbox.addList('All');
		const given = rows.map((row) => ({ ...row, emailConsent: true }));
		const on = { listId: { name: 'All' } };
		const off = { ...on, maxRemovalShare: 1 };
		await sync(started, given, { operation: 'subscribe', ...on });
		expect(started.sandbox.emailsOn(id)).toHaveLength(2);
		await sync(started, given.slice(0, 1), { operation: 'unsubscribe', ...off });
		expect(started.sandbox.emailsOn(id)).toEqual(['bob@example.com']);
		await sync(started, given, { operation: 'removeFromList', ...off });
		expect(started.sandbox.emailsOn(id)).toEqual([]);
	});

	it('stop the run where several lists have the name, or one is chosen in two ways', async () => {
		const started = await startKlaviyo({ jobMs: 0 });
		const { id } = started.sandbox.addList('VIP');
		const twice = [
			{ value: 'vip', listId: id },
			{ value: 'midTier', listId: { name: 'VIP' } },
		];
		await expect(sync(started, rows, { ...exact, lists: twice })).rejects.toThrow(
			'by its name and by its ID',
		);
		started.sandbox.addList('VIP');
		await expect(sync(started, rows, exact)).rejects.toThrow('has 2 lists named "VIP"');
		expect(started.sandbox.lists.size).toBe(2);
	});
});

describe('creating a list', () => {
	const creating = { method: 'POST', path: /\/api\/lists$/ };
	const faults: ReadonlyArray<readonly [string, Fault]> = [
		['429 with Retry-After', { answer: { status: 429, headers: { 'retry-after': '7' } } }],
		['429 without Retry-After', { answer: { status: 429 } }],
		['503', { answer: { status: 503 } }],
		['504 after it has acted', { answer: { status: 504 }, acts: true }],
		['a page of HTML', { answer: htmlPage }],
		[
			'a page of HTML with status 200, after it has acted',
			{ answer: { ...htmlPage, status: 200 }, acts: true },
		],
		['a socket dropped before it has acted', { drop: 'before' }],
		['a socket dropped after it has acted', { drop: 'after' }],
	];

	it.each(faults)('happens once, whatever comes: %s', async (_name, fault) => {
		const started = await startKlaviyo({ jobMs: 0 });
		started.sandbox.server.fail({ ...creating, ...fault });
		const first = await sync(started, rows, exact);
		expect(started.sandbox.server.faultsMet).toHaveLength(1);
		expect(codes(first).every((code) => ['sent', 'platformUnavailable'].includes(code))).toBe(true);
		const next = await sync(started, rows, exact);
		expect(statuses(next).every((status) => ['sent', 'unchanged'].includes(status))).toBe(true);
		expect(held(started)).toEqual([
			['VIP', ['ann@example.com']],
			['Mid-Tier', ['bob@example.com']],
		]);
		expect(statuses(await sync(started, rows, exact))).toEqual(['unchanged', 'unchanged']);
	});

	it('goes on with the list that is there after a lost answer', async () => {
		const started = await startKlaviyo({ jobMs: 0 });
		started.sandbox.server.fail({ ...creating, drop: 'after' });
		expect(statuses(await sync(started, rows, exact))).toEqual(['sent', 'sent']);
		expect(started.sandbox.lists.size).toBe(2);
	});

	it('ends the run where Klaviyo takes no more lists for the day, with nothing sent', async () => {
		const started = await startKlaviyo({ jobMs: 0 });
		const headers = { 'retry-after': '40000' };
		started.sandbox.server.fail({ ...creating, answer: { status: 429, headers } });
		const result = await sync(started, rows, exact);
		expect(codes(result)).toEqual(['rateLimited', 'rateLimited']);
		expect(started.sandbox.lists.size).toBe(0);
	});
});
