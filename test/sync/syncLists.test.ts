import { codes, noticeCodes, statuses, sync } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const ann = { email: 'ann@example.com', tier: 'vip' };
const bob = { email: 'bob@example.com', tier: 'vip' };

describe('what a list shows after the run', () => {
	it('is looked at until it is right', async () => {
		const started = await startKlaviyo({ listMs: 60_000 });
		const list = started.sandbox.addList('VIP', ['ann@example.com']);
		const result = await sync(started, [ann, bob], { operation: 'addToList', listId: list.id });
		expect(codes(result)).toEqual(['unchanged', 'sent']);
		expect(noticeCodes(result)).toEqual([]);
		expect(started.clock.slept).toBeGreaterThanOrEqual(60_000);
	});

	it('is said where it is not right in time', async () => {
		const started = await startKlaviyo({ listMs: 60_000 });
		const list = started.sandbox.addList('VIP');
		const result = await sync(started, [ann], {
			operation: 'addToList',
			listId: list.id,
			maxWaitMinutes: 0.2,
		});
		expect(codes(result)).toEqual(['notVisibleYet']);
		expect(statuses(result)).toEqual(['accepted']);
		expect(noticeCodes(result)).toEqual(['readBackDiffers']);
	});
});

describe('a cell with several values', () => {
	const rows = [
		{ email: 'ann@example.com', suppressedChannels: 'sms,emailPromotion' },
		{ email: 'bob@example.com', suppressedChannels: 'emailPromotion' },
		{ email: 'cleo@example.com', suppressedChannels: '' },
	];

	it('puts the customer on the list of each', async () => {
		const started = await startKlaviyo();
		const promotion = started.sandbox.addList('No promotion');
		const sms = started.sandbox.addList('No SMS');
		const options = {
			operation: 'syncLists',
			valueField: 'suppressedChannels',
			lists: [
				{ value: 'emailPromotion', listId: promotion.id },
				{ value: 'sms', listId: sms.id },
			],
		} as const;
		expect(statuses(await sync(started, rows, options))).toEqual(['sent', 'sent', 'unchanged']);
		expect(started.sandbox.emailsOn(promotion.id)).toEqual(['ann@example.com', 'bob@example.com']);
		expect(started.sandbox.emailsOn(sms.id)).toEqual(['ann@example.com']);
		const again = await sync(started, rows, options);
		expect(again.plan.targets).toMatchObject([
			{ added: 0, removed: 0, unchanged: 2 },
			{ added: 0, removed: 0, unchanged: 1 },
		]);
	});

	it('goes by the whole cell too, where the value has a comma itself', async () => {
		const started = await startKlaviyo();
		const list = started.sandbox.addList('Gold');
		const result = await sync(started, [{ email: 'ann@example.com', plan: 'Gold, yearly' }], {
			operation: 'syncLists',
			valueField: 'plan',
			lists: [{ value: 'Gold, yearly', listId: list.id }],
		});
		expect(statuses(result)).toEqual(['sent']);
	});
});

it('names a value that no customer has', async () => {
	const started = await startKlaviyo();
	const lists = ['vip', 'hihgValue'].map((value) => ({
		value,
		listId: started.sandbox.addList(value).id,
	}));
	const result = await sync(started, [ann], { operation: 'syncLists', lists, dryRun: true });
	expect(noticeCodes(result)).toEqual(['account', 'valueOfNobody']);
	expect(result.notices[1].message).toContain('"hihgValue" in "tier"');
});

it('removes the rest where Klaviyo refuses one of them, and says who is left', async () => {
	const started = await startKlaviyo();
	const emails = Array.from({ length: 40 }, (_, place) => `p${place}@example.com`);
	const list = started.sandbox.addList('VIP', emails);
	const [lost, stranger] = started.sandbox.profiles.keys();
	started.sandbox.merged.add(lost).add(stranger);
	const rows = [{ email: 'p0@example.com', tier: 'none' }, ann];
	const result = await sync(started, rows, {
		operation: 'syncLists',
		lists: [{ value: 'vip', listId: list.id }],
		maxRemovalShare: 1,
	});
	expect(statuses(result)).toEqual(['rejected', 'sent']);
	expect(started.sandbox.emailsOn(list.id)).toEqual([
		'ann@example.com',
		'p0@example.com',
		'p1@example.com',
	]);
	expect(noticeCodes(result)).toEqual(['removalsRefused']);
	expect(result.notices[0].message).toContain('1 member of "VIP" who is not among the customers');
	expect(result.summary.readBack).toEqual([{ list: 'VIP', expected: 3, members: 3 }]);
});

describe('one list of all customers', () => {
	async function withList(count: number) {
		const started = await startKlaviyo();
		const emails = Array.from({ length: count }, (_, place) => `p${place}@example.com`);
		const list = started.sandbox.addList('Suppressed', emails);
		return { ...started, list, options: { operation: 'syncOneList', listId: list.id } as const };
	}

	it('holds exactly them, whatever they were', async () => {
		const started = await withList(3);
		const rows = [ann, { ...bob, tier: '' }, { email: 'p1@example.com' }];
		const result = await sync(started, rows, started.options);
		expect(statuses(result)).toEqual(['sent', 'sent', 'unchanged']);
		expect(started.sandbox.emailsOn(started.list.id)).toEqual([
			'ann@example.com',
			'bob@example.com',
			'p1@example.com',
		]);
		const again = await sync(started, rows, started.options);
		expect(again.plan.targets).toMatchObject([{ added: 0, removed: 0, unchanged: 3 }]);
	});

	it.each([
		['loses too many', 40, [ann], {}, 'tooManyRemovals'],
		['would be empty', 3, [{ email: 'none' }], {}, 'wouldBeEmpty'],
		['sees one part of a loop', 3, [ann], { loopIteration: 1 }, 'laterLoopIteration'],
		['has further people to come in a loop', 3, [ann], { loopHasMore: true }, 'loopHasMore'],
	])('is left as it is where it %s', async (_name, count, rows, given, code) => {
		const started = await withList(count);
		const run = sync(started, rows, { ...started.options, ...given });
		await expect(run).rejects.toMatchObject({ code });
		expect(started.sandbox.emailsOn(started.list.id)).toHaveLength(count);
	});
});
