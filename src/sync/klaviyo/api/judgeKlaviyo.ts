import { parseJson } from '../../../values/parseJson';
import type { Verdict } from '../../http/callPlatform';
import { AuthenticationError, RejectedError, type RejectedFault } from '../../http/errors';
import { redact } from '../../http/redact';
import { retriedStatuses, retryAfterMs } from '../../http/retryPolicy';
import type { TransportResponse } from '../../http/transport';
import { klaviyoRevision, type Endpoint } from './endpoints';

/**
 * Returns the meaning of a Klaviyo answer.
 *
 * Klaviyo's `detail` quotes what was sent and is never passed on; code, title and pointer are.
 */
export function judgeKlaviyo(
	{ status, headers, body }: TransportResponse,
	endpoint: Endpoint,
	now: number,
	usesOAuth = false,
): Verdict {
	const json = parseJson(body);
	if (status >= 200 && status < 300) {
		// An empty 202 or 204 is complete; a page of HTML is a proxy's, and the request may never have arrived.
		if (body.trim() !== '' && json === undefined) return { kind: 'transient', code: 'notJson' };
		return { kind: 'success', json };
	}
	const delayMs = retryAfterMs(headers['retry-after'], now);
	if (status === 429) return { kind: 'throttled', delayMs };
	if (retriedStatuses.has(status) || status >= 500) {
		return { kind: 'transient', delayMs, code: String(status) };
	}

	return {
		kind: 'failed',
		error: failureOf(status, errorsOf(json), endpoint, usesOAuth ? byOAuth : byKey),
	};
}

/** The error of an answer that retrying does not change. */
function failureOf(
	status: number,
	errors: readonly KlaviyoError[],
	{ scopes, doing, path }: Endpoint,
	access: Access,
): AuthenticationError | RejectedError {
	const [first] = errors;
	const facts = {
		platform: 'Klaviyo' as const,
		doing,
		status,
		code: first?.code,
		requestId: first?.id,
	};
	if (status === 401) {
		return new AuthenticationError(access.unknown, { ...facts, advice: access.renew });
	}
	if (status === 403) {
		return new AuthenticationError(`The Klaviyo ${access.holder} lacks permission (${doing})`, {
			...facts,
			advice: access.allow(scopes.join(', ')),
		});
	}
	const title = first?.title === undefined ? '' : `: ${redact(first.title)}`;
	return new RejectedError(
		`Klaviyo rejected the request (${doing}, status ${status}${title})`,
		{ ...facts, advice: isWithoutObject(status, path) ? adviceFor[410] : adviceFor[status] },
		errors.map(
			({ code, pointer, duplicateProfileId }): RejectedFault => ({
				code,
				pointer,
				duplicateProfileId,
			}),
		),
	);
}

/** The message and the advice for a credential that Klaviyo refuses. */
interface Access {
	readonly holder: string;
	readonly unknown: string;
	readonly renew: string;
	readonly allow: (scopes: string) => string;
}

const byKey: Access = {
	holder: 'key',
	unknown: 'Klaviyo rejected the private key',
	renew:
		'Create a private key in Klaviyo under Settings > API keys and enter it in the credential. It starts with "pk_".',
	allow: (scopes) =>
		`Give the private key these scopes: ${scopes}. The scopes of a key can't be changed later: create a new key.`,
};

const byOAuth: Access = {
	holder: 'app',
	unknown: "Klaviyo rejected the app's connection",
	renew: 'Open the credential in n8n and connect the account again.',
	allow: (scopes) =>
		`Give the app these scopes in Klaviyo: ${scopes}. Then open the credential in n8n and connect the account again.`,
};

/** Whether a 404 can only mean a wrong address: a collection always exists, unless the revision does not. */
function isWithoutObject(status: number, path: string): boolean {
	return status === 404 && !path.includes('{id}');
}

const adviceFor: Readonly<Record<number, string>> = {
	404: 'The list or segment no longer exists: choose it again.',
	409: 'Another profile already has one of the identifiers: merge the two in Klaviyo.',
	410: `Klaviyo no longer supports API revision ${klaviyoRevision}: update the package.`,
};

interface KlaviyoError extends RejectedFault {
	readonly id?: string;
	readonly title?: string;
}

function errorsOf(json: unknown): KlaviyoError[] {
	const list = asRecord(json)?.errors;
	if (!Array.isArray(list)) return [];
	return list.map((each) => {
		const error = asRecord(each);
		return {
			id: asText(error?.id),
			code: asText(error?.code) ?? 'unknown',
			title: asText(error?.title),
			pointer: asText(asRecord(error?.source)?.pointer),
			duplicateProfileId: asText(asRecord(error?.meta)?.duplicate_profile_id),
		};
	});
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: undefined;
}

function asText(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
