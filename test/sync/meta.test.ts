import { findAdAccounts, findAudiences } from '../../src/sync/meta/audience/findAudiences';
import { sha256 } from '../../src/values/sha256';
import {
	byName,
	codes,
	hashes,
	nextLastSynced,
	people,
	person,
	statuses,
	sync,
	type Rows,
} from '../support/metaRuns';
import { startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

describe('adding and removing', () => {
	it('creates the audience, adds those who agreed, and says who is left out', async () => {
		const started = await startMeta({ lagMs: 1500 });
		const rows = [
			person(1),
			person(2, { adConsent: 'no' }),
			person(3, { adConsent: undefined }),
			person(4, { email: 'none' }),
		];
		const options = { operation: 'addToAudience', audience: byName } as const;
		const result = await sync(started, rows, options);
		expect(codes(result)).toEqual(['sent', 'noConsent', 'noConsent', 'noContactKey']);
		const [audience] = started.sandbox.audiences.values();
		expect(started.sandbox.membersOf(audience.id)).toEqual(hashes([rows[0]]));
		const second = await sync(started, rows, options, nextLastSynced(rows, [], result));
		expect(statuses(second)[0]).toBe('unchanged');
		expect(started.sandbox.audiences.size).toBe(1);
	});

	it('says of a consent field that nobody has how many it costs, and the two ways on', async () => {
		const started = await startMeta();
		const rows = people(0, 3).map((row) => ({ ...row, adConsent: undefined }));
		const options = { operation: 'addToAudience', audience: byName, dryRun: true } as const;
		const result = await sync(started, rows, options);
		expect(new Set(codes(result))).toEqual(new Set(['noConsentField']));
		expect(result.plan.sentence).toContain('3 without consent, because no customer has');
		const [notice] = result.notices.filter(({ code }) => code === 'consentFieldMissing');
		expect(notice.message).toMatch(
			/"adConsent": all 3 customers .* Fill "adConsent" .* "Consent Handled Upstream"/,
		);
		await expect(sync(started, rows, { ...options, dryRun: false })).resolves.toMatchObject({
			summary: { sent: 0 },
		});
		started.sandbox.addAudience('Customers B', { status: 200 });
		await expect(
			sync(started, rows, {
				operation: 'mirrorAudience',
				audience: { by: 'name', name: 'Customers B' },
			}),
		).rejects.toThrow('No customer has a value in "adConsent"');
	});

	it.each([
		['their own country', { country: 'MX' }, '525512345678'],
		['the default country where they name none', { country: ' ' }, '15512345678'],
		['no country where theirs is not understood', { country: 'Middle-earth' }, undefined],
	])('reads a number without a country code in %s', async (_where, given, phone) => {
		const started = await startMeta();
		await sync(started, [person(1, { phone: '55 1234 5678', ...given })], {
			operation: 'addToAudience',
			audience: byName,
			defaultCountry: 'US',
		});
		const [audience] = started.sandbox.audiences.values();
		const [row] = audience.members.values();
		expect(row.get('PHONE')).toBe(phone === undefined ? '' : sha256(phone));
	});

	it.each([true, 'yes', '2026-01-05', new Date(0)])(
		'leaves out who asked to be deleted, in the field as %p, and takes them out of a mirror',
		async (deletionRequested) => {
			const started = await startMeta();
			const mirror = { operation: 'mirrorAudience', audience: byName } as const;
			const first = await sync(started, people(0, 3), mirror);
			const rows = [person(0, { deletionRequested }), person(1, { deletionRequested: 'no' })];
			const added = await sync(started, [...rows, person(2)], {
				operation: 'addToAudience',
				audience: { by: 'name', name: 'Other' },
			});
			expect(codes(added)).toEqual(['deletionRequested', 'sent', 'sent']);
			expect(added.plan.sentence).toContain('1 who asked to be deleted');
			const last = nextLastSynced(people(0, 3), [], first);
			await sync(started, [...rows, person(2)], mirror, last);
			for (const { id } of started.sandbox.audiences.values()) {
				expect(started.sandbox.membersOf(id)).toEqual(hashes(people(1, 3)));
			}
		},
	);

	it('leaves nobody out for a deletion request where no field is named', async () => {
		const started = await startMeta();
		const result = await sync(started, [person(1, { deletionRequested: true })], {
			operation: 'addToAudience',
			audience: byName,
			deletionRequestField: '',
		});
		expect(codes(result)).toEqual(['sent']);
	});

	it('takes consent as handled upstream only where that is chosen', async () => {
		const started = await startMeta();
		const rows = [person(1, { adConsent: undefined })];
		const result = await sync(started, rows, {
			operation: 'addToAudience',
			audience: byName,
			consentSource: 'handledUpstream',
		});
		expect(codes(result)).toEqual(['sent']);
	});

	it('sends a customer once whose ID repeats, by the first row that can be matched', async () => {
		const started = await startMeta();
		const rows = [person(1, { email: '' }), person(1), person(1, { email: 'b@example.com' })];
		const result = await sync(started, rows, { operation: 'addToAudience', audience: byName });
		expect(codes(result)).toEqual(['noContactKey', 'sent', 'duplicateCustomer']);
		expect(result.plan.sentence).toContain('1 repeated under the same customer ID');
	});

	it('sends nothing in a dry run, not even the audience', async () => {
		const started = await startMeta();
		const result = await sync(started, people(0, 3), {
			operation: 'mirrorAudience',
			audience: byName,
			dryRun: true,
		});
		expect(result.plan.targets).toMatchObject([{ target: 'Customers A', added: 3, removed: 0 }]);
		expect(new Set(codes(result))).toEqual(new Set(['dryRun']));
		expect(started.sandbox.server.requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('marks an audience for exclusion, with labels, and says what is left to do', async () => {
		const started = await startMeta();
		const audience = { ...byName, exclusionOnly: true, labels: ['DISENGAGED'] };
		const result = await sync(started, people(0, 1), { operation: 'addToAudience', audience });
		expect([...started.sandbox.audiences.values()]).toMatchObject([
			{ restriction: 'EXCLUSION_ONLY', labels: ['DISENGAGED'] },
		]);
		expect(result.notices.map(({ code }) => code)).toContain('exclusionLeftToDo');
	});

	it('creates the audience without labels where Meta does not know them', async () => {
		const started = await startMeta({ knowsLabels: false });
		const audience = { ...byName, labels: ['AT_RISK'] };
		const result = await sync(started, people(0, 1), { operation: 'addToAudience', audience });
		expect(result.notices.map(({ code }) => code)).toContain('audienceWithoutLabels');
		expect(statuses(result)).toEqual(['sent']);
	});

	it('removes under the keys of today and of the last run', async () => {
		const started = await startMeta();
		const options = { operation: 'addToAudience', audience: byName } as const;
		const before = [person(1, { email: 'old@example.com' }), person(2)];
		const added = await sync(started, before, options);
		const last = nextLastSynced(before, [], added);
		const result = await sync(
			started,
			[person(1)],
			{ operation: 'removeFromAudience', audience: byName },
			last,
		);
		expect(codes(result)).toEqual(['removed']);
		const [audience] = started.sandbox.audiences.values();
		expect(started.sandbox.membersOf(audience.id)).toEqual(hashes([person(2)]));
	});

	it('removes a customer whose ID repeats under the keys of all rows', async () => {
		const started = await startMeta();
		await sync(started, people(0, 3), { operation: 'addToAudience', audience: byName });
		const rows = [person(1), person(2, { customerId: 'c1' })];
		await sync(started, rows, { operation: 'removeFromAudience', audience: byName });
		const [{ id }] = started.sandbox.audiences.values();
		expect(started.sandbox.membersOf(id)).toEqual(hashes([person(0)]));
	});

	it('removes from everywhere only who asked for it', async () => {
		const started = await startMeta();
		for (const name of ['One', 'Two']) {
			await sync(started, people(0, 3), {
				operation: 'addToAudience',
				audience: { by: 'name', name },
			});
		}
		const rows = [person(0, { deletionRequested: '2026-01-05' }), person(1)];
		const result = await sync(started, rows, { operation: 'removeEverywhere' });
		expect(codes(result)).toEqual(['removed', 'noRequest']);
		for (const { id } of started.sandbox.audiences.values()) {
			expect(started.sandbox.membersOf(id)).toEqual(hashes(people(1, 3)));
		}
	});

	it('takes nobody for a request of somebody else who has no customer id either', async () => {
		const started = await startMeta();
		const audience = { by: 'name', name: 'One' } as const;
		const rows = [person(0), person(1)].map(({ customerId: _, ...row }) => row);
		const first = await sync(started, rows, { operation: 'addToAudience', audience });
		const requests = [{ email: 'p5@example.com', deletionRequested: true }];
		const lastSynced = nextLastSynced(rows, [], first);
		await sync(started, requests, { operation: 'removeEverywhere' }, lastSynced);
		const [{ id }] = started.sandbox.audiences.values();
		expect(started.sandbox.membersOf(id)).toEqual(hashes(rows as Rows));
	});

	it('removes everybody who asked for it under all of their keys, though two share an email', async () => {
		const started = await startMeta();
		const phones = ['+16505551201', '+16505551202'];
		const audience = byName;
		const members = phones.map((phone, id) => ({ customerId: `p${id}`, phone, adConsent: true }));
		await sync(started, members, { operation: 'addToAudience', audience });
		const rows = phones.map((phone, id) => person(id, { email: 'both@example.com', phone }));
		const result = await sync(started, rows, { operation: 'removeEverywhere', requestField: '' });
		expect(codes(result)).toEqual(['removed', 'removed']);
		const [{ id }] = started.sandbox.audiences.values();
		expect(started.sandbox.membersOf(id)).toEqual([]);
	});

	it('removes from everywhere under all keys that any audience knows, and keeps no hash of them', async () => {
		const started = await startMeta();
		const table: Rows = [];
		for (const [name, email] of [
			['One', 'old@example.com'],
			['Two', 'older@example.com'],
		]) {
			const rows = [person(0, { email }), person(1)];
			const added = await sync(started, rows, {
				operation: 'addToAudience',
				audience: { by: 'name', name },
			});
			table.push(...nextLastSynced(rows, [], added));
		}
		const rows = [person(0, { deletionRequested: true }), person(1)];
		const options = { operation: 'removeEverywhere' } as const;
		const shown = await sync(started, rows, { ...options, dryRun: true }, table);
		expect(shown.former.map(({ outcome }) => outcome.code)).toEqual(['dryRun', 'dryRun']);
		const result = await sync(started, rows, options, table);
		for (const { id } of started.sandbox.audiences.values()) {
			expect(started.sandbox.membersOf(id)).toEqual(hashes([person(1)]));
		}
		const out = nextLastSynced(rows, table, result);
		const mine = out.filter(({ customerId }) => customerId === 'c0');
		expect(mine).toHaveLength(3);
		for (const row of mine) expect(row).toMatchObject({ metaMatchKeys: '', metaInAudience: false });
		expect(mine.map(({ metaAudienceId }) => metaAudienceId)).toEqual([
			undefined,
			...[...started.sandbox.audiences.keys()].map((id) => `audience_${id}`),
		]);
		expect(result.former).toHaveLength(2);
	});

	it('keeps what is known of those whom a removal from everywhere has not come to', async () => {
		const started = await startMeta();
		const audience = { by: 'name', name: 'One' } as const;
		const first = await sync(started, people(0, 2), { operation: 'addToAudience', audience });
		const table = nextLastSynced(people(0, 2), [], first);
		started.sandbox.server.fail({ path: /usersofanyaudience$/, drop: 'before', times: 99 });
		const rows = [person(0, { deletionRequested: true })];
		const result = await sync(started, rows, { operation: 'removeEverywhere' }, table);
		expect(codes(result)).toEqual(['platformUnavailable']);
		const [{ source, outcome }] = result.former;
		expect({ ...table[source], ...outcome.fields }).toEqual(table[0]);
		expect(outcome.status).toBe('deferred');
	});

	it('warns where nobody has the field of requests to be deleted', async () => {
		const started = await startMeta();
		const result = await sync(started, people(0, 3), { operation: 'removeEverywhere' });
		expect(codes(result)).toEqual(Array(3).fill('noRequest'));
		const [notice] = result.notices.filter(({ code }) => code === 'requestFieldMissing');
		expect(notice.message).toContain('"deletionRequested": none of 3 customers');
	});

	it('refuses to remove the whole input from everywhere, or most of one audience', async () => {
		const started = await startMeta();
		const audience = byName;
		const first = await sync(started, people(0, 40), { operation: 'addToAudience', audience });
		const last = nextLastSynced(people(0, 40), [], first);
		const everything = { operation: 'removeEverywhere', requestField: '' } as const;
		await expect(sync(started, people(0, 40), everything, last)).rejects.toMatchObject({
			code: 'tooManyRemovals',
			message: expect.stringContaining('holds only those who are to be removed') as string,
		});
		const one = { operation: 'removeFromAudience', audience } as const;
		await expect(sync(started, people(0, 20), one, last)).rejects.toMatchObject({
			code: 'tooManyRemovals',
		});
		await expect(sync(started, people(0, 20), one)).rejects.toThrow('Removals Always Allowed');
		const [{ id }] = started.sandbox.audiences.values();
		expect(started.sandbox.membersOf(id)).toHaveLength(40);
		const meant = await sync(started, people(0, 40), { ...everything, maxRemovalShare: 1 }, last);
		expect(new Set(codes(meant))).toEqual(new Set(['removed']));
	});

	it('keeps the place of those whom a removal has not come to, or whom Meta refuses', async () => {
		const started = await startMeta();
		const first = await sync(started, people(0, 3), {
			operation: 'addToAudience',
			audience: byName,
		});
		const last = nextLastSynced(people(0, 3), [], first);
		const options = { operation: 'removeFromAudience', audience: byName } as const;
		const users = /\/users$/;
		started.sandbox.server.fail({ path: users, drop: 'before', times: 99 });
		const stopped = await sync(started, people(0, 3), options, last);
		expect(nextLastSynced(people(0, 3), [], stopped)).toEqual(last);
		started.sandbox.server.recover();
		const answer = {
			status: 200,
			body: {
				num_received: 6,
				num_invalid_entries: 1,
				invalid_entry_samples: { [sha256('p1@example.com')]: 'Invalid' },
			},
		};
		started.sandbox.server.fail({ path: users, answer });
		const result = await sync(started, people(0, 3), options, last);
		const next = nextLastSynced(people(0, 3), [], result);
		expect(statuses(result)).toEqual(['sent', 'rejected', 'sent']);
		expect(next[1]).toEqual(last[1]);
		expect(next[0]).toMatchObject({ metaMatchKeys: '', metaInAudience: false });
	});

	it('keeps a key that ends in half a character', async () => {
		const started = await startMeta();
		const rows = [person(0, { madid: 'ab\ud83d' })];
		const result = await sync(started, rows, {
			operation: 'addToAudience',
			audience: byName,
			matchFields: [
				{ key: 'EMAIL', field: 'email' },
				{ key: 'EXTERN_ID', field: 'madid' },
			],
		});
		expect(result.outcomes[0].fields?.metaMatchKeys).toContain('EXTERN_ID=');
	});

	it('marks every row for limited data use, on request', async () => {
		const started = await startMeta();
		await sync(started, people(0, 1), {
			operation: 'addToAudience',
			audience: byName,
			limitedDataUse: 'california',
		});
		const [audience] = started.sandbox.audiences.values();
		const [row] = audience.members.values();
		expect(row.get('DATA_PROCESSING_OPTIONS')).toEqual(['LDU']);
		expect(row.get('DATA_PROCESSING_OPTIONS_STATE')).toBe(1000);
	});
});

describe('mirror', () => {
	const mirror = { operation: 'mirrorAudience', audience: byName } as const;

	it('sends the difference to the last run, and then nothing', async () => {
		const started = await startMeta();
		const first = await sync(started, people(0, 40), mirror);
		const last = nextLastSynced(people(0, 40), [], first);
		const rows = [...people(5, 39), person(39, { email: 'new@example.com' }), person(50)];
		const result = await sync(started, rows, mirror, last);
		expect(result.plan.targets).toMatchObject([
			{ members: 40, added: 1, removed: 5, changed: 1, unchanged: 34 },
		]);
		const [audience] = started.sandbox.audiences.values();
		expect(started.sandbox.membersOf(audience.id)).toEqual(hashes(rows));
		expect(result.former.map(({ outcome }) => outcome.code)).toEqual(Array(5).fill('removed'));

		const requests = started.sandbox.server.requests.length;
		const again = await sync(started, rows, mirror, nextLastSynced(rows, last, result));
		expect(new Set(statuses(again))).toEqual(new Set(['unchanged']));
		expect(again.former).toEqual([]);
		const later = started.sandbox.server.requests.slice(requests);
		expect(later.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('removes who has withdrawn consent', async () => {
		const started = await startMeta();
		const first = await sync(started, people(0, 5), mirror);
		const rows = [person(0, { adConsent: false }), ...people(1, 5)];
		const last = nextLastSynced(people(0, 5), [], first);
		const result = await sync(started, rows, mirror, last);
		expect(codes(result)).toEqual(['removed', ...Array(4).fill('unchanged')]);
		expect(result.outcomes[0].fields).toMatchObject({ metaInAudience: false });
	});

	it('replaces all members where there is nothing of the last run', async () => {
		const started = await startMeta();
		const audience = started.sandbox.addAudience('Customers A');
		await sync(started, people(0, 9), { operation: 'addToAudience', audience: byName });
		const result = await sync(started, people(4, 12), mirror);
		expect(result.notices.map(({ code }) => code)).toContain('replacesAllMembers');
		expect(started.sandbox.membersOf(audience.id)).toEqual(hashes(people(4, 12)));
	});

	it('refuses to remove too many, to empty, and to run in a later iteration', async () => {
		const started = await startMeta();
		const first = await sync(started, people(0, 40), mirror);
		const last = nextLastSynced(people(0, 40), [], first);
		await expect(sync(started, people(0, 20), mirror, last)).rejects.toMatchObject({
			code: 'tooManyRemovals',
		});
		const nobody = [person(1, { adConsent: false })];
		await expect(sync(started, nobody, mirror, last)).rejects.toMatchObject({
			code: 'wouldBeEmpty',
		});
		await expect(
			sync(started, people(0, 40), { ...mirror, loopIteration: 2 }, last),
		).rejects.toMatchObject({ code: 'laterLoopIteration' });
		await expect(
			sync(started, people(0, 40), { ...mirror, loopHasMore: true }, last),
		).rejects.toMatchObject({ code: 'loopHasMore' });
		const [audience] = started.sandbox.audiences.values();
		expect(started.sandbox.membersOf(audience.id)).toHaveLength(40);
	});

	it('guards a replacement by the size Meta tells', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A');
		await sync(started, people(0, 4000), { operation: 'addToAudience', audience: byName });
		await expect(sync(started, people(0, 100), mirror)).rejects.toMatchObject({
			code: 'tooManyRemovals',
		});
	});
});

describe('value-based audiences, lookalikes and the account', () => {
	it('fills a value-based audience and leaves out who has no value', async () => {
		const started = await startMeta();
		const rows = [person(0), person(7), person(8, { predictedClv: null })];
		const options = { operation: 'valueBasedAudience', audience: byName } as const;
		const result = await sync(started, rows, options);
		expect(codes(result)).toEqual(['sent', 'sent', 'noValue']);
		const [audience] = started.sandbox.audiences.values();
		expect(audience.isValueBased).toBe(true);
		expect([...audience.members.values()].map((row) => row.get('LOOKALIKE_VALUE'))).toEqual([0, 7]);
		await expect(
			sync(started, rows, { operation: 'addToAudience', audience: byName }),
		).rejects.toThrow('not value-based');
	});

	it('creates a lookalike once', async () => {
		const started = await startMeta();
		const source = started.sandbox.addAudience('Best customers');
		const options = {
			operation: 'createLookalike',
			audience: { by: 'id', id: source.id },
			name: 'Like the best',
			countries: ['de', 'AT'],
			ratio: 0.02,
		} as const;
		await sync(started, people(0, 1), options);
		const second = await sync(started, people(0, 1), options);
		expect(second.plan.targets).toMatchObject([{ added: 0, unchanged: 1 }]);
		expect(started.sandbox.audiences.size).toBe(2);
		const third = await sync(started, people(0, 1), { ...options, name: 'Another name' });
		expect(third.notices.map(({ code }) => code)).toContain('lookalikeExists');
	});

	it.each([
		['createLookalike', { name: 'Like the best', countries: ['DE'] }],
		['setExistingCustomers', {}],
	] as const)(
		'plans %s in a dry run though the step before, a dry run too, has made no audience yet',
		async (operation, given) => {
			const started = await startMeta();
			const options = { operation, audience: byName, ...given };
			const result = await sync(started, people(0, 1), { ...options, dryRun: true });
			expect(result.plan.targets).toMatchObject([{ added: 1, unchanged: 0 }]);
			expect(result.notices.map(({ code }) => code)).toContain('audienceMissing');
			await expect(sync(started, people(0, 1), options)).rejects.toThrow('an audience that exists');
		},
	);

	it('tells the status of an audience', async () => {
		const started = await startMeta();
		const { id } = started.sandbox.addAudience('Credit lovers', { status: 471 });
		const result = await sync(started, people(0, 1), {
			operation: 'audienceStatus',
			audience: { by: 'id', id },
		});
		expect(result.summary).toMatchObject({ operationStatus: 471, deliveryStatus: 300 });
		expect(result.notices.map(({ code }) => code)).toContain('audienceStatus471');
	});

	it('names an audience as existing customers besides those named already', async () => {
		const started = await startMeta();
		const { id } = started.sandbox.addAudience('Customers A');
		const account = `act_${started.sandbox.accounts[0]}`;
		started.sandbox.existingCustomers.set(account, ['5']);
		const options = { operation: 'setExistingCustomers', audience: byName } as const;
		await sync(started, people(0, 1), options);
		expect(started.sandbox.existingCustomers.get(account)).toEqual(['5', id]);
		const second = await sync(started, people(0, 1), options);
		expect(second.plan.targets).toMatchObject([{ added: 0, unchanged: 1 }]);
	});

	it('warns of names that hint at health or money', async () => {
		const started = await startMeta();
		const result = await sync(started, people(0, 1), {
			operation: 'addToAudience',
			audience: { by: 'name', name: 'High income buyers' },
		});
		expect(result.notices.map(({ code }) => code)).toContain('nameMayBeFlagged');
	});

	it('does not guess between audiences of one name', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A');
		started.sandbox.addAudience('Customers A');
		await expect(
			sync(started, people(0, 1), { operation: 'addToAudience', audience: byName }),
		).rejects.toThrow('2 audiences have that name');
	});

	it('fills the dropdowns over several pages', async () => {
		const started = await startMeta({ accounts: ['11', '22'] });
		for (let place = 0; place < 130; place++) started.sandbox.addAudience(`Audience ${place}`);
		const accounts = await findAdAccounts('22', started.context);
		expect(accounts).toEqual([{ id: 'act_22', name: 'Account 22' }]);
		const audiences = await findAudiences('act_11', 'audience 129', started.context);
		expect(audiences.map(({ name }) => name)).toEqual(['Audience 129']);
	});
});
