import { parseJson } from '../../../values/parseJson';
import type { Verdict } from '../../http/callPlatform';
import { AuthenticationError, RejectedError } from '../../http/errors';
import { retryAfterMs } from '../../http/retryPolicy';
import type { TransportResponse } from '../../http/transport';
import { meanings } from './meanings';
import { regainAccessMs, useCaseOf } from './usage';

/** Wait where Meta gives no estimate: retrying early prolongs the throttling. */
const throttledMs = 60_000;

/** Facts of a request that are needed to judge its answer. */
export interface Asked {
	/** What the request does, for messages. */
	readonly doing: string;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The object was created just now, and some of Meta's servers may not know it yet. */
	readonly mayLag?: boolean;
	/** A page of a list, which can be requested in smaller pieces. */
	readonly isPage?: boolean;
}

/** Code of the error for a page that Meta finds too large; Meta's own code, 1, is that of all unknown errors. */
export const pageTooLarge = '1/reduce';

/**
 * Returns the meaning of a Meta answer.
 *
 * Meta's messages quote parameters and are never passed on; code, subcode and trace ID are.
 */
export function judgeMeta(
	{ status, headers, body }: TransportResponse,
	{ doing, now, mayLag = false, isPage = false }: Asked,
): Verdict {
	const json = parseJson(body);
	const fault = faultOf(json);
	const retryAfter = retryAfterMs(headers['retry-after'], now);
	if (fault?.code === undefined && status === 429) {
		return {
			kind: 'throttled',
			code: 'status 429',
			delayMs: retryAfter ?? regainAccessMs(headers) ?? throttledMs,
		};
	}
	if (fault === undefined) {
		if (json !== undefined && status >= 200 && status < 300) return { kind: 'success', json };
		if (json === undefined || status >= 500) return { kind: 'transient', code: `status ${status}` };
	}
	const { code = status, subcode, traceId, isTransient = false, isTooMuch } = fault ?? {};
	const name = subcode === undefined ? String(code) : `${code}/${subcode}`;
	const known = meanings[name] ?? meanings[code];
	if (known?.class === 'throttle' || (code >= 80_000 && code <= 80_014)) {
		return {
			kind: 'throttled',
			code: name,
			meaning: known?.meaning,
			delayMs:
				known?.delayMs ?? regainAccessMs(headers, useCaseOf[code]) ?? retryAfter ?? throttledMs,
		};
	}
	if (isPage && isTooMuch) {
		const facts = { platform: 'Meta' as const, doing, status, code: pageTooLarge };
		return { kind: 'failed', error: new RejectedError(`Too much data at once (${doing})`, facts) };
	}
	if (known?.class === 'transient' || isTransient || (mayLag && code === 803)) {
		return { kind: 'transient', code: name };
	}
	if (known === undefined && status >= 500) return { kind: 'transient', code: name };

	const facts = {
		platform: 'Meta' as const,
		doing,
		status,
		code: name,
		advice: known?.advice,
		requestId: traceId,
	};
	const message = `${known?.meaning ?? 'Meta rejected the request'} (${doing}, code ${name})`;
	return {
		kind: 'failed',
		error:
			known?.class === 'authentication' || status === 401
				? new AuthenticationError(message, facts)
				: new RejectedError(message, facts, [{ code: name }]),
	};
}

/**
 * Whether Meta refuses a parameter without a specific reason: code 100, with no subcode or one that has no meaning of
 * its own here.
 */
export function isAboutParameter(error: unknown): boolean {
	if (!(error instanceof RejectedError)) return false;
	const { code = '' } = error.facts;
	return code === '100' || (code.startsWith('100/') && !Object.hasOwn(meanings, code));
}

function faultOf(json: unknown) {
	const error = (json as { error?: unknown } | null | undefined)?.error;
	if (typeof error !== 'object' || error === null) return undefined;
	const { code, error_subcode, fbtrace_id, is_transient, message } = error as Record<
		string,
		unknown
	>;
	return {
		code: isAboutProof(message) ? 104 : typeof code === 'number' ? code : undefined,
		subcode: typeof error_subcode === 'number' ? error_subcode : undefined,
		traceId: typeof fbtrace_id === 'string' ? fbtrace_id : undefined,
		isTransient: is_transient === true,
		isTooMuch: typeof message === 'string' && /reduce the amount of data/i.test(message),
	};
}

/**
 * A missing or wrong proof is reported as 100 without a subcode, as is a wrong parameter; only Meta's fixed text shows
 * which it is.
 */
function isAboutProof(message: unknown): boolean {
	return typeof message === 'string' && message.includes('appsecret_proof');
}
