import { workflowCalendar } from '../../nodes/shared/syncs/workflowCalendar';
import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import type { SyncResult } from '../../src/sync/run/carryOut';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

type Started = Awaited<ReturnType<typeof startKlaviyo>>;
type Rows = Array<Record<string, unknown>>;

const codes = ({ outcomes }: SyncResult) => outcomes.map(({ code }) => code);
const sent = ({ sandbox }: Started) => [...sandbox.events.values()];

/** The number of requests that sent an event, whatever the result. */
const asked = ({ sandbox }: Started) =>
	sandbox.server.requests.filter(({ path }) => path.endsWith('/events')).length;

function send({ context }: Pick<Started, 'context'>, rows: Rows, options = {}) {
	return syncToKlaviyo(
		rows,
		klaviyoOptions.parse({ operation: 'sendEvents', dryRun: false, ...options }),
		context,
	);
}

const asOf = '2026-05-31T23:59:59Z';
const people: Rows = [
	{ customerId: 'c1', email: 'ann@example.com', tier: 'vip', previousTier: 'midTier', asOf },
	{ customerId: 'c2', email: 'bob@example.com', tier: 'midTier', previousTier: 'midTier', asOf },
	{ customerId: 'c3', email: 'cleo@example.com', tier: 'vip', asOf },
];

const custom = { event: 'custom', metricName: 'Own', uniqueIdField: 'key' };
const keyed = (given: Rows): Rows =>
	given.map((row, place) => ({ email: `p${place}@example.com`, key: `k${place}`, ...row }));

describe('a change of tier', () => {
	it('is told once, however often the node runs', async () => {
		const started = await startKlaviyo();
		expect(codes(await send(started, people))).toEqual(['accepted', 'noEvent', 'noEvent']);
		await send(started, people);
		expect(sent(started)).toMatchObject([
			{ metric: 'Customer Tier Changed', properties: { tier: 'vip', previousTier: 'midTier' } },
		]);
	});

	it('is told again when it comes back on another day, also where no reference date is given', async () => {
		const started = await startKlaviyo();
		const rows = [{ email: 'ann@example.com', tier: 'vip', previousTier: 'midTier' }];
		await send(started, rows);
		await started.clock.sleep(86_400_000);
		await send(started, rows);
		await send(started, rows);
		expect(sent(started)).toHaveLength(2);
	});

	it("counts the days of the workflow's zone", async () => {
		const started = await startKlaviyo({}, { calendar: workflowCalendar('Pacific/Auckland') });
		await send(started, [{ email: 'a@example.com', tier: 'vip', previousTier: 'midTier' }]);
		// Noon in UTC is midnight in Auckland.
		expect([...started.sandbox.events.keys()][0]).toMatch(/midTier>vip:2026-06-02$/);
	});
});

describe('a win-back', () => {
	const lapsed = (row: Record<string, unknown>) => ({
		...row,
		churnStatus: 'lapsed',
		winBackKey: `${String(row.customerId)}:days:2026-01-01`,
	});

	it('is told of the lapsed alone', async () => {
		const started = await startKlaviyo();
		const rows = [lapsed(people[0]), { ...people[1], churnStatus: 'atRisk', winBackKey: '' }];
		const result = await send(started, rows, { event: 'winBackDue' });
		expect(codes(result)).toEqual(['accepted', 'noEvent']);
	});

	it('of a new lapse is recorded beside those that Klaviyo knows already', async () => {
		const started = await startKlaviyo();
		await send(started, [lapsed(people[0])], { event: 'winBackDue' });
		const rows = [lapsed(people[0]), lapsed(people[1])];
		const next = await send(started, rows, { event: 'winBackDue' });
		expect(codes(next)).toEqual(['accepted', 'accepted']);
		expect(sent(started)).toHaveLength(2);
	});

	it('is not told of whom Build Suppression List suppresses, on request', async () => {
		const started = await startKlaviyo();
		const rows = [
			{ ...lapsed(people[0]), suppressedChannels: 'emailPromotion' },
			lapsed(people[1]),
		];
		const skipSuppressedFor = 'emailPromotion';
		const result = await send(started, rows, { event: 'winBackDue', skipSuppressedFor });
		expect(codes(result)).toEqual(['suppressed', 'accepted']);
	});
});

it('names a customer by one identifier, so that a pair of two profiles loses no event', async () => {
	const started = await startKlaviyo();
	const { sandbox } = started;
	const ann = sandbox.addProfile({ email: 'ann@example.com' });
	sandbox.addProfile({ phone: '+16505551212' });
	const rows = keyed([
		{ email: 'ann@example.com', phone: '+1 650 555 1212' },
		{ email: '', phone: '+1 650 555 1213' },
	]);
	expect(codes(await send(started, rows, custom))).toEqual(['accepted', 'accepted']);
	expect(sent(started).map(({ profileId }) => sandbox.profiles.get(profileId))).toMatchObject([
		{ id: ann.id, email: 'ann@example.com' },
		{ phone: '+16505551213' },
	]);
});

it('counts what was taken, and keeps a refusal to its customer', async () => {
	const started = await startKlaviyo();
	started.sandbox.server.fail({
		path: /events$/,
		skip: 1,
		answer: { status: 400, body: { errors: [{ id: 'e', code: 'invalid', title: 'x' }] } },
	});
	const result = await send(started, keyed([{}, {}, {}]), custom);
	expect(codes(result).sort()).toEqual(['accepted', 'accepted', 'invalid']);
	expect(result.summary).toMatchObject({ eventsSent: 2, accepted: 2, rejected: 1 });
	expect(sent(started)).toHaveLength(2);
});

it('ends the run where the first are all refused alike, instead of blaming every customer', async () => {
	const started = await startKlaviyo();
	started.sandbox.server.fail({
		path: /events$/,
		times: 99,
		answer: { status: 400, body: { errors: [{ id: 'e', code: 'invalid', title: 'No.' }] } },
	});
	const rows = keyed(Array.from({ length: 40 }, () => ({})));
	await expect(send(started, rows, custom)).rejects.toThrow('Klaviyo rejected the request');
	expect(asked(started)).toBeLessThanOrEqual(8 + 7);
	// Up to seven refusals are taken as single faults.
	const few = await send(started, rows.slice(0, 7), custom);
	expect(new Set(codes(few))).toEqual(new Set(['invalid']));
});

it('tries a key without the permission once', async () => {
	const started = await startKlaviyo({ scopes: new Set(['events:read']) });
	await expect(send(started, keyed([{}, {}, {}]), custom)).rejects.toThrow('lacks permission');
	expect(asked(started)).toBe(1);
});

it('keeps what was taken where the run ends early, and begins nothing more', async () => {
	const started = await startKlaviyo();
	started.sandbox.server.fail({ path: /events$/, skip: 5, times: 999, drop: 'before' });
	const rows = keyed(Array.from({ length: 40 }, () => ({})));
	const { summary } = await send(started, rows, custom);
	expect(summary).toMatchObject({ accepted: 5, deferred: 35 });
	// Requests in flight at the fault use up their six attempts; the others are not started.
	expect(asked(started)).toBeLessThanOrEqual(5 + 8 * 6);
});

it('stays below the limits of events', async () => {
	const progress: number[] = [];
	const started = await startKlaviyo(
		{ rateWindows: true },
		{ onProgress: ({ done }) => progress.push(done) },
	);
	const rows = keyed(Array.from({ length: 400 }, () => ({})));
	const { summary } = await send(started, rows, custom);
	expect(summary).toMatchObject({ eventsSent: 400 });
	const throttled = started.sandbox.server.exchanges.filter(({ answer }) => answer.status === 429);
	// Requests in flight while the test's clock jumps arrive in a later second than they were counted in.
	expect(throttled.length).toBeLessThanOrEqual(8);
	expect(started.clock.slept).toBeGreaterThanOrEqual(1000);
	expect(progress).toEqual([100, 200, 300, 400]);
}, 20_000);

describe('the time of an event', () => {
	it("is that of its field, without a zone in the workflow's", async () => {
		const started = await startKlaviyo({}, { calendar: workflowCalendar('America/New_York') });
		const rows = keyed([{ at: '2026-01-10 08:00' }, { at: '2026-01-10T08:00:00+01:00' }]);
		await send(started, rows, { ...custom, timeField: 'at' });
		expect(sent(started).map(({ time }) => time)).toEqual([
			'2026-01-10T13:00:00.000Z',
			'2026-01-10T07:00:00.000Z',
		]);
	});

	it('leaves a customer out where it is none, or none that Klaviyo takes', async () => {
		const started = await startKlaviyo();
		const times = ['soon', '', '1999-12-31', '2027-06-03', '2000-01-01', '2027-05-31'];
		const rows = keyed(times.map((at) => ({ at })));
		const result = await send(started, rows, { ...custom, timeField: 'at' });
		expect(codes(result)).toEqual([
			...Array.from({ length: 4 }, () => 'noEventTime'),
			'accepted',
			'accepted',
		]);
		expect(result.outcomes[0]).toMatchObject({
			status: 'skipped',
			sentence: 'Skipped: "at" has no time between 2000 and a year from now.',
		});
	});
});

it('sends no event that is above the limits, and the others', async () => {
	const started = await startKlaviyo();
	const many = Object.fromEntries(Array.from({ length: 401 }, (_, place) => [`f${place}`, 1]));
	const wide = Array.from({ length: 60 }, () => 'x'.repeat(90_000));
	const rows = keyed([many, { f0: 'x'.repeat(100_001) }, { f0: wide }, { f0: 'fits' }]);
	const propertyFields = Object.keys(many);
	const { outcomes } = await send(started, rows, { ...custom, propertyFields });
	expect(outcomes).toMatchObject([
		...['more than 400 properties', 'a text longer than 100 KB', 'more than 5 MB'].map(
			(excess) => ({
				status: 'rejected',
				code: 'eventTooLarge',
				sentence: `Not sent: the event has ${excess}, which is more than Klaviyo accepts.`,
			}),
		),
		{ status: 'accepted' },
	]);
	expect(sent(started)).toHaveLength(1);
});

it('has no value where the cell holds none', async () => {
	const started = await startKlaviyo();
	const rows = keyed([{ worth: '' }, { worth: '12.5' }, { worth: {} }, { worth: 0 }]);
	await send(started, rows, { ...custom, valueField: 'worth', valueCurrency: 'EUR' });
	const bodies = started.sandbox.server.requests.map(({ body }) => body);
	const withValue = bodies.filter((body) => body.includes('"value":'));
	expect(withValue).toHaveLength(2);
	expect(withValue.every((body) => body.includes('"value_currency":"EUR"'))).toBe(true);
});
