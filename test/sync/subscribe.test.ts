import type { Transport } from '../../src/sync/http/transport';
import { workflowCalendar } from '../../nodes/shared/syncs/workflowCalendar';
import { codes, noticeCodes, statuses, sync, type Rows } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const ann = { email: 'ann@example.com', emailConsent: true };
const phone = '+16505551212';

async function withNewsletter(optIn?: 'double_opt_in', context = {}) {
	const started = await startKlaviyo({}, context);
	const list = started.sandbox.addList('Newsletter', [], optIn);
	const profile = started.sandbox.addProfile({ email: ann.email });
	const given = { operation: 'subscribe', listId: list.id } as const;
	const sent = () => started.sandbox.server.requests.filter(({ method }) => method === 'POST');
	return { ...started, list, profile, given, sent };
}

describe('people who have said no in Klaviyo', () => {
	it.each(['UNSUBSCRIBE', 'SPAM_COMPLAINT', 'USER_SUPPRESSED'])(
		'are left out on every run, though not on the list: %s',
		async (reason) => {
			const started = await withNewsletter();
			started.profile.suppressions.add(reason);
			const result = await sync(started, [ann], started.given);
			expect(codes(result)).toEqual(['unsubscribedInKlaviyo']);
			expect(result.plan.sentence).toContain('1 unsubscribed or suppressed in Klaviyo');
			expect(started.sent()).toEqual([]);
			const blind = await sync(started, [ann], { ...started.given, compareFirst: false });
			expect(codes(blind)).toEqual(['unsubscribedInKlaviyo']);
		},
	);

	it('are left out by the channel they have unsubscribed from', async () => {
		const started = await withNewsletter();
		Object.assign(started.profile, { phone, smsConsent: 'UNSUBSCRIBED' });
		const rows = [{ ...ann, phone, smsConsent: true }];
		const options = { ...started.given, channels: ['email', 'sms'] };
		expect(codes(await sync(started, rows, options))).toEqual(['sent']);
		expect(started.profile).toMatchObject({
			emailConsent: 'SUBSCRIBED',
			smsConsent: 'UNSUBSCRIBED',
		});
		const sms = { ...started.given, channels: ['sms'] };
		expect(codes(await sync(started, rows, sms))).toEqual(['unsubscribedInKlaviyo']);
	});

	it('are left out of the list they were taken off, and of no other one', async () => {
		const started = await withNewsletter();
		started.profile.listSuppressions.set(started.list.id, 'USER_SUPPRESSED');
		expect(codes(await sync(started, [ann], started.given))).toEqual(['unsubscribedInKlaviyo']);
		const listId = started.sandbox.addList('News').id;
		expect(codes(await sync(started, [ann], { ...started.given, listId }))).toEqual(['sent']);
	});

	it('are subscribed again on request', async () => {
		const started = await withNewsletter();
		started.profile.emailConsent = 'UNSUBSCRIBED';
		started.profile.suppressions.add('UNSUBSCRIBE');
		const result = await sync(started, [ann], { ...started.given, resubscribe: true });
		expect(codes(result)).toEqual(['sent']);
		expect(started.profile.emailConsent).toBe('SUBSCRIBED');
		expect(started.profile.suppressions.size).toBe(0);
	});
});

it('subscribes once, and finds it done the next time', async () => {
	const started = await withNewsletter();
	const first = await sync(started, [ann], started.given);
	expect(noticeCodes(first)).toEqual([]);
	expect(codes(await sync(started, [ann], started.given))).toEqual(['unchanged']);
	expect(started.sent()).toHaveLength(1);
});

it('says of a list with double opt-in that people are asked again, and waits for nobody', async () => {
	const started = await withNewsletter('double_opt_in');
	const result = await sync(started, [ann], started.given);
	expect(noticeCodes(result)).toEqual(['doubleOptIn']);
	expect(statuses(result)).toEqual(['accepted']);
	expect(result.outcomes[0].sentence).toContain('asked the customer to confirm');
	expect(started.clock.slept).toBe(0);
	started.sandbox.settle();
	expect(started.profile.confirmationsAsked).toBe(1);
	expect(started.sandbox.emailsOn(started.list.id)).toEqual([]);
});

describe('the moment of consent', () => {
	const options = { consentedAtField: 'at' };

	it('goes along with a historical import alone', async () => {
		const started = await withNewsletter();
		const rows = [{ ...ann, at: '2024-01-02T00:00:00Z' }];
		expect(codes(await sync(started, rows, { ...started.given, ...options }))).toEqual(['sent']);
		expect(started.sent()[0].body).not.toContain('consented_at');
	});

	it.each([
		['2024-01-02 08:30', '2024-01-02T13:30:00.000Z'],
		['2024-07-02', '2024-07-02T04:00:00.000Z'],
		[1_704_202_200, '2024-01-02T13:30:00.000Z'],
		[1_704_202_200_000, '2024-01-02T13:30:00.000Z'],
	])("is read in the workflow's zone: %s", async (at, instant) => {
		const started = await withNewsletter(undefined, {
			calendar: workflowCalendar('America/New_York'),
		});
		const rows = [{ ...ann, at }];
		const given = { ...started.given, ...options, historicalImport: true };
		expect(codes(await sync(started, rows, given))).toEqual(['sent']);
		expect(started.sent()[0].body).toContain(`"consented_at":"${instant}"`);
	});

	it.each([['2024-02-30'], ['soon'], [''], [5], ['2027-01-01T00:00:00Z']])(
		'leaves the customer out where it is no past date: %s',
		async (at) => {
			const started = await withNewsletter();
			const given = { ...started.given, ...options, historicalImport: true };
			expect(codes(await sync(started, [{ ...ann, at }], given))).toEqual(['noConsentDate']);
		},
	);
});

it.each<[string, <Entry>(entries: Entry[]) => Entry[]]>([
	['before', (entries) => entries],
	['after', (entries) => [...entries].reverse()],
])('leaves an address out where a row %s it says no', async (_name, inOrder) => {
	const started = await startKlaviyo();
	const rows: Rows = inOrder([
		{ email: 'ann@example.com', emailConsent: 'no' },
		{ email: 'ANN@example.com', emailConsent: 'yes' },
		{ email: 'bob@example.com', emailConsent: 'yes' },
	]);
	const result = await sync(started, rows, { operation: 'subscribe' });
	const [bob] = inOrder(codes(result)).slice(2);
	expect(bob).toBe('sent');
	expect([...started.sandbox.profiles.values()].map(({ email }) => email)).toEqual([
		'bob@example.com',
	]);
});

it('names the reason where another row with the address says no', async () => {
	const started = await startKlaviyo();
	const rows = [
		{ email: 'ann@example.com', emailConsent: 'yes' },
		{ email: 'ann@example.com', emailConsent: 'no' },
	];
	const result = await sync(started, rows, { operation: 'subscribe' });
	expect(codes(result)).toEqual(['consentDiffers', 'duplicateContact']);
});

it('takes an empty cell of another row for no answer', async () => {
	const started = await startKlaviyo();
	const rows = [ann, { email: 'ann@example.com', emailConsent: '' }];
	const result = await sync(started, rows, { operation: 'subscribe' });
	expect(codes(result)).toEqual(['sent', 'duplicateContact']);
});

describe('a person whose subscription Klaviyo does not report', () => {
	const silent: Array<[string, (attributes: Record<string, never>) => void]> = [
		['lacks "subscriptions"', (attributes) => void delete attributes.subscriptions],
		['has null subscriptions', (attributes) => Object.assign(attributes, { subscriptions: null })],
		[
			'has null marketing',
			({ subscriptions }) => Object.assign(subscriptions, { email: { marketing: null } }),
		],
		['has no email channel', ({ subscriptions }) => void delete (subscriptions as never)['email']],
	];

	it.each(silent)('is not subscribed where the answer %s', async (_name, silence) => {
		const started = await withNewsletter();
		started.profile.emailConsent = 'UNSUBSCRIBED';
		const silenced = {
			...started,
			context: { ...started.context, transport: withoutAnswer(started.context.transport, silence) },
		};
		const result = await sync(silenced, [ann], started.given);
		expect(codes(result)).toEqual(['subscriptionUnknown']);
		expect(started.sent()).toEqual([]);
		expect(started.profile.emailConsent).toBe('UNSUBSCRIBED');
	});

	it.each(silent)(
		'is unsubscribed and not called unsubscribed where the answer %s',
		async (_name, silence) => {
			const started = await withNewsletter();
			started.profile.emailConsent = 'SUBSCRIBED';
			const silenced = {
				...started,
				context: {
					...started.context,
					transport: withoutAnswer(started.context.transport, silence),
				},
			};
			await sync(silenced, [ann], { operation: 'unsubscribe', scope: 'everywhere' });
			started.sandbox.settle();
			expect(started.profile.emailConsent).toBe('UNSUBSCRIBED');
		},
	);
});

/** Changes the attributes of every profile in an answer. */
function withoutAnswer(
	transport: Transport,
	change: (attributes: Record<string, never>) => void,
): Transport {
	return async (request) => {
		const response = await transport(request);
		if (!request.path.endsWith('/profiles')) return response;
		const body = JSON.parse(response.body) as {
			data: Array<{ attributes: Record<string, never> }>;
		};
		for (const { attributes } of body.data) change(attributes);
		return { ...response, body: JSON.stringify(body) };
	};
}
