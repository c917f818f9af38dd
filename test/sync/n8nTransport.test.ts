import { AxiosError, type InternalAxiosRequestConfig } from 'axios';
import { NodeApiError, type IExecuteFunctions, type INode, type JsonObject } from 'n8n-workflow';
import { inspect } from 'node:util';
import { n8nTransport } from '../../nodes/shared/syncs/n8nTransport';
import { callPlatform } from '../../src/sync/http/callPlatform';
import { TransientError } from '../../src/sync/http/errors';
import { contextOf, VirtualClock } from '../support/syncContext';

const node: INode = {
	id: '1',
	name: 'Sync',
	type: 'sync',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const config = {
	data: 'marker.person@marker-mail.com',
	headers: { authorization: 'Klaviyo-API-Key pk_marker' },
	url: 'https://a.klaviyo.com/api/x?q=marker',
} as unknown as InternalAxiosRequestConfig;

/** n8n wraps an error in one of its own. */
const wrapped = (error: Error) => new NodeApiError(node, error as unknown as JsonObject);

/** Sends one request through an n8n whose helper rejects; returns the error and the number of calls. */
async function sendWhere(rejection: unknown) {
	let attempts = 0;
	const n8n = {
		helpers: {
			httpRequestWithAuthentication: () => {
				attempts++;
				return Promise.reject(rejection as Error);
			},
		},
	} as unknown as IExecuteFunctions;
	const transport = n8nTransport(n8n, 'customerValueKlaviyoApi', 'https://a.klaviyo.com/secret');
	const [end] = await Promise.allSettled([
		callPlatform(contextOf(transport, new VirtualClock()), {
			platform: 'Klaviyo',
			doing: 'reading',
			repeatable: true,
			request: { method: 'GET', path: '/x', query: {}, headers: {} },
			judge: ({ body }) => ({ kind: 'success', json: body }),
		}),
	]);
	return { attempts, error: (end as PromiseRejectedResult).reason as Error };
}

describe('a request without an answer', () => {
	it.each([
		['ECONNRESET', 6, 'the connection was closed'],
		['ETIMEDOUT', 6, 'the request timed out'],
		['CERT_HAS_EXPIRED', 1, 'its certificate is not trusted'],
		['EWHATEVER', 1, 'the connection failed'],
	])('for %s is sent %i times, and says why: %s', async (code, times, why) => {
		const { attempts, error } = await sendWhere(wrapped(new AxiosError('m', code, config)));
		expect(error).toBeInstanceOf(TransientError);
		expect(error.message).toContain(`did not answer at https://a.klaviyo.com: ${why}`);
		expect(attempts).toBe(times);
	});

	it.each([
		['a fault of a program', wrapped(new TypeError('marker.person@marker-mail.com'))],
		['an error of axios without a code', wrapped(new AxiosError('marker', undefined, config))],
		['something that is no error', 'marker'],
	])('is not sent again for %s', async (_name, rejection) => {
		const { attempts, error } = await sendWhere(rejection);
		expect(error).not.toBeInstanceOf(TransientError);
		expect(error.message).toMatch(/^n8n could not send the request \([A-Za-z ]+\)$/);
		expect(attempts).toBe(1);
	});

	it.each([
		['a code', wrapped(new AxiosError('marker.person@marker-mail.com', 'ECONNRESET', config))],
		['no code', wrapped(new AxiosError('marker.person@marker-mail.com', undefined, config))],
	])('keeps nothing of an error with %s', async (_name, rejection) => {
		const { error } = await sendWhere(rejection);
		const said = inspect(error, { depth: 12, showHidden: true }).replace(/^\s+at .*$/gm, '');
		expect(said).not.toMatch(/marker|pk_|secret/);
	});
});

describe('a request for an app that is connected by OAuth', () => {
	const answered = (statusCode: number) => ({ statusCode, headers: { 'X-Id': '7' }, body: '{}' });
	const refusedBy = (status: string) =>
		Object.assign(wrapped(new AxiosError('marker', 'ERR_BAD_REQUEST', config)), {
			httpCode: status,
		});

	/** Sends one request; `ends` are the results of n8n's helper, in turn. */
	async function send(credentialType: string, ...ends: unknown[]) {
		const told: unknown[] = [];
		const n8n = {
			helpers: {
				httpRequestWithAuthentication: (
					_type: string,
					{ ignoreHttpStatusErrors }: { ignoreHttpStatusErrors: unknown },
				) => {
					told.push(!ignoreHttpStatusErrors);
					const end = ends.shift();
					return end instanceof Error ? Promise.reject(end) : Promise.resolve(end);
				},
			},
		} as unknown as IExecuteFunctions;
		const transport = n8nTransport(n8n, credentialType, 'https://a.klaviyo.com');
		const request = { method: 'GET', path: '/x', query: {}, headers: {} } as const;
		const [answer] = await Promise.allSettled([transport(request)]);
		return { answer, told };
	}

	const oAuth = 'customerValueKlaviyoOAuth2Api';

	it('is sent again after a 401, so that n8n renews the token', async () => {
		const { answer, told } = await send(oAuth, answered(401), answered(202));
		expect(answer).toMatchObject({ value: { status: 202, headers: { 'x-id': '7' } } });
		expect(told).toEqual([false, true]);
	});

	it('is sent once after any other status, and with a key', async () => {
		expect((await send(oAuth, answered(429))).told).toEqual([false]);
		const byKey = await send('customerValueKlaviyoApi', answered(401));
		expect(byKey.told).toEqual([false]);
		expect(byKey.answer).toMatchObject({ value: { status: 401 } });
	});

	it.each([
		['a token that is not renewed', [answered(401), refusedBy('400')], 401],
		['a token that is refused anew', [answered(401), refusedBy('401')], 401],
		['an account that is not connected', [wrapped(new TypeError('marker'))], 401],
		['a limit met with the new token', [answered(401), refusedBy('429')], 429],
	])('answers for %s', async (_name, ends, status) => {
		const { answer } = await send(oAuth, ...ends);
		expect(answer).toMatchObject({ value: { status, body: '' } });
	});

	it('has no answer where renewing fails on the way', async () => {
		const { answer } = await send(
			oAuth,
			answered(401),
			wrapped(new AxiosError('m', 'ECONNRESET', config)),
		);
		expect(answer).toMatchObject({ reason: { code: 'ECONNRESET' } });
	});
});
