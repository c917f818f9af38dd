import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { htmlPage, type Answer } from '../../sandbox/server';
import { googleOptions } from '../../src/sync/google/options';
import { syncToGoogle } from '../../src/sync/google/syncToGoogle';
import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { metaOptions } from '../../src/sync/meta/options';
import { syncToMeta } from '../../src/sync/meta/syncToMeta';
import { redact } from '../../src/sync/http/redact';
import type { SyncResult } from '../../src/sync/run/carryOut';
import type { Progress } from '../../src/sync/run/context';
import { startGoogle, startKlaviyo, startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const marked = {
	customerId: 'c1',
	email: 'marker.person@marker-mail.com',
	phone: '+16505550123',
	firstName: 'Markerfirst',
	tier: 'vip',
	previousTier: 'midTier',
	asOf: '2026-01-01',
	churnRisk: 50,
	emailConsent: true,
	adConsent: true,
	deletionRequested: true,
	churnStatus: 'lapsed',
	winBackKey: 'c1:days:2026-01-01',
};
const rows = [marked, { ...marked, customerId: 'c2', email: 'bad marker@', phone: '6505550' }];
/** Klaviyo skips customers who asked to be deleted: nothing would be sent. */
const klaviyoRows = rows.map(({ deletionRequested: _, ...row }) => row);
const markers = /marker|6505550|access_token|EAA|ya29|pk_\w|appsecret|page\[cursor/i;

/** Answers that quote everything they received, in every field for text. */
const quoting = (status: number, code: number | string): Answer => ({
	status,
	body: {
		errors: [
			{
				id: 'e1',
				status,
				code: String(code),
				title: `Invalid value marker.person@marker-mail.com or +16505550123, see https://x.example/?access_token=EAA123456`,
				detail: 'marker.person@marker-mail.com pk_marker123456',
				source: { pointer: '/data/attributes/profiles/data' },
			},
		],
		error: {
			code,
			status: 'INVALID_ARGUMENT',
			details: [
				{
					'@type': 'type.googleapis.com/google.rpc.BadRequest',
					fieldViolations: [
						{
							field: 'audience_members.audience_members[0].marker.person@marker-mail.com',
							description: 'marker.person@marker-mail.com',
							reason: 'marker.person@marker-mail.com',
						},
					],
				},
				{
					'@type': 'type.googleapis.com/google.rpc.RequestInfo',
					requestId: 'marker.person@marker-mail.com',
				},
			],
			message: 'marker.person@marker-mail.com EAAmarker +16505550123',
			error_user_msg: 'marker.person@marker-mail.com',
			error_user_title: 'Markerfirst',
		},
	},
});

const faults: ReadonlyArray<readonly [string, object]> = [
	['400', { answer: quoting(400, 100) }],
	['401', { answer: quoting(401, 190) }],
	['403', { answer: quoting(403, 200) }],
	['404', { answer: quoting(404, 803) }],
	['409', { answer: quoting(409, 2650) }],
	['418', { answer: quoting(418, 418) }],
	['429', { answer: { ...quoting(429, 613), headers: { 'retry-after': '9999' } } }],
	['503', { answer: quoting(503, 2) }],
	['HTML', { answer: htmlPage }],
	['dropped', { drop: 'before' }],
];

const withoutPaths = (text: string) => text.replace(/^\s+at .*$/gm, '');

/** All that a host could show or keep of a run: everything but the customers' own rows. */
function saidBy(result: unknown, error: unknown, progress: readonly Progress[]): string {
	// Paths of this project's own files in stacks are not personal data.
	return withoutPaths(
		[
			inspect(result, { depth: 12, maxArrayLength: null }),
			inspect(error, { depth: 12, showHidden: true, maxArrayLength: null }),
			inspect(progress, { maxArrayLength: null }),
		].join('\n'),
	);
}

/** The markers as Meta receives them. */
const hashes = new RegExp(
	[marked.email, marked.phone.slice(1), marked.firstName.toLowerCase(), marked.email.trim()]
		.map((text) => createHash('sha256').update(text).digest('hex'))
		.join('|'),
);

/** A result without the fields of the customers' own items. */
function withoutFields(result: SyncResult | undefined) {
	return (
		result && {
			...result,
			former: [],
			outcomes: result.outcomes.map((each) => ({ ...each, fields: {} })),
		}
	);
}

type Setting = Readonly<Record<string, unknown>>;

/** Every operation, and the methods of its requests. */
const klaviyoOperations: ReadonlyArray<readonly [Setting, ...string[]]> = [
	[{ operation: 'upsertProfiles', properties: [{ field: 'churnRisk' }] }, 'GET', 'POST'],
	[{ operation: 'addToList', listId: 'L000001' }, 'GET', 'POST'],
	[
		{
			operation: 'syncLists',
			lists: [
				{ value: 'vip', listId: 'L000001' },
				{ value: 'x', listId: 'L000002' },
			],
		},
		'GET',
		'POST',
		'DELETE',
	],
	[{ operation: 'syncOneList', listId: 'L000004' }, 'GET', 'POST', 'DELETE'],
	[{ operation: 'addToList', listId: { name: 'New' }, createMissingLists: true }, 'GET', 'POST'],
	[{ operation: 'deleteProfiles', requestField: 'emailConsent' }, 'GET', 'POST'],
	[{ operation: 'removeFromList', listId: 'L000002' }, 'GET', 'DELETE'],
	[
		{
			operation: 'subscribe',
			channels: ['email', 'sms'],
			smsConsentField: 'emailConsent',
			listId: 'L000001',
		},
		'GET',
		'POST',
	],
	[{ operation: 'unsubscribe', scope: 'everywhere' }, 'GET', 'POST'],
	[{ operation: 'unsubscribe', scope: 'list', listId: 'L000002' }, 'GET', 'POST'],
	[{ operation: 'suppress' }, 'GET', 'POST'],
	[{ operation: 'unsuppress' }, 'GET', 'POST'],
	[{ operation: 'sendEvents' }, 'POST'],
	[{ operation: 'clearProperties', properties: ['churnRisk'] }, 'GET', 'PATCH'],
	[
		{ operation: 'createSegment', name: 'A', conditions: [{ property: 'x', operator: 'is-set' }] },
		'GET',
		'POST',
	],
	[
		{ operation: 'createSegment', name: 'B', conditions: [{ property: 'x', operator: 'is-set' }] },
		'GET',
		'PATCH',
	],
];

const byName = { by: 'name', name: 'Customers A' };

const metaOperations: ReadonlyArray<readonly [Setting, ...string[]]> = [
	[{ operation: 'addToAudience', audience: byName }, 'GET', 'POST'],
	[{ operation: 'removeFromAudience', audience: byName }, 'GET', 'DELETE'],
	[{ operation: 'mirrorAudience', audience: byName }, 'GET', 'POST', 'DELETE'],
	[{ operation: 'replaceAudience', audience: byName }, 'GET', 'POST'],
	[{ operation: 'valueBasedAudience', audience: byName, valueField: 'churnRisk' }, 'GET', 'POST'],
	[{ operation: 'removeEverywhere' }, 'DELETE'],
	[{ operation: 'createLookalike', audience: byName, name: 'L', countries: ['US'] }, 'GET', 'POST'],
	[{ operation: 'audienceStatus', audience: byName }, 'GET'],
	[{ operation: 'setExistingCustomers', audience: byName }, 'GET', 'POST'],
	[{ operation: 'excludeFromAdSets', audience: byName }, 'GET', 'POST'],
	[
		{
			operation: 'mirrorAudiences',
			audienceField: 'tier',
			audiences: [{ value: 'vip', audience: byName }],
		},
		'GET',
		'POST',
	],
];

const googleOperations: ReadonlyArray<readonly [Setting, ...string[]]> = [
	[{ operation: 'addToAudience', audience: byName }, 'GET', 'POST'],
	[{ operation: 'addToAudience', audience: { by: 'name', name: 'New' } }, 'GET', 'POST'],
	[{ operation: 'mirrorAudience', audience: byName }, 'GET', 'POST'],
	[{ operation: 'replaceAudience', audience: byName }, 'GET', 'POST'],
	[{ operation: 'removeFromAudience', audience: byName }, 'GET', 'POST'],
	[{ operation: 'audienceStatus', audience: byName, requestIds: ['sandbox1'] }, 'GET'],
];

const each = (operations: typeof klaviyoOperations) =>
	operations.flatMap(([setting, ...methods]) =>
		methods.map((method) => [String(setting.operation), method, setting] as const),
	);

/** Runs a sync; returns its result or its error. */
async function settled<Result>(run: Promise<Result>) {
	const [end] = await Promise.allSettled([run]);
	return end.status === 'fulfilled'
		? { result: end.value, error: undefined }
		: { result: undefined, error: end.reason as unknown };
}

describe.each(faults)('after %s', (_name, fault) => {
	it.each(each(klaviyoOperations))(
		'Klaviyo %s, met on a %s, says nothing personal',
		async (operation, method, setting) => {
			const progress: Progress[] = [];
			const { sandbox, context } = await startKlaviyo(
				{ jobMs: 0 },
				{ onProgress: (step) => progress.push(step) },
			);
			sandbox.addList('VIP');
			sandbox.addList('Mid', [marked.email]);
			sandbox.addList('Two', ['marker.stranger@marker-mail.com']);
			const profile = sandbox.addProfile({ email: marked.email, properties: { churnRisk: 1 } });
			if (operation === 'unsuppress') profile.suppressions.add('USER_SUPPRESSED');
			sandbox.segments.set('S1', { id: 'S1', name: 'B', definition: {} });
			sandbox.server.fail({ method, times: 99, ...fault });
			const options = klaviyoOptions.parse({ ...setting, dryRun: false });
			const { result, error } = await settled(syncToKlaviyo(klaviyoRows, options, context));
			expect(sandbox.server.faultsMet.length).toBeGreaterThan(0);
			expect(saidBy(result, error, progress)).not.toMatch(markers);
			for (const request of sandbox.server.requests) {
				const asked = request.path + JSON.stringify(Object.values(request.query));
				expect(asked).not.toMatch(/marker|6505550|@/i);
			}
		},
	);

	it.each(each(metaOperations))(
		'Meta %s, met on a %s, says nothing personal',
		async (operation, method, setting) => {
			const progress: Progress[] = [];
			const { sandbox, context } = await startMeta(
				{},
				{ onProgress: (step) => progress.push(step) },
			);
			sandbox.addAudience('Customers A', { isValueBased: operation === 'valueBasedAudience' });
			const adSets = [sandbox.addAdSet('Set', { geo_locations: { countries: ['US'] } }).id];
			const parse = (given: Setting) =>
				metaOptions.parse({
					adAccountId: sandbox.accounts[0],
					...given,
					...(given.operation === 'excludeFromAdSets' && { adSets }),
					dryRun: false,
				});
			const isDeleting = operation === 'removeEverywhere';
			const given = rows.map((row) => ({ ...row, deletionRequested: isDeleting }));
			// A member of the audience who is to leave it.
			const former = [{ ...given[0], customerId: 'c0', email: 'marker.former@marker-mail.com' }];
			const joining = operation === 'valueBasedAudience' ? setting : { ...metaOperations[0][0] };
			const before = await syncToMeta(former, undefined, parse(joining), context);
			const last = former.map((row, index) => ({ ...row, ...before.outcomes[index].fields }));
			sandbox.server.requests.length = 0;
			sandbox.server.fail({ method, times: 99, ...fault });
			const now = operation === 'removeFromAudience' ? [...given, ...former] : given;
			const isRemembering = operation !== 'replaceAudience';
			const { result, error } = await settled(
				syncToMeta(now, isRemembering ? last : undefined, parse(setting), context),
			);
			expect(sandbox.server.faultsMet.length).toBeGreaterThan(0);
			expect(saidBy(result, error, progress)).not.toMatch(markers);
			expect(saidBy(withoutFields(result), error, progress)).not.toMatch(/\b[0-9a-f]{64}\b/);
			for (const { path, query } of sandbox.server.requests) {
				const { appsecret_proof: _proof, ...others } = query;
				expect(path + JSON.stringify(others)).not.toMatch(/marker|6505550|@|EAA|[0-9a-f]{64}/i);
			}
		},
	);

	it.each(each(googleOperations))(
		'Google %s, met on a %s, says nothing personal',
		async (operation, method, setting) => {
			const progress: Progress[] = [];
			const { sandbox, context } = await startGoogle(
				{},
				{ onProgress: (step) => progress.push(step) },
			);
			sandbox.addList('Customers A');
			const parse = (given: Setting) =>
				googleOptions.parse({
					accountId: sandbox.accounts[0],
					dryRun: false,
					...given,
					...('termsAccepted' in joins(given) ? { termsAccepted: true } : {}),
				});
			const given = rows.map((row) => ({ ...row, deletionRequested: false }));
			// A member of the list who is to leave it.
			const former = [{ ...given[0], customerId: 'c0', email: 'marker.former@marker-mail.com' }];
			const before = await syncToGoogle(
				former,
				undefined,
				parse({ operation: 'addToAudience', audience: byName }),
				context,
			);
			const last = former.map((row, index) => ({ ...row, ...before.outcomes[index].fields }));
			sandbox.server.requests.length = 0;
			sandbox.server.fail({ method, times: 99, ...fault });
			const now = operation === 'removeFromAudience' ? [...given, ...former] : given;
			const isRemembering = operation !== 'replaceAudience' && setting.audience === byName;
			const { result, error } = await settled(
				syncToGoogle(now, isRemembering ? last : undefined, parse(setting), context),
			);
			expect(sandbox.server.faultsMet.length).toBeGreaterThan(0);
			// A hash may contain the letters that Meta's tokens begin with.
			expect(saidBy(result, error, progress)).not.toMatch(/marker|6505550|ya29/i);
			expect(saidBy(withoutFields(result), error, progress)).not.toMatch(markers);
			expect(saidBy(withoutFields(result), error, progress)).not.toMatch(/\b[0-9a-f]{64}\b/);
			for (const { path, query } of sandbox.server.requests) {
				expect(path + JSON.stringify(query)).not.toMatch(/marker|6505550|@|ya29|[0-9a-f]{64}/i);
			}
		},
	);
});

/** Operations that add customers to a list need the terms. */
const joins = ({ operation }: Setting): object =>
	operation === 'removeFromAudience' || operation === 'audienceStatus'
		? {}
		: { termsAccepted: true };

describe('a platform that quotes single customers', () => {
	it('is not quoted from the errors of an import, with payload and detail', async () => {
		const progress: Progress[] = [];
		const { sandbox, context } = await startKlaviyo(
			{ jobMs: 0 },
			{ onProgress: (step) => progress.push(step) },
		);
		sandbox.failImports(() => 'invalid');
		const options = klaviyoOptions.parse({ ...klaviyoOperations[0][0], dryRun: false });
		const result = await syncToKlaviyo(klaviyoRows, options, context);
		const quotes = sandbox.server.exchanges.filter(({ request }) =>
			/import-errors/.test(request.path),
		);
		expect(JSON.stringify(quotes[0].answer)).toMatch(markers);
		expect(result.outcomes[0]).toMatchObject({ status: 'rejected', code: 'invalid' });
		expect(saidBy(result, undefined, progress)).not.toMatch(markers);
	});

	it("is not quoted from Meta's samples of invalid entries", async () => {
		const progress: Progress[] = [];
		const { sandbox, context } = await startMeta({}, { onProgress: (step) => progress.push(step) });
		sandbox.addAudience('Customers A');
		sandbox.invalidKeys.add(createHash('sha256').update(marked.email).digest('hex'));
		const options = metaOptions.parse({
			adAccountId: sandbox.accounts[0],
			...metaOperations[0][0],
			dryRun: false,
		});
		const given = [{ ...marked, deletionRequested: false }];
		const result = await syncToMeta(given, undefined, options, context);
		const quotes = sandbox.server.exchanges.filter(({ request }) => /users$/.test(request.path));
		expect(JSON.stringify(quotes[0].answer)).toMatch(hashes);
		expect(result.outcomes[0]).toMatchObject({ status: 'rejected', code: 'invalidEntry' });
		expect(saidBy(withoutFields(result), undefined, progress)).not.toMatch(hashes);
		expect(saidBy(withoutFields(result), undefined, progress)).not.toMatch(markers);
	});
});

describe('redact', () => {
	it.each([
		['Invalid ann@example.com', 'Invalid [email]'],
		['at https://a.example/b?c=d', 'at [address]'],
		['number +44 20 7946 0958 is wrong', 'number [number] is wrong'],
		[`cell ${'ab'.repeat(32)}`, 'cell [hash]'],
		['key pk_abcdef123', 'key [key]'],
		['Invalid input.', 'Invalid input.'],
	])('turns "%s" into "%s"', (text, expected) => {
		expect(redact(text)).toBe(expected);
	});
});
