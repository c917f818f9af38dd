import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { settle } from '../../../src/values/settle';
import { checkBaseUrl } from './checkBaseUrl';
import {
	NoAnswerError,
	type Transport,
	type TransportRequest,
} from '../../../src/sync/http/transport';

/** Long enough for 5 MB and a busy platform. */
const timeoutMs = 120_000;

/**
 * The transport that sends through n8n's own helper: with n8n's proxies and certificates, and the credential's key.
 *
 * Every status comes back as an answer, for the sync to judge: n8n's own errors for them differ between its versions.
 * An error without an answer is reduced to its code, or to its kind where it has no code, because it holds the whole
 * request, including key and customers.
 */
export function n8nTransport(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	credentialType: string,
	baseUrl: string,
): Transport {
	checkBaseUrl(context, baseUrl);
	const renewsToken = usesOAuth(credentialType) || isServiceAccount(credentialType);
	const send = (request: TransportRequest, isTold: boolean) =>
		settle<unknown>(
			context.helpers.httpRequestWithAuthentication.call(
				context,
				credentialType,
				optionsOf(request, baseUrl, isTold),
			),
		);
	return async (request) => {
		let answer = await send(request, false);
		if (renewsToken && answer.status === 'fulfilled' && statusOf(answer.value) === 401) {
			// n8n renews a token, and sends again, only where an error reports the 401.
			answer = await send(request, true);
		}
		if (answer.status === 'rejected') {
			const [code, kind] = [codeOf(answer.reason), kindOf(answer.reason)];
			if (renewsToken && isTurnedDown(code)) {
				return { status: isThrottled(answer.reason) ? 429 : 401, headers: {}, body: '' };
			}
			if (code === undefined) throw new Error(`n8n could not send the request (${kind})`);
			throw new NoAnswerError(code, originOf(baseUrl));
		}
		const response = answer.value as FullResponse;
		return {
			status: response.statusCode,
			headers: Object.fromEntries(
				Object.entries(response.headers).map(([name, value]) => [
					name.toLowerCase(),
					String(value),
				]),
			),
			body: typeof response.body === 'string' ? response.body : JSON.stringify(response.body ?? ''),
		};
	};
}

interface FullResponse {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
}

const statusOf = (response: unknown) => (response as FullResponse).statusCode;

/** @param isTold whether a status like 401 reaches n8n as an error */
function optionsOf(
	{ method, path, query, headers, body }: TransportRequest,
	baseUrl: string,
	isTold: boolean,
): IHttpRequestOptions {
	return {
		method,
		url: `${baseUrl.replace(/\/+$/, '')}${path}`,
		qs: { ...query },
		headers: { ...headers },
		...(body === undefined ? {} : { body }),
		encoding: 'text',
		timeout: timeoutMs,
		disableFollowRedirect: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: !isTold,
	};
}

/**
 * Whether a token can't be used: an account that is not connected, or a refusal to renew it, which n8n 1 calls EAUTH.
 */
function isTurnedDown(code: string | undefined): boolean {
	return code === undefined || code === 'ERR_BAD_REQUEST' || code === 'EAUTH';
}

function isThrottled(error: unknown): boolean {
	return causesOf(error).some(({ httpCode, status }) => httpCode === '429' || status === 429);
}

/** Whether a credential is a connected app, whose tokens n8n renews. */
export function usesOAuth(credentialType: string): boolean {
	return credentialType.endsWith('OAuth2Api');
}

/** Whether a credential is a service account, for which n8n requests a new token where the old one has expired. */
function isServiceAccount(credentialType: string): boolean {
	return credentialType.endsWith('ServiceAccountApi');
}

/** A server without its path: the part of an address that may be shown. */
function originOf(baseUrl: string): string {
	return URL.canParse(baseUrl) ? new URL(baseUrl).origin : 'the Base URL of the credential';
}

/** The system's code of a failure, such as ECONNRESET, wherever n8n stores it. */
function codeOf(error: unknown): string | undefined {
	for (const { code, httpCode } of causesOf(error)) {
		for (const found of [code, httpCode]) {
			if (typeof found === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(found)) return found;
		}
	}
	return undefined;
}

/** The name of the first cause's class, such as TypeError. */
function kindOf(error: unknown): string {
	const name = causesOf(error).at(-1)?.name;
	return typeof name === 'string' && /^[A-Za-z]{1,40}$/.test(name) ? name : 'unknown error';
}

function causesOf(error: unknown): Array<Record<string, unknown>> {
	const causes: Array<Record<string, unknown>> = [];
	for (let each = error; typeof each === 'object' && each !== null && causes.length < 4; ) {
		causes.push(each as Record<string, unknown>);
		each = (each as Record<string, unknown>).cause;
	}
	return causes;
}
