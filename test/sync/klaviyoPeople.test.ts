import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { codes, noticeCodes, sync } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const german = { defaultCountry: 'DE' } as const;

describe('a national phone number', () => {
	it.each([
		['FR', '+33612345582'],
		['France', '+33612345582'],
		['', '+49612345582'],
		[undefined, '+49612345582'],
	])('of a customer in %p is read as %s', async (country, phone) => {
		const started = await startKlaviyo();
		const rows = [{ email: 'ann@example.com', phone: '0612345582', country }];
		await sync(started, rows, { operation: 'upsertProfiles', ...german });
		expect([...started.sandbox.profiles.values()].map((profile) => profile.phone)).toEqual([phone]);
	});

	it.each(['Atlantis', 17, true])(
		'is left out and counted where the country is %p',
		async (country) => {
			const started = await startKlaviyo();
			const rows = [{ email: 'ann@example.com', phone: '0612345582', country }];
			const result = await sync(started, rows, { operation: 'upsertProfiles', ...german });
			expect(noticeCodes(result)).toContain('unusablePhones');
			expect([...started.sandbox.profiles.values()][0].phone).toBeUndefined();
		},
	);

	it('is subscribed and unsubscribed in the country of its customer', async () => {
		const started = await startKlaviyo();
		const stranger = started.sandbox.addProfile({ phone: '+49612345582' });
		const rows = [{ phone: '0612345582', country: 'FR', smsConsent: 'yes' }];
		const options = { channels: ['sms'], ...german };
		await sync(started, rows, { operation: 'subscribe', ...options });
		await sync(started, rows, { operation: 'unsubscribe', scope: 'everywhere', ...options });
		started.sandbox.settle();
		expect(stranger.smsConsent).toBe('NEVER_SUBSCRIBED');
		const own = [...started.sandbox.profiles.values()].find(
			({ phone }) => phone === '+33612345582',
		);
		expect(own?.smsConsent).toBe('UNSUBSCRIBED');
	});

	it('counts as a no for the number in the country of its customer', async () => {
		const started = await startKlaviyo();
		const rows = [
			{ phone: '0612345582', country: 'FR', smsConsent: 'no' },
			{ phone: '+33612345582', smsConsent: 'yes' },
		];
		const result = await sync(started, rows, {
			operation: 'subscribe',
			channels: ['sms'],
			...german,
		});
		expect(codes(result)[1]).not.toBe('sent');
		expect(started.sandbox.profiles.size).toBe(0);
	});
});

describe('a no on one row', () => {
	const uploading = [
		['upsertProfiles', {}],
		['addToList', {}],
		['syncOneList', {}],
		['subscribe', { consentSource: 'handledUpstream' }],
		['sendEvents', { event: 'custom', metricName: 'Seen', uniqueIdField: 'email' }],
	] as const;

	it.each(uploading)('counts for all rows with the address: %s', async (operation, options) => {
		const started = await startKlaviyo();
		const listId = started.sandbox.addList('Customers').id;
		const rows = [
			{ email: 'ann@example.com', deletionRequested: '2026-05-01' },
			{ email: 'ANN@example.com' },
			{ email: 'bob@example.com' },
		];
		const needsList = operation === 'addToList' || operation === 'syncOneList';
		const result = await sync(started, rows, {
			operation,
			...options,
			...(needsList ? { listId } : {}),
		});
		expect(codes(result).slice(0, 2)).toEqual(['deletionRequested', 'deletionRequested']);
		started.sandbox.settle();
		expect([...started.sandbox.profiles.values()].map(({ email }) => email)).toEqual([
			'bob@example.com',
		]);
	});

	it('takes a member off a list that is kept exact', async () => {
		const started = await startKlaviyo();
		const list = started.sandbox.addList('Customers', ['ann@example.com', 'bob@example.com']);
		const rows = [
			{ email: 'ann@example.com', deletionRequested: 'yes' },
			{ email: 'ann@example.com' },
			{ email: 'bob@example.com' },
		];
		await sync(started, rows, { operation: 'syncOneList', listId: list.id });
		expect(started.sandbox.emailsOn(list.id)).toEqual(['bob@example.com']);
	});

	it('still lets people be unsubscribed', async () => {
		const started = await startKlaviyo();
		const ann = started.sandbox.addProfile({ email: 'ann@example.com' });
		ann.emailConsent = 'SUBSCRIBED';
		const rows = [{ email: 'ann@example.com', deletionRequested: 'yes' }];
		await sync(started, rows, { operation: 'unsubscribe', scope: 'everywhere' });
		expect(ann.emailConsent).toBe('UNSUBSCRIBED');
	});
});

describe('an identifier that is not usable', () => {
	const phone = '+16505551212';

	it.each(['a@b..com', '.a@example.com', 'a.@example.com', 'a@-example.com', 'a@example-.com'])(
		'is told of a customer who has nothing else: %s',
		async (email) => {
			const started = await startKlaviyo();
			const result = await sync(started, [{ email }], { operation: 'upsertProfiles' });
			expect(codes(result)).toEqual(['invalidEmail']);
			expect(started.sandbox.profiles.size).toBe(0);
		},
	);

	it.each([
		[{ email: 'a@b..com', phone }, 'the email address'],
		[{ email: 'a@example.com', customerId: 'x'.repeat(256) }, 'the customer ID'],
		[{ email: 'a@example.com', phone: '0612345582' }, 'the phone number, which is not usable'],
	])('is left out of what is sent, and told: %j', async (row, words) => {
		const started = await startKlaviyo();
		const options = { operation: 'upsertProfiles', externalIdField: 'customerId' } as const;
		for (const status of ['sent', 'unchanged']) {
			const result = await sync(started, [row], options);
			expect(result.outcomes[0]).toMatchObject({ status });
			expect(result.outcomes[0].sentence).toContain(`Not sent: ${words}`);
		}
	});

	it('is told of the second customer with a phone number', async () => {
		const started = await startKlaviyo();
		const rows = [
			{ email: 'a@example.com', phone },
			{ email: 'b@example.com', phone },
		];
		const { outcomes } = await sync(started, rows, { operation: 'upsertProfiles' });
		expect(outcomes[0].sentence).not.toContain('Left out');
		expect(outcomes[1].sentence).toContain(
			'Not sent: the phone number, which another customer also has',
		);
	});

	it.each(['$email', '__proto__'])('is refused as the name of a property: %s', (property) => {
		const named = { operation: 'upsertProfiles', properties: [{ field: 'tier', property }] };
		expect(klaviyoOptions.safeParse(named).success).toBe(false);
		const plain = { operation: 'upsertProfiles', properties: [{ field: property }] };
		expect(klaviyoOptions.safeParse(plain).success).toBe(false);
		const cleared = { operation: 'clearProperties', properties: [property] };
		expect(klaviyoOptions.safeParse(cleared).success).toBe(false);
	});
});

describe('a customer known by phone alone', () => {
	const phone = '+16505551212';

	it.each([true, false])(
		'is not written over the profile of a customer with the phone (row order %p)',
		async (first) => {
			const started = await startKlaviyo();
			const holder = started.sandbox.addProfile({ email: 'b@example.com', phone });
			const alone = { phone, tier: 'low' };
			const b = { email: 'b@example.com', phone, tier: 'vip' };
			const rows = first ? [alone, b] : [b, alone];
			await sync(started, rows, { operation: 'upsertProfiles' });
			expect(holder.properties.customer_tier).toBe('vip');
			expect(started.sandbox.profiles.size).toBe(1);
			const again = await sync(started, rows, { operation: 'upsertProfiles' });
			expect(again.outcomes.map(({ status }) => status).sort()).toEqual(['skipped', 'unchanged']);
		},
	);

	it('is not written over the profile of a customer whose row lacks the phone', async () => {
		const started = await startKlaviyo();
		const holder = started.sandbox.addProfile({ email: 'b@example.com', phone });
		const rows = [
			{ phone, tier: 'low' },
			{ email: 'b@example.com', tier: 'vip' },
		];
		const result = await sync(started, rows, { operation: 'upsertProfiles' });
		expect(codes(result)[0]).toBe('duplicateContact');
		expect(holder.properties.customer_tier).toBe('vip');
	});

	it('is on no list in place of a customer whose profile holds the phone', async () => {
		const started = await startKlaviyo();
		started.sandbox.addProfile({ email: 'b@example.com', phone });
		const [vip, low] = ['VIP', 'Low'].map((name) => started.sandbox.addList(name));
		const rows = [
			{ phone, tier: 'vip' },
			{ email: 'b@example.com', tier: 'low' },
		];
		const options = {
			operation: 'syncLists',
			lists: [
				{ value: 'vip', listId: vip.id },
				{ value: 'low', listId: low.id },
			],
		} as const;
		for (let run = 0; run < 3; run++) {
			const result = await sync(started, rows, options);
			expect(codes(result)[0]).toBe('duplicateContact');
			expect(started.sandbox.emailsOn(vip.id)).toEqual([]);
			expect(started.sandbox.emailsOn(low.id)).toEqual(['b@example.com']);
		}
	});
});

describe('a member whose customer has a number that is not read in full', () => {
	it.each(['0612345582', '612 34 55 82'])(
		'stays on a list kept exact, and is counted: %s',
		async (phone) => {
			const started = await startKlaviyo();
			const member = started.sandbox.addProfile({ phone: '+33612345582' });
			const stranger = started.sandbox.addProfile({
				email: 'zoe@example.com',
				phone: '+33698765432',
			});
			const list = started.sandbox.addList('Customers');
			list.members.set(member.id, 0);
			list.members.set(stranger.id, 0);
			const rows = [{ email: 'ann@example.com' }, { phone }];
			const result = await sync(started, rows, { operation: 'syncOneList', listId: list.id });
			expect([...list.members.keys()]).toContain(member.id);
			expect([...list.members.keys()]).not.toContain(stranger.id);
			expect(result.notices).toContainEqual(
				expect.objectContaining({ code: 'doubtfulMembers', level: 'warning' }),
			);
		},
	);

	it('goes if the customer asked to be deleted', async () => {
		const started = await startKlaviyo();
		const member = started.sandbox.addProfile({ phone: '+33612345582' });
		const list = started.sandbox.addList('Customers');
		list.members.set(member.id, 0);
		const rows = [{ email: 'ann@example.com' }, { phone: '0612345582', deletionRequested: true }];
		await sync(started, rows, { operation: 'syncOneList', listId: list.id });
		expect([...list.members.keys()]).not.toContain(member.id);
	});
});
