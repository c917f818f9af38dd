import { inspect } from 'node:util';
import { htmlPage, type Answer } from '../../sandbox/server';
import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { metaOptions } from '../../src/sync/meta/options';
import { syncToMeta } from '../../src/sync/meta/syncToMeta';
import { redact } from '../../src/sync/shared/redact';
import type { Progress } from '../../src/sync/shared/context';
import { startKlaviyo, startMeta, stopSandboxes } from '../support/syncContext';

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
const markers = /marker|6505550|access_token|EAA|pk_\w|appsecret|page\[cursor/i;

/** Answers that quote everything they were sent, in every place where platforms put words. */
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

/** All that a host could show or keep of a run: everything but the customers' own rows. */
function saidBy(result: unknown, error: unknown, progress: readonly Progress[]): string {
	return (
		[
			inspect(result, { depth: 12 }),
			inspect(error, { depth: 12, showHidden: true }),
			inspect(progress),
		]
			.join('\n')
			// Paths of this project's own files in stacks are no personal data.
			.replace(/^\s+at .*$/gm, '')
	);
}

const klaviyoOperations = [
	{ operation: 'upsertProfiles', properties: [{ field: 'churnRisk' }] },
	{ operation: 'addToList' },
	{ operation: 'syncLists' },
	{ operation: 'syncOneList' },
	{ operation: 'removeFromList' },
	{ operation: 'subscribe', channels: ['email', 'sms'], smsConsentField: 'emailConsent' },
	{ operation: 'unsubscribe' },
	{ operation: 'unsubscribe', scope: 'everywhere' },
	{ operation: 'suppress' },
	{ operation: 'unsuppress' },
	{ operation: 'sendEvents' },
	{ operation: 'clearProperties', properties: ['churnRisk'] },
	{ operation: 'createSegment', name: 'A', conditions: [{ property: 'x', operator: 'is-set' }] },
] as const;

const metaOperations = [
	'addToAudience',
	'removeFromAudience',
	'mirrorAudience',
	'replaceAudience',
	'valueBasedAudience',
	'removeEverywhere',
] as const;

describe.each(faults)('after %s', (_name, fault) => {
	it.each(klaviyoOperations)('Klaviyo $operation says nothing personal', async (given) => {
		for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
			const progress: Progress[] = [];
			const { sandbox, context } = await startKlaviyo(
				{},
				{ onProgress: (each) => progress.push(each) },
			);
			const list = sandbox.addList('VIP', method === 'DELETE' ? [marked.email] : []);
			sandbox.addProfile({ email: marked.email, properties: { churnRisk: 1 } });
			sandbox.server.fail({ method, times: 99, ...fault });
			const options = klaviyoOptions.parse({
				...('scope' in given || !/List|subscribe$/.test(given.operation)
					? {}
					: given.operation === 'syncLists'
						? { lists: [{ value: method === 'DELETE' ? 'x' : 'vip', listId: list.id }] }
						: { listId: list.id }),
				...given,
				dryRun: false,
				...(/^upsert|subscribe$|suppress$/.test(given.operation)
					? { compareFirst: method === 'GET' }
					: {}),
			});
			let result: unknown;
			const error: unknown = await syncToKlaviyo(rows, options, context).then(
				(value) => void (result = value),
				(caught: unknown) => caught,
			);
			expect(saidBy(result, error, progress)).not.toMatch(markers);
			for (const request of sandbox.server.requests) {
				expect(request.path + JSON.stringify(Object.values(request.query))).not.toMatch(
					/marker|6505550|@/i,
				);
			}
		}
	});

	it.each(metaOperations)('Meta %s says nothing personal', async (operation) => {
		for (const method of ['GET', 'POST', 'DELETE']) {
			const progress: Progress[] = [];
			const { sandbox, context } = await startMeta(
				{},
				{ onProgress: (each) => progress.push(each) },
			);
			sandbox.addAudience('Customers A', { isValueBased: operation === 'valueBasedAudience' });
			sandbox.server.fail({ method, times: 99, ...fault });
			const options = metaOptions.parse({
				operation,
				adAccountId: sandbox.accounts[0],
				...(operation === 'removeEverywhere'
					? {}
					: { audience: { by: 'name', name: 'Customers A' } }),
				dryRun: false,
			});
			let result: unknown;
			const error: unknown = await syncToMeta(rows, [], options, context).then(
				(value) => void (result = value),
				(caught: unknown) => caught,
			);
			expect(saidBy(result, error, progress)).not.toMatch(markers);
			for (const { path, query } of sandbox.server.requests) {
				const { appsecret_proof: _proof, ...others } = query;
				expect(path + JSON.stringify(others)).not.toMatch(/marker|6505550|@|EAA/i);
			}
		}
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
