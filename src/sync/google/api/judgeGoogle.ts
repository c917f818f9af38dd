import { parseJson } from '../../../values/parseJson';
import type { Verdict } from '../../http/callPlatform';
import { AuthenticationError, RejectedError, type RejectedFault } from '../../http/errors';
import { retriedStatuses, retryAfterMs } from '../../http/retryPolicy';
import type { TransportResponse } from '../../http/transport';
import { meanings } from './meanings';

/** Google counts requests by the minute. */
const throttledMs = 60_000;

/** Wait for a daily quota that is used up: longer than any run waits. */
const dayMs = 24 * 3_600_000;

/**
 * Returns the meaning of an answer of the Data Manager API.
 *
 * Google's messages may quote what was sent and are never passed on; its reasons, the position of a fault and the
 * request ID are.
 */
export function judgeGoogle(
	{ status, headers, body }: TransportResponse,
	{ doing, now }: { readonly doing: string; readonly now: number },
): Verdict {
	const json = parseJson(body);
	const fault = faultOf(json);
	if (fault === undefined && status >= 200 && status < 300 && json !== undefined) {
		return { kind: 'success', json };
	}
	const { reason, faults = [], requestId, retryMs, isOfDay } = fault ?? {};
	const code = reason ?? statusCodes[status] ?? `status ${status}`;
	const known = Object.hasOwn(meanings, code) ? meanings[code] : undefined;
	if (status === 429 || known?.class === 'throttle') {
		const delayMs = isOfDay
			? dayMs
			: (retryMs ?? retryAfterMs(headers['retry-after'], now) ?? throttledMs);
		const meaning = isOfDay ? dayIsUsedUp : known?.meaning;
		return { kind: 'throttled', code, delayMs, meaning };
	}
	const isAccess = known?.class === 'authentication' || status === 401 || status === 403;
	// A page of HTML, or an answer that was cut off: the request may have been carried out.
	const isCut = json === undefined && !isAccess;
	if (isCut || retriedStatuses.has(status) || known?.class === 'transient') {
		return { kind: 'transient', code, delayMs: retryAfterMs(headers['retry-after'], now) };
	}
	const facts = {
		platform: 'Google' as const,
		doing,
		status,
		code,
		advice: known?.advice,
		requestId,
	};
	const message = `${known?.meaning ?? 'Google rejected the request'} (${doing}, code ${code})`;
	return {
		kind: 'failed',
		error: isAccess
			? new AuthenticationError(message, facts)
			: new RejectedError(message, facts, faults.length > 0 ? faults : [{ code }]),
	};
}

const dayIsUsedUp = "The day's quota of this Google Cloud project is used up";

/** Names of statuses where the answer has none. */
const statusCodes: Readonly<Record<number, string>> = {
	401: 'UNAUTHENTICATED',
	403: 'PERMISSION_DENIED',
	404: 'NOT_FOUND',
	429: 'RESOURCE_EXHAUSTED',
};

interface Fault {
	/** The most specific name: of the first field that is wrong, else of the error, else of its status. */
	readonly reason?: string;
	/** Faults of single members, each with its position. */
	readonly faults: RejectedFault[];
	readonly requestId?: string;
	readonly retryMs?: number;
	/** Whether the exhausted quota is a daily one. */
	readonly isOfDay: boolean;
}

function faultOf(json: unknown): Fault | undefined {
	const error = recordOf(json)?.error;
	const fields = recordOf(error);
	if (fields === undefined) return undefined;
	const details = Array.isArray(fields.details) ? fields.details.map(recordOf) : [];
	const detail = (type: string) => details.find((each) => nameOf(each?.['@type']) === type);
	const info = detail('ErrorInfo');
	const violations = detail('BadRequest')?.fieldViolations;
	const faults = Array.isArray(violations) ? violations.map(faultOfField) : [];
	const quota = recordOf(info?.metadata)?.quota_limit;
	return {
		reason: faults[0]?.code ?? code(info?.reason) ?? code(fields.status),
		faults: faults.filter(({ pointer }) => pointer !== undefined),
		requestId: plainId(detail('RequestInfo')?.requestId),
		retryMs: secondsOf(detail('RetryInfo')?.retryDelay),
		isOfDay: typeof quota === 'string' && /day/i.test(quota),
	};
}

/** A member's fault, by its position in the request: `audience_members.audience_members[3].user_data` and the like. */
function faultOfField(violation: unknown): RejectedFault {
	const { field, reason } = recordOf(violation) ?? {};
	const place =
		typeof field === 'string'
			? /(?:audience_members|audienceMembers)\[(\d+)\]/.exec(field)?.[1]
			: undefined;
	const name = code(reason) ?? 'INVALID_ARGUMENT';
	return place === undefined ? { code: name } : { code: name, pointer: memberPointer(place) };
}

const memberPointer = (place: string) => `/audienceMembers/${place}`;

/** The position of the member that a fault points at; undefined for a fault of the request. */
export function memberPlaceOf({ pointer }: RejectedFault): number | undefined {
	const [, place] = /^\/audienceMembers\/(\d+)$/.exec(pointer ?? '') ?? [];
	return place === undefined ? undefined : Number(place);
}

const recordOf = (value: unknown) =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;

/** The last part of a type's address: `type.googleapis.com/google.rpc.ErrorInfo`. */
const nameOf = (type: unknown) =>
	typeof type === 'string' ? type.slice(type.lastIndexOf('.') + 1) : undefined;

/** A name in capitals, as reasons are; any other text could quote what was sent. */
const code = (value: unknown) =>
	typeof value === 'string' && /^[A-Z][A-Z0-9_]{2,99}$/.test(value) ? value : undefined;

/** An ID, unless it contains something that could be an address. */
const plainId = (value: unknown) =>
	typeof value === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(value) ? value : undefined;

/** A duration as Google writes it: "3.5s". */
function secondsOf(value: unknown): number | undefined {
	const [, seconds] = (typeof value === 'string' && /^(\d+(?:\.\d+)?)s$/.exec(value)) || [];
	return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
}
