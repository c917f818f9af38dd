import { createHash } from 'node:crypto';
import { htmlPage, type Fault } from '../../sandbox/server';
import {
	expectConverged,
	googleWorld,
	klaviyoWorld,
	metaWorld,
	said,
	tooLateMs,
	type World,
} from '../support/syncWorlds';
import { stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

/** A sync with work to do, and the result it should reach. */
interface Work {
	readonly world: () => Promise<World>;
	readonly holds: unknown;
	readonly outcomes: readonly string[];
	readonly sendsAgain?: boolean;
}

const at = (place: number) => `p${place}@example.com`;

const upsert: Work = {
	world: () =>
		klaviyoWorld({
			rows: [0, 1, 2].map((place) => ({ email: at(place), churnRisk: place })),
			options: (sandbox) => {
				sandbox.addProfile({ email: at(0), properties: { churnRisk: 9, kept: 'x' } });
				sandbox.addProfile({ email: at(2), properties: { churnRisk: 2 } });
				return { operation: 'upsertProfiles', properties: [{ field: 'churnRisk' }] };
			},
		}),
	outcomes: ['sent', 'sent', 'unchanged'],
	holds: {
		profiles: {
			[at(0)]: { properties: { churnRisk: 0, kept: 'x' } },
			[at(1)]: { properties: { churnRisk: 1 } },
			[at(2)]: { properties: { churnRisk: 2 } },
		},
		lists: {},
		segments: [],
		events: [],
	},
};

const tiers = ['vip', 'mid', 'vip', 'none'];

const syncLists: Work = {
	world: () =>
		klaviyoWorld({
			rows: tiers.map((tier, place) => ({ email: at(place), tier })),
			options: (sandbox) => {
				const vip = sandbox.addList('VIP', ['stranger@example.com', at(1), at(2)]);
				const mid = sandbox.addList('Mid', [at(3)]);
				const lists = [
					{ value: 'vip', listId: vip.id },
					{ value: 'mid', listId: mid.id },
				];
				return { operation: 'syncLists', lists };
			},
		}),
	outcomes: ['sent', 'sent', 'unchanged', 'sent'],
	holds: {
		profiles: {
			'stranger@example.com': {},
			[at(0)]: {},
			[at(1)]: {},
			[at(2)]: {},
			[at(3)]: {},
		},
		lists: { VIP: [at(0), at(2)], Mid: [at(1)] },
		segments: [],
		events: [],
	},
};

const clearProperties: Work = {
	world: () =>
		klaviyoWorld({
			rows: [0, 1, 2].map((place) => ({ email: at(place) })),
			options: (sandbox) => {
				sandbox.addProfile({ email: at(0), properties: { churnRisk: 0, kept: true } });
				sandbox.addProfile({ email: at(1), properties: { churnRisk: 5 } });
				sandbox.addProfile({ email: at(2), properties: { kept: 0 } });
				return { operation: 'clearProperties', properties: ['churnRisk'] };
			},
		}),
	outcomes: ['sent cleared', 'sent cleared', 'unchanged'],
	holds: {
		profiles: {
			[at(0)]: { properties: { kept: true } },
			[at(1)]: {},
			[at(2)]: { properties: { kept: 0 } },
		},
		lists: {},
		segments: [],
		events: [],
	},
};

const consents = (operation: 'subscribe' | 'unsubscribe'): Work => {
	const emailConsent = operation === 'subscribe' ? 'SUBSCRIBED' : 'UNSUBSCRIBED';
	const suppressions = operation === 'subscribe' ? {} : { suppressions: ['UNSUBSCRIBE'] };
	return {
		world: () =>
			klaviyoWorld({
				rows: [0, 1].map((place) => ({ email: at(place), emailConsent: true })),
				options: (sandbox) => {
					for (const place of [0, 1]) sandbox.addProfile({ email: at(place) });
					return operation === 'subscribe' ? { operation } : { operation, scope: 'everywhere' };
				},
			}),
		outcomes: ['sent', 'sent'],
		holds: {
			profiles: {
				[at(0)]: { emailConsent, ...suppressions },
				[at(1)]: { emailConsent, ...suppressions },
			},
			lists: {},
			segments: [],
			events: [],
		},
	};
};

const suppressions = (operation: 'suppress' | 'unsuppress'): Work => ({
	world: () =>
		klaviyoWorld({
			rows: [0, 1].map((place) => ({ email: at(place) })),
			options: (sandbox) => {
				for (const place of [0, 1]) {
					const profile = sandbox.addProfile({ email: at(place) });
					if (operation === 'unsuppress') profile.suppressions.add('USER_SUPPRESSED');
				}
				return { operation };
			},
		}),
	outcomes: ['sent', 'sent'],
	holds: {
		profiles: Object.fromEntries(
			[0, 1].map((place) => [
				at(place),
				operation === 'suppress' ? { suppressions: ['USER_SUPPRESSED'] } : {},
			]),
		),
		lists: {},
		segments: [],
		events: [],
	},
});

const sendEvents: Work = {
	world: () =>
		klaviyoWorld({
			rows: [0, 1].map((place) => ({
				customerId: `c${place}`,
				email: at(place),
				tier: 'vip',
				previousTier: 'mid',
				asOf: '2026-05-31T12:00:00Z',
			})),
			options: (sandbox) => {
				for (const place of [0, 1]) sandbox.addProfile({ email: at(place) });
				return { operation: 'sendEvents' };
			},
		}),
	sendsAgain: true,
	outcomes: ['accepted', 'accepted'],
	holds: {
		profiles: { [at(0)]: {}, [at(1)]: {} },
		lists: {},
		segments: [],
		events: [`Customer Tier Changed: ${at(0)}`, `Customer Tier Changed: ${at(1)}`],
	},
};

const createLists: Work = {
	world: () =>
		klaviyoWorld({
			rows: [0, 1].map((place) => ({ email: at(place), tier: place === 0 ? 'vip' : 'mid' })),
			options: () => ({
				operation: 'syncLists',
				createMissingLists: true,
				lists: [
					{ value: 'vip', listId: { name: 'VIP' } },
					{ value: 'mid', listId: { name: 'Mid' } },
				],
			}),
		}),
	outcomes: ['sent', 'sent'],
	holds: {
		profiles: { [at(0)]: {}, [at(1)]: {} },
		lists: { VIP: [at(0)], Mid: [at(1)] },
		segments: [],
		events: [],
	},
};

/** Customers who are known only by an ID. */
const upsertById: Work = {
	world: () =>
		klaviyoWorld({
			rows: [0, 1].map((place) => ({ customerId: `c${place}`, churnRisk: place })),
			options: (sandbox) => {
				for (const place of [0, 1]) {
					sandbox.addProfile({ email: at(place), externalId: `c${place}` });
				}
				return {
					operation: 'upsertProfiles',
					externalIdField: 'customerId',
					properties: [{ field: 'churnRisk' }],
				};
			},
		}),
	outcomes: ['sent', 'sent'],
	holds: {
		profiles: {
			[at(0)]: { properties: { churnRisk: 0 } },
			[at(1)]: { properties: { churnRisk: 1 } },
		},
		lists: {},
		segments: [],
		events: [],
	},
};

const deleteProfiles: Work = {
	world: () =>
		klaviyoWorld({
			rows: [1, 2].map((place) => ({ email: at(place), deletionRequested: true })),
			options: (sandbox) => {
				for (const place of [0, 1, 2, 3]) sandbox.addProfile({ email: at(place) });
				return { operation: 'deleteProfiles' };
			},
		}),
	outcomes: ['sent deleted', 'sent deleted'],
	holds: { profiles: { [at(0)]: {}, [at(3)]: {} }, lists: {}, segments: [], events: [] },
};

const byName = { by: 'name', name: 'Customers A' };

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const people = (places: readonly number[]) =>
	places.map((place) => ({ customerId: `c${place}`, email: at(place), adConsent: true }));

/** Members in Meta, in the order of their hashes. */
const members = (places: readonly number[]) =>
	places.map((place) => ({ EMAIL: hash(at(place)) })).sort((a, b) => (a.EMAIL < b.EMAIL ? -1 : 1));

const audience = (places: readonly number[]) => ({
	audiences: [{ name: 'Customers A', subtype: 'CUSTOM', members: members(places), status: 200 }],
	existingCustomers: {},
});

const addToAudience: Work = {
	world: () =>
		metaWorld({
			runs: [people([0]), people([0, 1, 2])],
			options: (sandbox) => {
				sandbox.addAudience('Customers A');
				return { operation: 'addToAudience', audience: byName };
			},
		}),
	outcomes: ['unchanged', 'sent', 'sent'],
	holds: audience([0, 1, 2]),
};

const mirrorAudience: Work = {
	world: () =>
		metaWorld({
			runs: [people([0, 1, 2]), people([1, 2, 3])],
			options: (sandbox) => {
				sandbox.addAudience('Customers A');
				return { operation: 'mirrorAudience', audience: byName };
			},
		}),
	outcomes: ['unchanged', 'unchanged', 'sent'],
	holds: audience([1, 2, 3]),
};

const replaceAudience: Work = {
	world: () =>
		metaWorld({
			runs: [people([0, 1])],
			remembers: false,
			options: (sandbox) => {
				sandbox.addAudience('Customers A');
				return { operation: 'replaceAudience', audience: byName };
			},
		}),
	sendsAgain: true,
	outcomes: ['sent', 'sent'],
	holds: audience([0, 1]),
};

const removeEverywhere: Work = {
	world: async () => {
		const world = await metaWorld({
			runs: [people([1, 2]).map((row) => ({ ...row, deletionRequested: true }))],
			remembers: false,
			options: (sandbox) => {
				const members = [0, 1, 2].map((place) => [
					hash(at(place)),
					new Map([['EMAIL', hash(at(place))]]),
				]) as never;
				sandbox.addAudience('Customers A', { members: new Map(members) });
				return { operation: 'removeEverywhere' };
			},
		});
		return world;
	},
	sendsAgain: true,
	outcomes: ['sent removed', 'sent removed'],
	holds: audience([0]),
};

const tierAudiences: Work = {
	world: () => {
		const inTier = (tier: string, places: readonly number[]) =>
			people(places).map((row) => ({ ...row, tier }));
		return metaWorld({
			runs: [
				[...inTier('vip', [0, 1]), ...inTier('mid', [2])],
				[...inTier('vip', [0]), ...inTier('mid', [1, 2, 3])],
			],
			options: (sandbox) => ({
				operation: 'mirrorAudiences',
				audiences: ['vip', 'mid'].map((value) => ({
					value,
					audience: { by: 'id', id: sandbox.addAudience(value, { status: 410 }).id },
				})),
			}),
		});
	},
	outcomes: ['unchanged', 'sent', 'unchanged', 'sent'],
	holds: {
		audiences: [
			{ name: 'vip', subtype: 'CUSTOM', members: members([0]), status: 200 },
			{ name: 'mid', subtype: 'CUSTOM', members: members([1, 2, 3]), status: 200 },
		],
		existingCustomers: {},
	},
};

const targeting = { age_min: 30, geo_locations: { countries: ['US'] } };

const excludeFromAdSets: Work = {
	world: () =>
		metaWorld({
			runs: [people([0])],
			options: (sandbox) => {
				const { id } = sandbox.addAudience('Customers A', { id: '601' });
				return {
					operation: 'excludeFromAdSets',
					audience: { by: 'id', id },
					adSets: ['A', 'B'].map((name) => sandbox.addAdSet(name, targeting).id),
				};
			},
		}),
	outcomes: ['unchanged concernsTheAccount'],
	holds: {
		...audience([]),
		adSets: ['A', 'B'].map((name) => ({
			name,
			targeting: {
				...targeting,
				excluded_custom_audiences: [{ id: '601', name: 'Customers A' }],
			},
		})),
	},
};

const googleList = (places: readonly number[]) => [
	{ name: 'Customers A', members: places.map((place) => hash(at(place))).sort() },
];

function googleWork(
	operation: string,
	runs: ReadonlyArray<readonly number[]>,
	work: Omit<Work, 'world'>,
	remembers = true,
): Work {
	return {
		...work,
		world: async () => {
			const world = await googleWorld({
				runs: runs.map(people),
				remembers,
				options: (sandbox) => {
					if (remembers) return { operation, audience: byName, termsAccepted: true };
					const list = sandbox.addList('Customers A');
					const userData = { userIdentifiers: [{ emailAddress: hash('stranger') }] };
					sandbox.add(list, [{ userData }], sandbox.now() - 1000);
					return { operation, audience: byName, termsAccepted: true };
				},
			});
			// A second later Google counts an earlier member as added before.
			await world.clock.sleep(1000);
			return world;
		},
	};
}

const googleAdd = googleWork('addToAudience', [[0, 1, 2]], {
	outcomes: ['sent', 'sent', 'sent'],
	holds: googleList([0, 1, 2]),
});
const googleMirror = googleWork(
	'mirrorAudience',
	[
		[0, 1, 2],
		[1, 2, 3],
	],
	{ outcomes: ['unchanged', 'unchanged', 'sent'], holds: googleList([1, 2, 3]) },
);
const googleReplace = googleWork(
	'replaceAudience',
	[[0, 1]],
	{ outcomes: ['sent', 'sent'], holds: googleList([0, 1]), sendsAgain: true },
	false,
);

/** Every kind of request that may be sent twice, and the work in which it occurs. */
const requests: ReadonlyArray<readonly [string, Work, Fault]> = [
	['Klaviyo: reading profiles', upsert, { method: 'GET', path: /\/profiles$/ }],
	['Klaviyo: importing', upsert, { method: 'POST', path: /-import-jobs$/ }],
	['Klaviyo: following a job', upsert, { method: 'GET', path: /-import-jobs\/\w+$/ }],
	['Klaviyo: reading a list', syncLists, { method: 'GET', path: /lists\/\w+$/ }],
	['Klaviyo: reading members', syncLists, { method: 'GET', path: /lists\/\w+\/profiles$/ }],
	['Klaviyo: adding to a list', syncLists, { method: 'POST', path: /-import-jobs$/ }],
	['Klaviyo: taking off a list', syncLists, { method: 'DELETE' }],
	['Klaviyo: clearing a property', clearProperties, { method: 'PATCH' }],
	['Klaviyo: subscribing', consents('subscribe'), { method: 'POST' }],
	['Klaviyo: unsubscribing', consents('unsubscribe'), { method: 'POST' }],
	['Klaviyo: looking for a list by its name', createLists, { method: 'GET', path: /lists$/ }],
	['Klaviyo: looking for customers by ID', upsertById, { method: 'GET', path: /\/profiles$/ }],
	['Klaviyo: deleting', deleteProfiles, { method: 'POST' }],
	[
		'Klaviyo: looking for a deleted profile',
		deleteProfiles,
		{ method: 'GET', path: /profiles\/\w+$/ },
	],
	['Klaviyo: suppressing', suppressions('suppress'), { method: 'POST' }],
	['Klaviyo: lifting suppressions', suppressions('unsuppress'), { method: 'POST' }],
	[
		'Klaviyo: sending events (a second run sends them again, because events can not be read; equal ids count once)',
		sendEvents,
		{ method: 'POST' },
	],
	['Meta: looking for the audience', addToAudience, { method: 'GET', path: /customaudiences$/ }],
	['Meta: adding', addToAudience, { method: 'POST', path: /users$/ }],
	['Meta: reading the audience', addToAudience, { method: 'GET', path: /v[\d.]+\/\d+$/ }],
	['Meta: removing', mirrorAudience, { method: 'DELETE' }],
	[
		'Meta: replacing (a second run replaces again, because Meta does not tell who is in an audience)',
		replaceAudience,
		{ method: 'POST', path: /usersreplace$/ },
	],
	['Meta: adding to one of several', tierAudiences, { method: 'POST', path: /users$/ }],
	['Meta: removing from one of several', tierAudiences, { method: 'DELETE' }],
	['Google: looking for the list', googleAdd, { method: 'GET', path: /userLists$/ }],
	['Google: adding', googleAdd, { method: 'POST', path: /:ingest$/ }],
	['Google: reading the list', googleMirror, { method: 'GET', path: /userLists\/\d+$/ }],
	['Google: removing', googleMirror, { method: 'POST', path: /:remove$/ }],
	['Google: following a request', googleMirror, { method: 'GET', path: /:retrieve$/ }],
	[
		'Google: removing all others (a second run replaces again, because Google does not tell who is in a list)',
		googleReplace,
		{ method: 'POST', path: /:removeAll$/ },
	],
	['Meta: reading an ad set', excludeFromAdSets, { method: 'GET', path: /239\d+$/ }],
	['Meta: checking targeting', excludeFromAdSets, { method: 'POST', body: /validate_only/ }],
	['Meta: changing targeting', excludeFromAdSets, { method: 'POST', path: /239\d+$/, skip: 2 }],
	[
		'Meta: removing everywhere (a second run removes again, because Meta does not tell who is in an audience)',
		removeEverywhere,
		{ method: 'DELETE' },
	],
];

const usage = (minutes: number) => ({
	'x-business-use-case-usage': JSON.stringify({
		1: [{ type: 'custom_audience', estimated_time_to_regain_access: minutes }],
	}),
});

const everywhere: ReadonlyArray<readonly [string, Fault, waitMs: number]> = [
	['503', { answer: { status: 503 } }, 750],
	['504 after it has acted', { answer: { status: 504 }, acts: true }, 750],
	['a page of HTML', { answer: htmlPage }, 750],
	['a page of HTML with status 200', { answer: { ...htmlPage, status: 200 } }, 750],
	['a socket dropped before it has acted', { drop: 'before' }, 750],
	['a socket dropped after it has acted', { drop: 'after' }, 750],
	['an answer that comes too late', { delayMs: tooLateMs }, 750],
	['three faults in turn', { answer: { status: 503 }, times: 3 }, 750 + 1500 + 3000],
];

const ofPlatform: Readonly<Record<string, ReadonlyArray<readonly [string, Fault, number]>>> = {
	Klaviyo: [
		['429 with Retry-After', { answer: { status: 429, headers: { 'retry-after': '7' } } }, 7000],
		['429 without Retry-After', { answer: { status: 429 } }, 750],
		['503 with Retry-After', { answer: { status: 503, headers: { 'retry-after': '9' } } }, 9000],
	],
	Meta: [
		['429', { answer: { status: 429, body: { error: { code: 4 } } } }, 60_000],
		[
			'throttling that comes as 400',
			{ answer: { status: 400, body: { error: { code: 80003 } } } },
			60_000,
		],
		[
			'throttling with minutes to wait',
			{ answer: { status: 400, headers: usage(5), body: { error: { code: 80003 } } } },
			300_000,
		],
		['a transient code', { answer: { status: 500, body: { error: { code: 2 } } } }, 750],
	],
	Google: [
		['429', { answer: { status: 429 } }, 60_000],
		[
			'429 with a delay',
			{
				answer: {
					status: 429,
					body: {
						error: {
							status: 'RESOURCE_EXHAUSTED',
							details: [
								{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7.5s' },
							],
						},
					},
				},
			},
			7500,
		],
		[
			'a transient status',
			{ answer: { status: 500, body: { error: { status: 'INTERNAL' } } } },
			750,
		],
	],
};

describe.each(requests)('%s', (name, work, request) => {
	const [platform] = name.split(':');
	it.each([...everywhere, ...ofPlatform[platform]])(
		'waits as long as it has to and repeats after %s',
		async (_name, fault, waitMs) => {
			const calm = await work.world();
			const started = calm.clock.slept;
			await calm.run();
			const baseline = calm.clock.slept - started;

			const world = await work.world();
			world.server.fail({ ...request, ...fault });
			const before = world.clock.slept;
			const { slept } = await firstRun(world, work);
			expect(slept - before - baseline).toBe(waitMs);
			expect(world.server.faultsMet).toHaveLength(fault.times ?? 1);
		},
	);
});

/** As `expectConverged`, and returns how long the first run slept. */
async function firstRun(world: World, work: Work) {
	let slept: number | undefined;
	const timed: World = {
		...world,
		run: async (given) => {
			const result = await world.run(given);
			slept ??= world.clock.slept;
			return result;
		},
	};
	await expectConverged(timed, work);
	return { slept: slept ?? 0 };
}

const interrupted: ReadonlyArray<readonly [string, Work]> = [
	['upserting profiles', upsert],
	['keeping lists', syncLists],
	['clearing properties', clearProperties],
	['subscribing', consents('subscribe')],
	['unsubscribing', consents('unsubscribe')],
	['suppressing', suppressions('suppress')],
	['creating lists', createLists],
	['updating customers found by ID', upsertById],
	['deleting profiles', deleteProfiles],
	['adding to an audience', addToAudience],
	['mirroring an audience', mirrorAudience],
	['replacing an audience', replaceAudience],
	['mirroring several audiences', tierAudiences],
	['excluding in ad sets', excludeFromAdSets],
	['adding to a list of Google', googleAdd],
	['mirroring a list of Google', googleMirror],
	['replacing a list of Google', googleReplace],
];

const cuts: ReadonlyArray<readonly [string, Fault]> = [
	['the platform is gone', { drop: 'before' }],
	['answers are lost from then on', { drop: 'after' }],
	[
		'the token expires',
		{ answer: { status: 401, body: { error: { code: 190, error_subcode: 463 } } } },
	],
];

describe.each(interrupted)('%s', (_name, work) => {
	it.each(cuts)('is finished by the next run, at whichever request %s', async (_cut, fault) => {
		for (let skip = 0; ; skip++) {
			const world = await work.world();
			world.server.fail({ ...fault, skip, times: 99 });
			const [ended] = await Promise.allSettled([world.run()]);
			if (world.server.faultsMet.length === 0) break;
			if (ended.status === 'fulfilled') {
				// Only the size of the audience is read when everything is done: without it the run does not fail.
				const { notices, outcomes } = ended.value;
				const isWhole =
					notices.some(({ code }) => code === 'sizeNotRead' || code === 'statusNotRead') &&
					outcomes.every(({ status }) => status !== 'deferred');
				expect(ended.value.summary).toMatchObject({ endedEarly: !isWhole });
			}
			world.server.recover();
			await expectFinished(world, work);
		}
	});

	it('is finished by the next run, at whichever request it is cancelled', async () => {
		for (let limit = 0; ; limit++) {
			const world = await work.world();
			const made = world.server.requests.length;
			const result = await world.run({
				isCancelled: () => world.server.requests.length - made >= limit,
			});
			if (result.summary.endedEarly === false) break;
			expect(result.summary).toMatchObject({ endedBecause: 'cancelled' });
			expect(world.server.requests.length - made).toBe(limit);
			await expectFinished(world, work);
		}
	});
});

/** The next run does the remaining work, whatever it is; the one after it has nothing to do. */
async function expectFinished(world: World, { holds, sendsAgain }: Work) {
	await world.run();
	expect(world.holds()).toEqual(holds);
	const outcomes = said(await world.run());
	expect(outcomes.every((each) => sendsAgain === true || /^unchanged/.test(each))).toBe(true);
	await expectConverged(world, { holds, outcomes, sendsAgain });
}
