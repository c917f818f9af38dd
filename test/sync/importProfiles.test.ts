import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

type Started = Awaited<ReturnType<typeof startKlaviyo>>;

const rows = (count: number) =>
	Array.from({ length: count }, (_, place) => ({
		email: `p${place}@example.com`,
		phone: `+1650555${String(1000 + place)}`,
		note: 'n',
	}));

function upsert({ context }: Started, customers: Array<Record<string, unknown>>, given = {}) {
	const properties = [{ field: 'note' }];
	const options = { operation: 'upsertProfiles', properties, dryRun: false, ...given };
	return syncToKlaviyo(customers, klaviyoOptions.parse(options), context);
}

const phonesIn = ({ sandbox }: Started) =>
	Object.fromEntries([...sandbox.profiles.values()].map(({ email, phone }) => [email, phone]));

describe('importing profiles', () => {
	it.each([false, true])(
		'sends a profile again without the phone that a job has called invalid (named by its place alone: %s)',
		async (byPlace) => {
			const started = await startKlaviyo();
			const refused = 'p2@example.com';
			started.sandbox.failImports((email) => (email === refused ? 'invalid' : undefined), {
				attribute: 'phone_number',
				byPlace,
			});
			const { outcomes } = await upsert(started, rows(5));
			expect(outcomes.map(({ status, code }) => [status, code])).toEqual([
				['sent', 'sent'],
				['sent', 'sent'],
				['sent', 'phoneLeftOut'],
				['sent', 'sent'],
				['sent', 'sent'],
			]);
			expect(phonesIn(started)).toEqual({
				...Object.fromEntries(rows(5).map(({ email, phone }) => [email, phone])),
				[refused]: undefined,
			});
		},
	);

	it('names the attribute that a job has called invalid, where it is not the phone', async () => {
		const started = await startKlaviyo();
		started.sandbox.failImports((email) => (email === 'p0@example.com' ? 'invalid' : undefined), {
			attribute: 'external_id',
		});
		const customers = [{ ...rows(1)[0], customerId: 'c0' }, rows(2)[1]];
		const { outcomes } = await upsert(started, customers, { externalIdField: 'customerId' });
		expect(outcomes).toMatchObject([
			{
				status: 'rejected',
				code: 'invalid',
				sentence: expect.stringMatching(/external.id/) as string,
			},
			{ status: 'sent' },
		]);
	});

	it('calls those who may have failed unconfirmed where Klaviyo counts more failures than it names', async () => {
		const started = await startKlaviyo();
		started.sandbox.failImports((email) => (email === 'p1@example.com' ? 'invalid' : undefined));
		started.sandbox.server.fail({
			path: /import-errors/,
			answer: { status: 200, body: { data: [], links: { self: started.baseUrl, next: null } } },
		});
		const result = await upsert(started, rows(2));
		expect(result.outcomes).toMatchObject([
			{ status: 'accepted', code: 'unconfirmed' },
			{ status: 'accepted', code: 'unconfirmed' },
		]);
		expect(result.notices).toContainEqual(expect.objectContaining({ code: 'unnamedFailures' }));
	});

	it('rejects a profile that is larger than Klaviyo accepts, and sends the others', async () => {
		const started = await startKlaviyo();
		const customers = rows(3).map((row, place) =>
			place === 1 ? { ...row, note: 'x'.repeat(100_001) } : row,
		);
		const { outcomes } = await upsert(started, customers);
		expect(outcomes.map(({ code }) => code)).toEqual(['sent', 'profileTooLarge', 'sent']);
		expect(Object.keys(phonesIn(started))).toEqual(['p0@example.com', 'p2@example.com']);
	});

	it('sends nothing where all profiles are too large', async () => {
		const started = await startKlaviyo();
		const customers = rows(2).map((row) => ({ ...row, note: 'x'.repeat(100_001) }));
		const { outcomes } = await upsert(started, customers, { compareFirst: false });
		expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(started.sandbox.server.requests.map(({ method }) => method)).not.toContain('POST');
	});

	it('follows the jobs of both passes no longer than it is told to', async () => {
		const started = await startKlaviyo({ jobMs: 50_000 });
		started.sandbox.addProfile({ email: 'other@example.com', phone: '+16505551000' });
		const before = started.clock.slept;
		await upsert(started, rows(1), { maxWaitMinutes: 1 });
		expect(started.clock.slept - before).toBeLessThanOrEqual(61_000);
	});
});
