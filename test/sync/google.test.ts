import { findUserLists } from '../../src/sync/google/lists/findUserLists';
import { sha256 } from '../../src/values/sha256';
import {
	add,
	byName,
	codes,
	hashes,
	listOf,
	membersOf,
	mirror,
	nextLastSynced,
	noticeCodes,
	people,
	person,
	remove,
	replace,
	sentTo,
	statuses,
	sync,
	synced,
} from '../support/googleRuns';
import { startGoogle, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const hourMs = 3_600_000;

describe('adding and removing', () => {
	it('creates the list, adds those who agreed, and says who is left out', async () => {
		const started = await startGoogle();
		const rows = [
			person(1),
			person(2, { adConsent: 'no' }),
			person(3, { adConsent: undefined }),
			person(4, { email: 'none' }),
		];
		const result = await sync(started, rows, add);
		expect(codes(result)).toEqual(['sent', 'noConsent', 'noConsent', 'noContactKey']);
		expect(membersOf(started)).toEqual(hashes([rows[0]]));
		expect(listOf(started)).toMatchObject({ membershipDays: 540, keyTypes: ['CONTACT_ID'] });
		expect(noticeCodes(result)).toContain('exclusionLeftToDo');
		const second = await sync(started, rows, add, nextLastSynced(rows, [], result));
		expect(statuses(second)[0]).toBe('unchanged');
		expect(started.sandbox.lists.size).toBe(1);
	});

	it('sends terms, encoding, and consent with each member', async () => {
		const started = await startGoogle();
		await sync(started, [person(1)], add);
		expect(sentTo(started, 'ingest')).toEqual([
			{
				destinations: [
					{
						operatingAccount: { accountType: 'GOOGLE_ADS', accountId: '1234567890' },
						productDestinationId: listOf(started).id,
					},
				],
				encoding: 'HEX',
				validateOnly: false,
				termsOfService: { customerMatchTermsOfServiceStatus: 'ACCEPTED' },
				audienceMembers: [
					{
						userData: { userIdentifiers: [{ emailAddress: sha256('p1@example.com') }] },
						consent: { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_GRANTED' },
					},
				],
			},
		]);
	});

	it('sends emails, phones and a whole address, each as an identifier', async () => {
		const started = await startGoogle();
		const address = { lastName: 'Lee', country: 'USA', postalCode: 2139, phone: '(650) 555-0101' };
		await sync(started, [person(1, address)], add);
		const [{ audienceMembers }] = sentTo(started, 'ingest');
		expect(audienceMembers[0]).toMatchObject({
			userData: {
				userIdentifiers: [
					{ emailAddress: sha256('p1@example.com') },
					{ phoneNumber: sha256('+16505550101') },
					{
						address: {
							givenName: sha256('pat'),
							familyName: sha256('lee'),
							regionCode: 'US',
							postalCode: '02139',
						},
					},
				],
			},
		});
	});

	it('takes several emails of a customer, and finds them by the address alone', async () => {
		const started = await startGoogle();
		const matchFields = [
			{ key: 'EMAIL', field: 'email' },
			{ key: 'EMAIL', field: 'workEmail' },
			{ key: 'GIVEN_NAME', field: 'firstName' },
			{ key: 'FAMILY_NAME', field: 'lastName' },
			{ key: 'POSTAL_CODE', field: 'zip' },
		];
		const rows = [
			person(1, { workEmail: 'work1@example.com' }),
			person(2, { email: '', lastName: 'Lee', zip: '94040' }),
		];
		const options = { ...mirror, matchFields, defaultCountry: 'US' };
		const last = await synced(started, rows, options);
		expect(last.map(({ googleInAudience }) => googleInAudience)).toEqual([true, true]);
		const [first] = listOf(started).members.values();
		expect(first.identifiers).toEqual([sha256('p1@example.com'), sha256('work1@example.com')]);
		const again = await sync(started, rows, options, last);
		expect(statuses(again)).toEqual(['unchanged', 'unchanged']);
		await sync(started, [rows[1]], { ...options, maxRemovalShare: 1 }, last);
		expect(membersOf(started)).toEqual([`${sha256('pat')}.${sha256('lee')}.US.94040`]);
	});

	it('removes from a list under the keys of today and those last sent', async () => {
		const started = await startGoogle();
		const last = await synced(started, people(0, 4), add);
		const moved = [person(0, { email: 'new@example.com' }), person(1)];
		const result = await sync(started, moved, remove, last);
		expect(codes(result)).toEqual(['removed', 'removed']);
		expect(membersOf(started)).toEqual(hashes(people(2, 4)));
		expect(result.outcomes[0].fields).toMatchObject({
			googleInAudience: false,
			googleMatchKeys: '',
		});
	});

	it('does nothing where no list has the name to remove from', async () => {
		const started = await startGoogle();
		const result = await sync(started, [person(1)], remove);
		expect(codes(result)).toEqual(['noAudience']);
		expect(started.sandbox.lists.size).toBe(0);
	});
});

describe('mirroring', () => {
	it('sends the difference, additions first, and nothing when nothing has changed', async () => {
		const started = await startGoogle();
		const last = await synced(started, people(0, 5), mirror);
		const rows = people(2, 7);
		const result = await sync(started, rows, mirror, last);
		expect(membersOf(started)).toEqual(hashes(rows));
		expect(result.summary).toMatchObject({ plannedAdded: 2, plannedRemoved: 2, removed: 2 });
		const before = started.sandbox.server.requests.length;
		const next = nextLastSynced(rows, last, result);
		const again = await sync(started, rows, mirror, next);
		expect(statuses(again)).toEqual(Array(5).fill('unchanged'));
		const writes = started.sandbox.server.requests.slice(before);
		expect(writes.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('replaces all members where nobody knows who is in the list, and counts Google’s own time', async () => {
		const started = await startGoogle();
		const { sandbox, clock } = started;
		const list = sandbox.addList('Customers A');
		sandbox.add(list, [{ userData: { userIdentifiers: [{ emailAddress: 'x' }] } }], clock.now());
		await clock.sleep(hourMs);
		// n8n's clock is two hours ahead of Google's.
		const context = { ...started.context, now: () => clock.now() + 2 * hourMs };
		const result = await sync({ ...started, context }, people(0, 3), mirror);
		expect(membersOf(started)).toEqual(hashes(people(0, 3)));
		expect(statuses(result)).toEqual(['sent', 'sent', 'sent']);
		expect(noticeCodes(result)).toContain('replacesAllMembers');
		const again = await sync(
			started,
			people(0, 3),
			mirror,
			nextLastSynced(people(0, 3), [], result),
		);
		expect(statuses(again)).toEqual(Array(3).fill('unchanged'));
	});

	it('removes nobody where a request of the replacement failed, and replaces all the next time', async () => {
		const started = await startGoogle();
		const { sandbox, clock } = started;
		const list = sandbox.addList('Customers A');
		sandbox.add(list, [{ userData: { userIdentifiers: [{ emailAddress: 'x' }] } }], clock.now());
		await clock.sleep(hourMs);
		sandbox.endOf = () => 'FAILED';
		const result = await sync(started, people(0, 2), mirror);
		expect(sentTo(started, 'removeAll')).toEqual([]);
		expect(membersOf(started)).toEqual(['x']);
		expect(codes(result)).toEqual(['notReached', 'notReached']);
		sandbox.endOf = () => 'SUCCESS';
		await sync(started, people(0, 2), mirror, nextLastSynced(people(0, 2), [], result));
		expect(membersOf(started)).toEqual(hashes(people(0, 2)));
	});

	it('replaces with known members: who is gone from the input comes out as removed', async () => {
		const started = await startGoogle();
		const last = await synced(started, people(0, 4), replace);
		await started.clock.sleep(hourMs);
		const options = { ...replace, maxRemovalShare: 1 };
		const result = await sync(started, people(2, 5), options, last);
		expect(membersOf(started)).toEqual(hashes(people(2, 5)));
		expect(result.former.map(({ outcome }) => outcome.code)).toEqual(['removed', 'removed']);
	});

	it('removes who has withdrawn, and refuses to remove more than the guard allows', async () => {
		const started = await startGoogle();
		const last = await synced(started, people(0, 40), mirror);
		const rows = people(0, 40).map((row, place) => ({ ...row, adConsent: place !== 3 }));
		await sync(started, rows, add, last);
		expect(membersOf(started)).toHaveLength(39);
		await expect(sync(started, people(0, 5), mirror, last)).rejects.toThrow(
			/35 of 40 members \(87\.5%\) would be removed from "Customers A"/,
		);
	});
});

describe('consent', () => {
	it.each([
		['nothing', {}, 'noEuConsent'],
		['an explicit yes', { adConsent: 'yes' }, 'sent'],
		['an explicit no', { adConsent: 'no' }, 'noConsent'],
	])('handled upstream still needs an explicit yes in the EU: %s', async (_what, given, code) => {
		const started = await startGoogle();
		const row = { customerId: 'c', email: 'a@example.com', country: 'Germany', ...given };
		const options = { ...add, consentSource: 'handledUpstream' };
		const result = await sync(started, [row, person(9, { country: 'US' })], options);
		expect(codes(result)).toEqual([code, 'sent']);
	});

	it('handled upstream sends customers elsewhere without claiming a consent that nobody has given', async () => {
		const started = await startGoogle();
		const rows = [
			person(1, { adConsent: undefined, country: 'US' }),
			person(2, { adConsent: undefined }),
			person(3, { adConsent: undefined, country: 'Middle-earth' }),
		];
		const options = { ...add, consentSource: 'handledUpstream' };
		const result = await sync(started, rows, options);
		expect(codes(result)).toEqual(['sent', 'noEuConsent', 'noEuConsent']);
		expect(sentTo(started, 'ingest')[0].audienceMembers[0]).not.toHaveProperty('consent');
		expect(result.notices.find(({ code }) => code === 'euWithoutConsent')?.message).toContain(
			'explicit consent: 2 customers of unknown country.',
		);
		const last = nextLastSynced(rows, [], result);
		const agreed = [person(1, { country: 'US' })];
		const changed = await sync(started, agreed, options, last);
		expect(changed.summary).toMatchObject({ plannedChanged: 1, sent: 1 });
		expect(listOf(started).members.get(sha256('p1@example.com'))?.hasConsent).toBe(true);
	});

	it('needs both consents where personalization has a field of its own', async () => {
		const started = await startGoogle();
		const rows = [
			person(1, { personal: 'yes' }),
			person(2, { personal: '' }),
			person(3, { personal: 'no' }),
		];
		const options = { ...add, personalizationConsentField: 'personal' };
		const result = await sync(started, rows, options);
		expect(codes(result)).toEqual(['sent', 'noConsent', 'noConsent']);
	});

	it('counts the customers of the EEA, the UK and Switzerland who are left out', async () => {
		const started = await startGoogle();
		const rows = ['DE', 'GB', 'CH', 'US', ''].map((country, place) =>
			person(place, { country, adConsent: place === 4 ? 'yes' : '' }),
		);
		const result = await sync(started, rows, add);
		const notice = result.notices.find(({ code }) => code === 'euWithoutConsent');
		expect(notice?.message).toContain('3 customers in the EEA, the UK or Switzerland');
	});

	it('lets suppression win over consent, for everybody with the same address', async () => {
		const started = await startGoogle();
		const rows = [
			person(1, { suppressedChannels: 'paidSocial' }),
			person(2, { email: 'p1@example.com', suppressedChannels: '' }),
			person(3, { suppressedChannels: '' }),
		];
		const result = await sync(started, rows, { ...add, skipSuppressedFor: 'paidSocial' });
		expect(codes(result)).toEqual(['suppressed', 'suppressed', 'sent']);
	});
});

describe('terms and declarations', () => {
	it('sends nobody before the terms are accepted, and says so in a dry run', async () => {
		const started = await startGoogle();
		const options = { ...add, termsAccepted: false };
		await expect(sync(started, [person(1)], options)).rejects.toThrow(
			/"Customer Match Terms" is off/,
		);
		const dry = await sync(started, [person(1)], { ...options, dryRun: true });
		expect(noticeCodes(dry)).toContain('termsNotAccepted');
		expect(started.sandbox.lists.size).toBe(0);
	});

	it('says what to do where the EU declaration is missing', async () => {
		const started = await startGoogle({ hasDeclared: false });
		started.sandbox.addList('Customers A');
		await expect(sync(started, [person(1)], add)).rejects.toMatchObject({
			message: expect.stringContaining('political ads in the EU'),
			facts: { advice: expect.stringContaining('declaration once, in Google Ads') },
		});
	});

	it.each([
		['a project without the API', { isEnabled: false }, undefined, 'Enable "Data Manager API"'],
		['a token that has expired', {}, 'ya29.old', 'Connect the Google account again'],
		['an account out of reach', { accounts: ['1'], managers: ['2'] }, undefined, 'Manager Account'],
	])('gives advice for %s', async (_what, options, token, advice) => {
		const started = await startGoogle(options, {}, token);
		await expect(sync(started, [person(1)], add)).rejects.toMatchObject({
			name: 'AuthenticationError',
			facts: { advice: expect.stringContaining(advice) },
		});
	});

	it('reaches an account through its manager', async () => {
		const started = await startGoogle({ managers: ['9876543210'] });
		const result = await sync(started, [person(1)], { ...add, loginAccountId: '987-654-3210' });
		expect(codes(result)).toEqual(['sent']);
		const lists = started.sandbox.server.requests.filter(({ path }) => path.includes('userLists'));
		expect(lists[0].headers['login-account']).toBe('accountTypes/GOOGLE_ADS/accounts/9876543210');
		expect(sentTo(started, 'ingest')[0].destinations[0]).toMatchObject({
			loginAccount: { accountType: 'GOOGLE_ADS', accountId: '9876543210' },
		});
	});
});

describe('dry run', () => {
	it('changes nothing and says who would be added', async () => {
		const started = await startGoogle();
		const result = await sync(started, people(0, 3), { ...mirror, dryRun: true });
		expect(statuses(result)).toEqual(Array(3).fill('deferred'));
		expect(result.plan.sentence).toBe('Customers A: 3 added.');
		expect(started.sandbox.server.requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('has Google check the requests where that is chosen, and shows whom it would refuse', async () => {
		const started = await startGoogle();
		const { sandbox } = started;
		sandbox.addList('Customers A');
		sandbox.invalidKeys.add(sha256('p1@example.com'));
		const options = { ...mirror, dryRun: true, validateWithGoogle: true, firstRun: true };
		const result = await sync(started, people(0, 3), options);
		expect(codes(result)).toEqual(['dryRun', 'INVALID_AUDIENCE_MEMBER', 'dryRun']);
		expect(noticeCodes(result)).toContain('validated');
		expect(sandbox.requests.size).toBe(0);
		expect(membersOf(started)).toEqual([]);
		const bodies = sentTo(started, 'ingest');
		expect(bodies.map(({ validateOnly }) => validateOnly)).toEqual([true, true]);
	});
});

describe('lists', () => {
	it('sends members again before their membership ends', async () => {
		const started = await startGoogle();
		let last = await synced(started, people(0, 2), { ...mirror, membershipDays: 30 });
		expect(listOf(started).membershipDays).toBe(30);
		for (let day = 0; day < 90; day += 7) {
			await started.clock.sleep(7 * 24 * hourMs);
			last = await synced(started, people(0, 2), { ...mirror, membershipDays: 30 }, last);
			expect(membersOf(started)).toEqual(hashes(people(0, 2)));
		}
		expect(sentTo(started, 'ingest')).toHaveLength(5);
	});

	it('sends the same customers to further lists in the same request', async () => {
		const started = await startGoogle({ accounts: ['1234567890', '222'] });
		const { sandbox } = started;
		const parent = 'accountTypes/GOOGLE_ADS/accounts/222';
		const further = sandbox.addList('Other', { parent });
		const list = sandbox.addList('Customers A');
		const furtherLists = [{ accountId: '222', listId: further.id }];
		const options = { ...mirror, firstRun: true, furtherLists };
		const last = await synced(started, people(0, 3), options);
		expect(sandbox.membersOf(further.id)).toEqual(hashes(people(0, 3)));
		expect(sandbox.membersOf(list.id)).toEqual(hashes(people(0, 3)));
		const rest = { ...mirror, furtherLists };
		await sync(started, people(1, 3), rest, last);
		expect(sandbox.membersOf(further.id)).toEqual(hashes(people(1, 3)));
		const alone = await sync(
			started,
			people(0, 3),
			{ ...rest, dryRun: true, furtherLists: [] },
			last,
		);
		expect(alone.summary).toMatchObject({ plannedChanged: 3 });
	});

	it.each([
		['closed', { status: 'CLOSED' as const }, 'closed "Customers A"'],
		['of another account', { readOnly: true }, 'another account owns the list'],
		['of mobile IDs', { keyTypes: ['MOBILE_ID'] }, 'contact data'],
	])('refuses a list that is %s, and sends nothing', async (_what, given, message) => {
		const started = await startGoogle();
		started.sandbox.addList('Customers A', given);
		await expect(sync(started, [person(1)], add)).rejects.toThrow(message);
		expect(sentTo(started, 'ingest')).toEqual([]);
	});

	it('does not create a list again that was deleted, unless that is chosen', async () => {
		const started = await startGoogle();
		const last = await synced(started, people(0, 2), mirror);
		started.sandbox.lists.clear();
		await expect(sync(started, people(0, 2), mirror, last)).rejects.toThrow(/was deleted/);
		await sync(started, people(0, 2), { ...mirror, createAgain: true }, last);
		expect(membersOf(started)).toEqual(hashes(people(0, 2)));
	});

	it('finds the lists of contact data over all pages, by name and ID', async () => {
		const started = await startGoogle();
		const { sandbox, context } = started;
		for (let place = 0; place < 1003; place++) sandbox.addList(`List ${place}`);
		sandbox.addList('List mobile', { keyTypes: ['MOBILE_ID'] });
		const account = {
			accountType: 'GOOGLE_ADS',
			accountId: '1234567890',
			loginAccountId: '',
		} as const;
		expect(await findUserLists(account, 'list', context)).toHaveLength(1003);
		expect(await findUserLists(account, 'list 1002', context)).toMatchObject([
			{ name: 'List 1002' },
		]);
	});

	it('refuses a name that several lists have', async () => {
		const started = await startGoogle();
		started.sandbox.addList('Customers A');
		started.sandbox.addList('Customers A', { readOnly: true });
		await expect(sync(started, [person(1)], add)).rejects.toMatchObject({ field: 'audience' });
	});

	it('reads size and state, and how far Google is with earlier requests', async () => {
		const started = await startGoogle({ processMs: hourMs });
		started.sandbox.addList('Customers A', { claimedSize: 5000 });
		const first = await sync(started, people(0, 200), { ...add, firstRun: true });
		const { requestIds } = first.summary as { requestIds: string };
		const status = {
			operation: 'audienceStatus',
			audience: byName,
			requestIds: [requestIds],
		} as const;
		const before = await sync(started, [person(1)], status);
		expect(before.summary).toMatchObject({
			displayMembers: 5000,
			requestsProcessing: 1,
			isOpen: true,
		});
		await started.clock.sleep(2 * hourMs);
		const after = await sync(started, [person(1)], status);
		expect(codes(after)).toEqual(['concernsTheAccount']);
		expect(after.summary).toMatchObject({
			requestsDone: 1,
			matchRateAtLeastPercent: 61,
			matchRateAtMostPercent: 70,
		});
	});
});

it('refuses to mirror inside a loop, and to empty a list', async () => {
	const started = await startGoogle();
	started.sandbox.addList('Customers A');
	const inLoop = { ...mirror, loopIteration: 1 };
	await expect(sync(started, [person(1)], inLoop)).rejects.toThrow(/loop/);
	const nobody = [person(1, { adConsent: 'no' })];
	await expect(sync(started, nobody, mirror)).rejects.toThrow(/would be emptied/);
});
