import fc from 'fast-check';
import { klaviyoBodies } from '../../sandbox/klaviyo/schemas';
import { endpoints } from '../../src/sync/klaviyo/api/endpoints';
import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { findLists } from '../../src/sync/klaviyo/api/findLists';
import {
	faultsOfRequest,
	isPublishedHere,
	publishedOperation,
	publishedOperations,
	publishedValidator,
} from '../support/publishedKlaviyo';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

const describeWhereShared = isPublishedHere ? describe : describe.skip;
const title = isPublishedHere
	? 'the published schemas of Klaviyo'
	: 'the published schemas of Klaviyo (skipped: ../shared is not there)';

afterEach(stopSandboxes);

describeWhereShared(title, () => {
	it.each(Object.entries(endpoints))('agree with the endpoint %s', (name, endpoint) => {
		const published = publishedOperations[name];
		expect(endpoint.method).toBe(published.method);
		expect(endpoint.path.replace('{id}', '{}')).toBe(published.path.replace(/\{\w+\}/, '{}'));
		expect(`${endpoint.perSecond}/s`).toBe(published.ratelimit.burst);
		expect(`${endpoint.perMinute}/m`).toBe(published.ratelimit.steady);
		expect([...endpoint.scopes].sort()).toEqual([...published.scopes].sort());
	});

	const rows = Array.from({ length: 12 }, (_, place) => ({
		customerId: `c${place}`,
		email: `p${place}@example.com`,
		phone: `+1650555${1000 + place}`,
		firstName: 'Pat',
		tier: place % 2 === 0 ? 'vip' : 'midTier',
		previousTier: 'vip',
		asOf: '2026-05-31T12:00:00.000Z',
		churnRisk: place === 3 ? null : place * 7.5,
		active: place > 3,
		emailConsent: 'subscribed',
		smsConsent: true,
		consentedAt: '2024-02-03T04:05:06Z',
		churnStatus: 'lapsed',
		winBackKey: `c${place}:days:2026-01-01`,
		value: place,
	}));
	const conditions = [
		{ property: "odd'name", operator: 'greater-than', value: 7 },
		{ property: 'a', operator: 'contains', value: 'x' },
		{ property: 'b', operator: 'equals', value: false },
		{ property: 'c', operator: 'not-set' },
		{ property: 'd', operator: 'before', value: '2026-01-01' },
		{ property: 'd', operator: 'in-the-last', value: '30' },
		{ property: 'a', operator: 'not-contains', value: '7' },
	];

	it('hold for every request of every operation, and for every answer of the sandbox', async () => {
		const { sandbox, context } = await startKlaviyo();
		const vip = sandbox.addList('VIP', ['gone@example.com', 'p1@example.com']);
		const mid = sandbox.addList('Mid-Tier');
		sandbox.addProfile({ email: 'p0@example.com', properties: { churnRisk: 3, active: true } });
		sandbox.failImports((email) => (email === 'p5@example.com' ? 'invalid_email' : undefined));
		const lists = [
			{ value: 'vip', listId: vip.id },
			{ value: 'midTier', listId: mid.id },
		];
		const properties = [{ field: 'churnRisk' }, { field: 'active', property: 'is active' }];
		for (const options of [
			{
				operation: 'upsertProfiles',
				properties,
				firstNameField: 'firstName',
				externalIdField: 'customerId',
				emptyCells: 'clear',
			},
			{ operation: 'syncLists', lists },
			{ operation: 'syncOneList', listId: mid.id },
			{ operation: 'addToList', listId: mid.id },
			{ operation: 'removeFromList', listId: mid.id, maxRemovalShare: 1 },
			{ operation: 'suppress' },
			{ operation: 'unsuppress' },
			{
				operation: 'subscribe',
				listId: vip.id,
				channels: ['email', 'sms'],
				historicalImport: true,
				consentedAtField: 'consentedAt',
				customSource: 'n8n',
			},
			{
				operation: 'unsubscribe',
				listId: vip.id,
				channels: ['email', 'sms'],
				maxRemovalShare: 1,
			},
			{ operation: 'unsubscribe', scope: 'everywhere' },
			{ operation: 'createSegment', name: 'All', conditions },
			{ operation: 'createSegment', name: 'All', conditions, match: 'any' },
			{ operation: 'sendEvents', valueField: 'value', valueCurrency: 'EUR', backfill: true },
			{ operation: 'sendEvents', event: 'winBackDue', propertyFields: ['active'] },
			{ operation: 'clearProperties', properties: ['churnRisk'] },
			{ operation: 'addToList', listId: { name: 'New' }, createMissingLists: true },
			{ operation: 'deleteProfiles', requestField: 'active', maxRemovals: 20 },
		]) {
			await syncToKlaviyo(rows, klaviyoOptions.parse({ ...options, dryRun: false }), context);
		}
		await findLists('', context);

		const used = new Set<string>();
		for (const { request, answer } of sandbox.server.exchanges) {
			const { name, operation } = publishedOperation(request.method, request.path);
			used.add(name);
			// A deleted profile is not found any more.
			expect(answer.status === 404 ? name === 'get_profile' : answer.status < 300).toBe(true);
			expect(faultsOfRequest(request)).toEqual([]);
			const ref = operation.responses[String(answer.status)];
			if (ref != null) {
				const isValid = publishedValidator(ref);
				expect({ name, valid: isValid(answer.body), errors: isValid.errors }).toEqual({
					name,
					valid: true,
					errors: null,
				});
			}
		}
		const unused = Object.keys(endpoints).filter((name) => !used.has(name));
		expect(unused).toEqual([]);
	}, 30_000);

	describe('judge bodies as the sandbox does', () => {
		const identity = fc.record(
			{
				email: fc.oneof(fc.string(), fc.constant(null), fc.integer()),
				phone_number: fc.constantFrom('+16505551212', '6505551212', '+0', '', null, 5),
				external_id: fc.string(),
				properties: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.constant('no')),
				surplus: fc.constant(1),
			},
			{ requiredKeys: [] },
		);
		const type = (name: string) =>
			fc.oneof({ weight: 9, arbitrary: fc.constant(name) }, fc.string());
		const profile = (attributes: fc.Arbitrary<unknown>) =>
			fc.record({ type: type('profile'), attributes });
		const listOf = (entry: fc.Arbitrary<unknown>) =>
			fc.record({ data: fc.array(entry, { minLength: 0, maxLength: 3 }) });
		const consent = (word: string) =>
			fc.record(
				{
					email: fc.record({ marketing: fc.record({ consent: fc.constantFrom(word, 'NO') }) }),
					sms: fc.constantFrom(null, { marketing: { consent: word } }, { marketing: {} }),
				},
				{ requiredKeys: [] },
			);
		const job = (name: string, attributes: fc.Arbitrary<unknown>) =>
			fc.record({ data: fc.record({ type: type(name), attributes }) });
		const bodies = {
			add_profiles_to_list: listOf(fc.record({ type: type('profile'), id: fc.string() })),
			remove_profiles_from_list: listOf(fc.record({ type: type('profile'), id: fc.string() })),
			update_profile: fc.record({
				data: fc.record(
					{ type: type('profile'), id: fc.string(), attributes: identity },
					{ requiredKeys: ['type', 'attributes'] },
				),
			}),
			bulk_import_profiles: job(
				'profile-bulk-import-job',
				fc.record({ profiles: listOf(profile(identity)) }),
			),
			bulk_subscribe_profiles: job(
				'profile-subscription-bulk-create-job',
				fc.record({
					profiles: listOf(
						profile(
							fc.record(
								{ email: fc.string(), subscriptions: consent('SUBSCRIBED') },
								{ requiredKeys: [] },
							),
						),
					),
				}),
			),
			bulk_unsubscribe_profiles: job(
				'profile-subscription-bulk-delete-job',
				fc.record({
					profiles: listOf(
						profile(
							fc.record(
								{ email: fc.string(), subscriptions: consent('UNSUBSCRIBED') },
								{ requiredKeys: [] },
							),
						),
					),
				}),
			),
			bulk_suppress_profiles: job(
				'profile-suppression-bulk-create-job',
				fc.record({
					profiles: listOf(profile(fc.record({ email: fc.string() }, { requiredKeys: [] }))),
				}),
			),
			bulk_unsuppress_profiles: job(
				'profile-suppression-bulk-delete-job',
				fc.record({
					profiles: listOf(profile(fc.record({ email: fc.string() }, { requiredKeys: [] }))),
				}),
			),
			create_segment: job(
				'segment',
				fc.record({
					name: fc.string(),
					definition: fc.record({
						condition_groups: fc.array(
							fc.record({
								conditions: fc.array(
									fc.record({
										type: type('profile-property'),
										property: fc.string(),
										filter: fc.record(
											{
												type: fc.constantFrom('numeric', 'string', 'boolean', 'existence', 'date'),
												operator: fc.constantFrom(
													'equals',
													'greater-than',
													'is-set',
													'contains',
													'after',
													'in-the-last',
												),
												value: fc.constantFrom(1, 'a', true),
												date: fc.constantFrom('2026-01-01T00:00:00+00:00', 'soon', undefined),
												unit: fc.constantFrom('day', 'year', undefined),
												quantity: fc.constantFrom(1, 1.5, undefined),
											},
											{ requiredKeys: ['type', 'operator'] },
										),
									}),
									{ maxLength: 2 },
								),
							}),
							{ maxLength: 2 },
						),
					}),
				}),
			),
			create_event: fc.record({
				data: fc.record({
					type: type('event'),
					attributes: fc.record(
						{
							properties: fc.constantFrom({}, { a: 1 }, null),
							metric: fc.constant({ data: { type: 'metric', attributes: { name: 'A' } } }),
							profile: fc.record({ data: profile(identity) }),
							time: fc.constantFrom('2026-01-01T00:00:00+00:00', '2026-01-01', null),
							unique_id: fc.string(),
							value: fc.constantFrom(1, '1', null),
						},
						{ requiredKeys: [] },
					),
				}),
			}),
		} satisfies Partial<Record<keyof typeof klaviyoBodies, fc.Arbitrary<unknown>>>;

		it.each(Object.entries(bodies))('%s', (name, arbitrary) => {
			const isPublished = publishedValidator(publishedOperations[name].request ?? '');
			const ours = klaviyoBodies[name as keyof typeof klaviyoBodies];
			fc.assert(
				fc.property(arbitrary as fc.Arbitrary<unknown>, (body) => {
					const json: unknown = JSON.parse(JSON.stringify(body));
					expect(ours.safeParse(json).success).toBe(isPublished(json));
				}),
				{ numRuns: 300 },
			);
		});
	});
});
