import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

type Started = Awaited<ReturnType<typeof startKlaviyo>>;

function clear({ context }: Started, rows: Array<Record<string, unknown>>, given = {}) {
	const options = { operation: 'clearProperties', properties: ['churn_risk', 'tier'] };
	return syncToKlaviyo(
		rows,
		klaviyoOptions.parse({ ...options, dryRun: false, ...given }),
		context,
	);
}

it('takes the properties off the profiles that have them, and changes nothing else of them', async () => {
	const started = await startKlaviyo();
	const ann = started.sandbox.addProfile({
		email: 'ann@example.com',
		properties: { churn_risk: 0, colour: 'red' },
	});
	started.sandbox.addProfile({ email: 'bob@example.com', properties: { colour: 'blue' } });
	const rows = [
		{ customerId: 'c1', email: 'ann@example.com', phone: '+16505551212' },
		{ customerId: 'c2', email: 'bob@example.com' },
	];
	const result = await clear(started, rows, { externalIdField: 'customerId' });
	expect(result.outcomes).toMatchObject([
		{ status: 'sent', code: 'cleared', sentence: 'Properties cleared.' },
		{ status: 'unchanged', sentence: 'The profile has none of these properties.' },
	]);
	expect(ann).toMatchObject({ properties: { colour: 'red' } });
	expect([ann.phone, ann.externalId]).toEqual([undefined, undefined]);
});

it('makes no profile of a customer whom Klaviyo does not know', async () => {
	const started = await startKlaviyo();
	const result = await clear(started, [{ email: 'new@example.com' }]);
	expect(result.outcomes).toMatchObject([
		{
			status: 'unchanged',
			sentence: 'Klaviyo has no profile for this customer, and none is created.',
		},
	]);
	expect(started.sandbox.profiles.size).toBe(0);
	expect(started.sandbox.server.requests.every(({ method }) => method === 'GET')).toBe(true);
});

it('counts a customer of two profiles once, and clears both', async () => {
	const started = await startKlaviyo();
	const phone = '+16505551212';
	const properties = { churn_risk: 1 };
	const profiles = [{ phone }, { email: 'ann@example.com' }].map((identity) =>
		started.sandbox.addSeparateProfile({ ...identity, properties }),
	);
	const result = await clear(started, [{ email: 'ann@example.com', phone }]);
	expect(result.plan.targets).toMatchObject([{ changed: 1, unchanged: 0 }]);
	expect(profiles.map((profile) => profile.properties)).toEqual([{}, {}]);
});

it('keeps to its customer that a profile is gone, or refused, and says so over a second profile', async () => {
	const started = await startKlaviyo();
	const phone = '+16505551212';
	const properties = { churn_risk: 1 };
	for (const identity of [{ phone }, { email: 'ann@example.com' }, { email: 'bob@example.com' }]) {
		started.sandbox.addSeparateProfile({ ...identity, properties });
	}
	started.sandbox.server.fail({
		method: 'PATCH',
		answer: { status: 404, body: { errors: [{ id: 'e', code: 'not_found', title: 'x' }] } },
	});
	const rows = [{ email: 'ann@example.com', phone }, { email: 'bob@example.com' }];
	const result = await clear(started, rows);
	expect(result.outcomes).toMatchObject([
		{
			status: 'rejected',
			code: 'not_found',
			sentence: expect.stringContaining('Run again') as string,
		},
		{ status: 'sent' },
	]);
});

it('tells how many profiles were read', async () => {
	const done: number[] = [];
	const started = await startKlaviyo({}, { onProgress: (progress) => done.push(progress.done) });
	for (let place = 0; place < 150; place++) {
		started.sandbox.addProfile({ email: `p${place}@example.com` });
	}
	await clear(started, [{ email: 'new@example.com' }]);
	expect(done).toEqual([100, 150]);
});
