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
