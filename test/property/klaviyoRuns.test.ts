import fc from 'fast-check';
import type { KlaviyoSandbox } from '../../sandbox/klaviyo/klaviyoSandbox';
import type { Fault } from '../../sandbox/server';
import { fails, faults, type RunFault } from '../support/runFaults';
import { sync, type Rows } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const emailOf = (place: number) => `p${place}@example.com`;

/** Few emails, so that customers share them. */
const person = fc.record({
	email: fc.nat(6),
	tier: fc.constantFrom<string>('vip', 'mid', ''),
	consent: fc.constantFrom<unknown>(true, true, true, 'yes', false, 'no', '', null),
	deleted: fc.constantFrom('', '', '', '', '', '2026-05-01'),
	value: fc.nat(9),
});

type Person = typeof person extends fc.Arbitrary<infer Value> ? Value : never;

const rowOf = ({ email, tier, consent, deleted, value }: Person) => ({
	customerId: `c${email}`,
	email: emailOf(email),
	tier,
	emailConsent: consent,
	deletionRequested: deleted,
	churnRisk: value,
});

type Row = ReturnType<typeof rowOf>;

/** Belongs to both kinds of lists, so that neither is ever emptied. */
const anchors = ['vip', 'mid'].map((tier, place) =>
	rowOf({ email: 90 + place, tier, consent: true, deleted: '', value: 1 }),
);

const rows = fc.array(person, { maxLength: 6 }).map((people) => [...anchors, ...people.map(rowOf)]);

const run = fc.record({
	rows,
	faults,
	limit: fc.option(fc.nat(10), { nil: Infinity, freq: 3 }),
	/** Whether the same run is started twice at the same time. */
	isTwice: fc.boolean(),
	/** Who unsubscribes in Klaviyo before the run. */
	unsubscribes: fc.option(fc.nat(6), { nil: undefined }),
});

const scenario = fc.record({
	operation: fc.constantFrom('upsertProfiles', 'syncLists', 'subscribe'),
	runs: fc.array(run, { minLength: 1, maxLength: 4 }),
	lastRows: rows,
});

const saysNo = ({ emailConsent, deletionRequested }: Row) =>
	emailConsent === false || emailConsent === 'no' || deletionRequested !== '';
const saysYes = ({ emailConsent }: Row) => emailConsent === true || emailConsent === 'yes';

/** The last row of each email. */
const lastByEmail = (given: readonly Row[]) => new Map(given.map((row) => [row.email, row]));

const askedToBeDeleted = (given: readonly Row[]) =>
	new Set(given.filter((row) => row.deletionRequested !== '').map(({ email }) => email));

const subscribedIn = ({ profiles }: KlaviyoSandbox) =>
	new Set(
		[...profiles.values()]
			.filter((each) => each.emailConsent === 'SUBSCRIBED')
			.map((each) => each.email),
	);

/**
 * Runs once and checks that every customer has an outcome, and that nobody was subscribed without a yes, or against a
 * no.
 */
async function once(started: Started, given: Row[], options: Options, limits: number[]) {
	const { sandbox, context } = started;
	const before = subscribedIn(sandbox);
	const unsubscribed = unsubscribedIn(sandbox);
	const made = sandbox.server.requests.length;
	const ended = await Promise.allSettled(
		limits.map((limit) =>
			sync(
				{
					...started,
					context: {
						...context,
						isCancelled: () => sandbox.server.requests.length - made >= limit,
					},
				},
				given as Rows,
				options,
			),
		),
	);
	for (const each of ended) {
		if (each.status === 'rejected') continue;
		expect(each.value.outcomes).toHaveLength(given.length);
		for (const { code, sentence } of each.value.outcomes) {
			expect([code, sentence]).not.toContain('');
		}
	}
	sandbox.jobs.settle();
	sandbox.jobs.doDue();
	sandbox.server.recover();
	for (const email of subscribedIn(sandbox)) {
		if (before.has(email)) continue;
		const own = given.filter((row) => row.email === email);
		expect(own.some(saysYes)).toBe(true);
		expect(own.some(saysNo)).toBe(false);
		expect(unsubscribed.has(email)).toBe(false);
	}
	return ended;
}

type Started = Awaited<ReturnType<typeof startKlaviyo>>;
type Options = Parameters<typeof sync>[2];

const unsubscribedIn = ({ profiles }: KlaviyoSandbox) =>
	new Set(
		[...profiles.values()].filter((each) => each.suppressions.size > 0).map((each) => each.email),
	);

function optionsFor(
	operation: 'upsertProfiles' | 'syncLists' | 'subscribe',
	sandbox: KlaviyoSandbox,
): Options {
	const removal = { maxRemovalShare: 1, maxRemovals: 100 };
	const lists = ['vip', 'mid'].map((value) => ({ value, listId: sandbox.addList(value).id }));
	if (operation === 'syncLists') return { operation, lists, ...removal };
	if (operation === 'subscribe') return { operation, listId: lists[0].listId };
	return { operation, properties: [{ field: 'churnRisk' }] };
}

/** Checks that Klaviyo holds what the last rows say. */
function expectHeld(operation: string, { profiles, lists }: KlaviyoSandbox, lastRows: Row[]) {
	const profileOf = (email: string) => [...profiles.values()].find((each) => each.email === email);
	const deleted = askedToBeDeleted(lastRows);
	if (operation === 'upsertProfiles') {
		for (const [email] of lastByEmail(lastRows)) {
			if (deleted.has(email)) continue;
			const held = profileOf(email)?.properties.churnRisk;
			expect(lastRows.filter((row) => row.email === email).map((row) => row.churnRisk)).toContain(
				held,
			);
		}
	}
	if (operation === 'syncLists') {
		for (const { name, members } of lists.values()) {
			const held = [...members.keys()].map((id) => profiles.get(id)?.email).sort();
			for (const email of held) {
				expect(deleted.has(String(email))).toBe(false);
				expect(lastRows.some((row) => row.email === email && row.tier === name)).toBe(true);
			}
			for (const row of lastRows) {
				const isAlone = lastRows.filter(({ email }) => email === row.email).length === 1;
				if (isAlone && row.tier === name && !deleted.has(row.email))
					expect(held).toContain(row.email);
			}
		}
	}
	if (operation === 'subscribe') {
		for (const row of lastRows) {
			const own = lastRows.filter(({ email }) => email === row.email);
			if (!own.every(saysYes) || own.some(saysNo)) continue;
			const profile = profileOf(row.email);
			if ((profile?.suppressions.size ?? 0) === 0) expect(profile?.emailConsent).toBe('SUBSCRIBED');
		}
	}
}

describe('several runs of Sync to Klaviyo', () => {
	it('end in the state of the last rows, through faults, cancellations and two simultaneous runs', async () => {
		await fc.assert(
			fc.asyncProperty(scenario, async ({ operation, runs, lastRows }) => {
				const started = await startKlaviyo({ jobMs: 0 });
				const { sandbox } = started;
				const options = optionsFor(operation as 'subscribe', sandbox);
				for (const { rows, faults, limit, isTwice, unsubscribes } of runs) {
					if (unsubscribes !== undefined) {
						const profile = sandbox.addProfile({ email: emailOf(unsubscribes) });
						profile.emailConsent = 'UNSUBSCRIBED';
						profile.suppressions.add('UNSUBSCRIBE');
					}
					for (const fault of faults) sandbox.server.fail(klaviyoFault(fault));
					await once(started, rows, options, isTwice ? [limit, limit] : [limit]);
				}
				const [settled] = await once(started, lastRows, options, [Infinity]);
				expect(settled).toMatchObject({ value: { summary: { endedEarly: false } } });
				expectHeld(operation, sandbox, lastRows);

				const before = sandbox.server.requests.length;
				const [again] = await once(started, lastRows, options, [Infinity]);
				expectHeld(operation, sandbox, lastRows);
				expect(again).toMatchObject({ status: 'fulfilled' });
				const writes = sandbox.server.requests
					.slice(before)
					.filter(({ method }) => method !== 'GET');
				expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
				await sandbox.stop();
			}),
			{ numRuns: 25 },
		);
	}, 120_000);
});

function klaviyoFault(fault: RunFault): Fault {
	return fails(fault, {
		throttled: { status: 429, headers: { 'retry-after': '7' } },
		expired: {
			status: 401,
			body: {
				errors: [{ id: 'e', status: 401, code: 'not_authenticated', title: 'x', detail: 'y' }],
			},
		},
	});
}
