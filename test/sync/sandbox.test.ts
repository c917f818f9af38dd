import { createHmac } from 'node:crypto';
import { axiosTransport } from '../../harness/sandbox/axiosTransport';
import { KlaviyoSandbox } from '../../sandbox/klaviyo/klaviyoSandbox';
import { MetaSandbox } from '../../sandbox/meta/metaSandbox';
import { klaviyoRevision } from '../../src/sync/klaviyo/api/endpoints';
import { sha256 } from '../../src/values/sha256';
import type { TransportRequest } from '../../src/sync/http/transport';

const now = () => Date.UTC(2026, 5, 1);
const jsonApi = 'application/vnd.api+json';

interface Sent {
	readonly method?: TransportRequest['method'];
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

describe("Klaviyo's sandbox server", () => {
	const sandbox = new KlaviyoSandbox({ now, jobMs: 0 });
	let baseUrl = '';
	beforeAll(async () => {
		baseUrl = await sandbox.start();
		sandbox.addList('VIP');
	});
	afterAll(() => sandbox.stop());

	async function send({ method = 'POST', path, query = {}, headers = {}, body }: Sent) {
		const answer = await axiosTransport({ baseUrl })({
			method,
			path: `/api/${path}`,
			query,
			headers: {
				authorization: `Klaviyo-API-Key ${sandbox.key}`,
				revision: klaviyoRevision,
				...(body === undefined ? {} : { 'content-type': jsonApi }),
				...headers,
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		return answer.status;
	}

	const profile = (attributes: object = { email: 'a@example.com' }) => ({
		type: 'profile',
		attributes,
	});
	const many = <Entry>(count: number, entry: Entry) => Array<Entry>(count).fill(entry);
	const importOf = (profiles: readonly object[]) => ({
		path: 'profile-bulk-import-jobs',
		body: {
			data: { type: 'profile-bulk-import-job', attributes: { profiles: { data: profiles } } },
		},
	});
	const ofBytes = (bytes: number) =>
		profile({ email: 'a@example.com', properties: { text: 'x'.repeat(bytes) } });
	const consentJob = (kind: 'create' | 'delete', count: number) => ({
		path: `profile-subscription-bulk-${kind}-jobs`,
		body: {
			data: {
				type: `profile-subscription-bulk-${kind}-job`,
				attributes: {
					profiles: {
						data: many(
							count,
							profile({
								email: 'a@example.com',
								subscriptions: {
									email: {
										marketing: { consent: kind === 'create' ? 'SUBSCRIBED' : 'UNSUBSCRIBED' },
									},
								},
							}),
						),
					},
				},
			},
		},
	});
	const suppressionJob = (kind: 'create' | 'delete', count: number) => ({
		path: `profile-suppression-bulk-${kind}-jobs`,
		body: {
			data: {
				type: `profile-suppression-bulk-${kind}-job`,
				attributes: { profiles: { data: many(count, profile()) } },
			},
		},
	});
	const removal = (count: number): Sent => ({
		method: 'DELETE',
		path: 'lists/L000001/relationships/profiles',
		body: { data: many(count, { type: 'profile', id: 'P1' }) },
	});
	const reading = (path: string, size: number): Sent => ({
		method: 'GET',
		path,
		query: { 'page[size]': String(size) },
	});
	const lists: Sent = { method: 'GET', path: 'lists' };
	const deletion = ({ id, ...attributes }: { id?: string; email?: string }): Sent => ({
		path: 'data-privacy-deletion-jobs',
		body: {
			data: {
				type: 'data-privacy-deletion-job',
				attributes: { profile: { data: { type: 'profile', id, attributes } } },
			},
		},
	});
	const creation = (name: string | undefined): Sent => ({
		path: 'lists',
		body: { data: { type: 'list', attributes: { name } } },
	});

	it.each<readonly [string, within: Sent, above: Sent, status: number]>([
		[
			'10,000 profiles a job',
			importOf(many(10_000, profile())),
			importOf(many(10_001, profile())),
			400,
		],
		[
			'5 MB a request',
			importOf(many(52, ofBytes(99_000))),
			importOf(many(54, ofBytes(99_000))),
			413,
		],
		['100 KB a profile', importOf([ofBytes(99_000)]), importOf([ofBytes(100_001)]), 400],
		['1,000 subscriptions a job', consentJob('create', 1000), consentJob('create', 1001), 400],
		['100 unsubscriptions a job', consentJob('delete', 100), consentJob('delete', 101), 400],
		['100 suppressions a job', suppressionJob('create', 100), suppressionJob('create', 101), 400],
		[
			'100 lifted suppressions a job',
			suppressionJob('delete', 100),
			suppressionJob('delete', 101),
			400,
		],
		['1,000 removals a request', removal(1000), removal(1001), 400],
		[
			'one identifier of a profile to delete',
			deletion({ id: 'P1' }),
			deletion({ id: 'P1', email: 'a@b.example' }),
			400,
		],
		['the name of a list to create', creation('New'), creation(undefined), 400],
		['10 lists a page', reading('lists', 10), reading('lists', 11), 400],
		[
			'100 members a page',
			reading('lists/L000001/profiles', 100),
			reading('lists/L000001/profiles', 101),
			400,
		],
		['100 profiles a page', reading('profiles', 100), reading('profiles', 101), 400],
		['a revision', lists, { ...lists, headers: { revision: '' } }, 400],
		[
			'a revision of the last two years',
			lists,
			{ ...lists, headers: { revision: '2024-02-15' } },
			410,
		],
		[
			'a content type',
			importOf([profile()]),
			{ ...importOf([profile()]), headers: { 'content-type': 'text/plain' } },
			415,
		],
		['its key', lists, { ...lists, headers: { authorization: 'Klaviyo-API-Key pk_other' } }, 401],
		[
			'a type in every entry',
			importOf([profile()]),
			importOf([{ attributes: { email: 'a@example.com' } }]),
			400,
		],
		[
			'attributes that it knows',
			importOf([profile()]),
			importOf([profile({ firstName: 'Ann' })]),
			400,
		],
		[
			'phones in E.164',
			importOf([profile({ phone_number: '+16505551212' })]),
			importOf([profile({ phone_number: '650 555 1212' })]),
			400,
		],
	])('holds to %s', async (_limit, within, above, status) => {
		expect(await send(within)).toBeLessThan(300);
		expect(await send(above)).toBe(status);
	});
});

describe("Meta's sandbox server", () => {
	const sandbox = new MetaSandbox({ now });
	let baseUrl = '';
	let path = '';
	beforeAll(async () => {
		baseUrl = await sandbox.start();
		path = `${sandbox.addAudience('Customers A').id}/users`;
	});
	afterAll(() => sandbox.stop());

	const proofOf = (token: string, secret = sandbox.appSecret) =>
		createHmac('sha256', secret).update(token).digest('hex');

	async function send({ method = 'POST', query = {}, headers = {}, body }: Partial<Sent>) {
		const { status, body: text } = await axiosTransport({ baseUrl })({
			method,
			path: `/v26.0/${path}`,
			query: { appsecret_proof: proofOf(sandbox.token), ...query },
			headers: {
				authorization: `Bearer ${sandbox.token}`,
				'content-type': 'application/json',
				...headers,
			},
			body: JSON.stringify(body),
		});
		const { error } = JSON.parse(text) as { error?: { code: number } };
		return status < 300 ? undefined : error?.code;
	}

	let sessions = 0;
	const row = [sha256('a@example.com')];
	const upload = (data: readonly unknown[], schema: readonly string[] = ['EMAIL']) => ({
		body: {
			payload: { schema, data },
			session: {
				session_id: ++sessions,
				batch_seq: 1,
				last_batch_flag: true,
				estimated_num_total: Math.max(1, data.length),
			},
		},
	});

	it.each<readonly [string, within: Partial<Sent>, above: () => Partial<Sent>, code: number]>([
		['10,000 rows', upload(Array(10_000).fill(row)), () => upload(Array(10_001).fill(row)), 100],
		['a row at least', upload([row]), () => upload([]), 100],
		['rows as long as their schema', upload([row]), () => upload([[...row, '']]), 100],
		['columns that it knows', upload([row]), () => upload([row], ['MAIL']), 100],
		[
			'its token',
			upload([row]),
			() => ({ ...upload([row]), headers: { authorization: 'Bearer EAAother' } }),
			190,
		],
		[
			'a token in the header',
			upload([row]),
			() => ({
				...upload([row]),
				query: { access_token: sandbox.token },
				headers: { authorization: '' },
			}),
			190,
		],
		[
			'a proof with its secret',
			upload([row]),
			() => ({ ...upload([row]), query: { appsecret_proof: proofOf(sandbox.token, 'other') } }),
			100,
		],
		[
			'a proof of its token',
			upload([row]),
			() => ({ ...upload([row]), query: { appsecret_proof: proofOf('EAAother') } }),
			100,
		],
	])('holds to %s', async (_limit, within, above, code) => {
		expect(await send(within)).toBeUndefined();
		expect(await send(above())).toBe(code);
	});

	it('counts cells that are no hash as invalid, and keeps no such row', async () => {
		const audience = sandbox.addAudience('Customers B');
		path = `${audience.id}/users`;
		expect(await send(upload([row, ['a@example.com']]))).toBeUndefined();
		expect(sandbox.membersOf(audience.id)).toEqual(row);
	});
});
