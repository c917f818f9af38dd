import type { SandboxProfile } from '../../sandbox/klaviyo/account';
import { codes, sync, type Rows, type StartedKlaviyo as Started } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const held = ({ sandbox }: Started): SandboxProfile[] => [...sandbox.profiles.values()];
const writes = ({ sandbox }: Started) =>
	sandbox.server.requests.filter(({ method }) => method !== 'GET');

const upsert = (started: Started, rows: Rows, options = {}) =>
	sync(started, rows, { operation: 'upsertProfiles', ...options });

const ann = (given: Record<string, unknown> = {}) => ({ email: 'ann@example.com', ...given });
const own = (...fields: string[]) => ({ properties: fields.map((field) => ({ field })) });

describe('an empty cell', () => {
	const suppressed = ann({ tier: 'vip', suppressedChannels: 'emailPromotion', churnRisk: 80 });
	const contactable = ann({ tier: 'vip', suppressedChannels: '', churnRisk: null });

	it('takes the place of what was written before, once', async () => {
		const started = await startKlaviyo();
		await upsert(started, [suppressed]);
		const result = await upsert(started, [contactable]);
		expect(result.plan.targets).toMatchObject([{ added: 0, changed: 1 }]);
		expect(held(started)[0].properties).toEqual({
			customer_tier: 'vip',
			suppressed_channels: '',
			churn_risk: '',
		});
		const again = await upsert(started, [contactable]);
		expect(again.plan.targets).toMatchObject([{ changed: 0, unchanged: 1 }]);
	});

	it('puts nothing on a new profile, nor on one that lacks the property or holds null', async () => {
		const started = await startKlaviyo();
		started.sandbox.addProfile({ email: 'bob@example.com', properties: { churn_risk: null } });
		const rows = [contactable, { ...contactable, email: 'bob@example.com', tier: '' }];
		const result = await upsert(started, rows);
		expect(codes(result)).toEqual(['sent', 'unchanged']);
		expect(held(started).map(({ properties }) => properties)).toEqual([
			{ churn_risk: null },
			{ customer_tier: 'vip' },
		]);
	});

	it('is written whatever the profile holds where profiles are not read', async () => {
		const started = await startKlaviyo();
		await upsert(started, [contactable], { compareFirst: false });
		expect(held(started)[0].properties).toMatchObject({ suppressed_channels: '', churn_risk: '' });
	});

	it('leaves the property alone where the customer lacks the field, and on request', async () => {
		const started = await startKlaviyo();
		await upsert(started, [suppressed]);
		await upsert(started, [ann({ tier: 'midTier' }), { email: 'b@example.com', churnRisk: 1 }]);
		await upsert(started, [contactable], { emptyCells: 'keep' });
		expect(held(started)[0].properties).toEqual({
			customer_tier: 'vip',
			suppressed_channels: 'emailPromotion',
			churn_risk: 80,
		});
	});

	it('takes the property away on request, by the id of a profile that was read', async () => {
		const started = await startKlaviyo();
		await upsert(started, [suppressed]);
		const rows = [contactable, { ...contactable, email: 'new@example.com' }];
		const result = await upsert(started, rows, { emptyCells: 'clear' });
		expect(codes(result)).toEqual(['cleared', 'sent']);
		expect(held(started)[0].properties).toEqual({ customer_tier: 'vip' });
		const patched = writes(started).filter(({ method }) => method === 'PATCH');
		expect(patched.map(({ path }) => path)).toEqual([`/api/profiles/${held(started)[0].id}`]);
	});

	it('can be taken away from profiles only that are read', async () => {
		const started = await startKlaviyo();
		const options = { emptyCells: 'clear', compareFirst: false };
		await expect(upsert(started, [contactable], options)).rejects.toMatchObject({
			field: 'emptyCells',
			requirement: expect.stringContaining('"Compare First" on') as string,
		});
		expect(started.sandbox.server.requests).toEqual([]);
	});
});

describe('a field that no customer has', () => {
	it('is named, and its property is left alone whatever empty cells do', async () => {
		const started = await startKlaviyo();
		started.sandbox.addProfile(ann({ properties: { tir: 'vip', tier: 'old' } }));
		for (const emptyCells of ['write', 'clear', 'keep']) {
			const options = { ...own('tier', 'tir'), emptyCells };
			const { notices } = await upsert(started, [ann({ tier: 'vip' })], options);
			expect(notices).toMatchObject([
				{ code: 'fieldMissing', message: expect.stringContaining('the field "tir"') as string },
			]);
		}
		expect(held(started)[0].properties).toEqual({ tir: 'vip', tier: 'vip' });
	});

	it('is not worth a word where it is one of the usual ones', async () => {
		const started = await startKlaviyo();
		expect((await upsert(started, [ann({ tier: 'vip' })])).notices).toEqual([]);
	});
});

describe('a value', () => {
	it('is the same whatever the order of its keys', async () => {
		const started = await startKlaviyo();
		started.sandbox.addProfile(
			ann({ properties: { sizes: { shoe: 41, shirt: { cut: 'slim', size: 'M' } } } }),
		);
		const rows: Rows = [ann({ sizes: { shirt: { size: 'M', cut: 'slim' }, shoe: 41 } })];
		expect(codes(await upsert(started, rows, own('sizes')))).toEqual(['unchanged']);
		rows[0].sizes = { shirt: { size: 'L', cut: 'slim' }, shoe: 41 };
		expect(codes(await upsert(started, rows, own('sizes')))).toEqual(['sent']);
	});

	it('may have the name of something every object has', async () => {
		const started = await startKlaviyo();
		started.sandbox.addProfile(ann());
		const rows = [ann({ toString: 'x', valueOf: '', constructor: { a: 1 } })];
		const options = own('toString', 'valueOf', 'constructor');
		expect(codes(await upsert(started, rows, options))).toEqual(['sent']);
		expect(codes(await upsert(started, rows, options))).toEqual(['unchanged']);
	});
});

describe('a phone number', () => {
	const phone = '+16505551212';
	const rows = [ann({ phone: '+1 650 555 1212', tier: 'vip' })];

	it.each([
		['missing', undefined],
		['another one', '+16505559999'],
	])('that is %s on the profile is written, once', async (_name, before) => {
		const started = await startKlaviyo();
		started.sandbox.addProfile(ann({ phone: before, properties: { customer_tier: 'vip' } }));
		expect(codes(await upsert(started, rows))).toEqual(['sent']);
		expect(held(started)[0].phone).toBe(phone);
		expect(codes(await upsert(started, rows))).toEqual(['unchanged']);
	});

	it('that another profile holds is left out at once, and is no difference', async () => {
		const started = await startKlaviyo();
		started.sandbox.addProfile({ email: 'other@example.com', phone });
		const first = await upsert(started, rows);
		expect(first.outcomes).toMatchObject([
			{
				status: 'sent',
				code: 'phoneLeftOut',
				sentence: 'Profile created, without the phone number, which another profile has.',
			},
		]);
		expect(writes(started)).toHaveLength(1);
		const second = await upsert(started, rows);
		expect(second.outcomes).toMatchObject([
			{ status: 'unchanged', sentence: expect.stringContaining('without the phone') as string },
		]);
		expect(second.plan.targets).toMatchObject([{ added: 0, changed: 0 }]);
		expect(writes(started)).toHaveLength(1);
	});

	it('finds the profile of a customer who has come by an address, and gives it to the profile', async () => {
		const started = await startKlaviyo();
		started.sandbox.addProfile({ phone });
		expect((await upsert(started, rows)).plan.targets).toMatchObject([{ added: 0, changed: 1 }]);
		expect(held(started)).toMatchObject([{ email: 'ann@example.com', phone }]);
		expect(codes(await upsert(started, rows))).toEqual(['unchanged']);
	});
});

describe('new profiles', () => {
	const rows = [
		{ email: 'ann@example.com', tier: 'vip' },
		{ email: 'bob@example.com', tier: 'low' },
	];

	it('are left out on request, and those that are there are updated', async () => {
		const started = await startKlaviyo();
		const ann = started.sandbox.addProfile({ email: 'ann@example.com' });
		const options = { operation: 'upsertProfiles', newProfiles: 'skip' } as const;
		const result = await sync(started, rows, options);
		expect(codes(result)).toEqual(['sent', 'noProfile']);
		expect(result.plan.sentence).toContain('1 without a profile in Klaviyo');
		expect(ann.properties.customer_tier).toBe('vip');
		expect(started.sandbox.profiles.size).toBe(1);
	});

	it('can be told from others only where profiles are read', async () => {
		const started = await startKlaviyo();
		const options = {
			operation: 'upsertProfiles',
			newProfiles: 'skip',
			compareFirst: false,
		} as const;
		await expect(sync(started, rows, options)).rejects.toThrow(
			'"newProfiles" needs "Compare First"',
		);
	});
});
