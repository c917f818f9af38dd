import type { z } from 'zod';
import type { RateWindows } from '../rateWindows';
import type { Answer, ReceivedRequest } from '../server';
import { problem } from './answers';
import type { Route } from './routes/route';
import { klaviyoBodies, type KlaviyoBody } from './schemas';

export const msPerYear = 365 * 86_400_000;
export const largestTextBytes = 100_000;
const largestBodyBytes = 5_242_880;
const revision = /^20\d\d-\d\d-\d\d$/;
const jsonTypes: ReadonlySet<string> = new Set(['application/vnd.api+json', 'application/json']);
/** Largest page sizes; all others are 100. */
const largestPages: Readonly<Record<string, number>> = { get_lists: 10 };

/** The fault of a request's headers: revision, content type, scopes of the key. */
export function headProblem(
	{ method, headers }: ReceivedRequest,
	{ scopes }: Route,
	allowed: ReadonlySet<string> | undefined,
	now: number,
): Answer | undefined {
	const revised = headers.revision ?? '';
	if (!revision.test(revised)) return problem(400, 'invalid', 'The revision header is missing.');
	if (Date.parse(revised) < now - 2 * msPerYear) {
		return problem(410, 'revision_retired', 'This revision is no longer served.');
	}
	if (method !== 'GET' && !jsonTypes.has(headers['content-type'] ?? '')) {
		return problem(415, 'unsupported_media_type', 'Unsupported media type in request.');
	}
	if (allowed === undefined || scopes.every((scope) => allowed.has(scope))) return undefined;
	return problem(403, 'permission_denied', 'You do not have permission to perform this action.');
}

/** Counts a call: returns the headers with what is left of the limit, or the answer where nothing is. */
export function takeCall(
	windows: RateWindows,
	{ operation, limit: [burst, steady] }: Route,
): { readonly headers: Record<string, string>; readonly refusal?: Answer } {
	const taken = windows.take(operation, [
		[1000, burst],
		[60_000, steady],
	]);
	if (taken.isFull) {
		const headers = { 'retry-after': String(taken.retryAfter) };
		return {
			headers,
			refusal: { ...problem(429, 'throttled', 'Request was throttled.'), headers },
		};
	}
	return {
		headers: {
			'ratelimit-limit': String(taken.limit),
			'ratelimit-remaining': String(taken.remaining),
			'ratelimit-reset': String(taken.resetSeconds),
		},
	};
}

/** The fault of a request's content: page size, body size, shape, size of a profile. */
export function contentProblem(
	{ query, body, json }: ReceivedRequest,
	{ operation }: Route,
	newId: () => string,
): Answer | undefined {
	const largestPage = largestPages[operation] ?? 100;
	const size = query['page[size]'];
	const isPageGood =
		size === undefined ||
		(operation !== 'get_segments' && Number(size) >= 1 && Number(size) <= largestPage);
	if (!isPageGood) {
		return problem(400, 'invalid', `Page size must be an integer between 1 and ${largestPage}.`);
	}
	if (Buffer.byteLength(body) > largestBodyBytes) {
		return problem(413, 'payload_too_large', 'The payload is larger than 5 MB.');
	}
	const schema = (klaviyoBodies as Record<string, z.ZodTypeAny>)[operation];
	const read = schema?.safeParse(json);
	if (read?.success === false) return shapeProblem(read.error, json, newId);
	const place = tooLargeProfile(json);
	if (place === undefined) return undefined;
	return problem(400, 'invalid', `The profile at ${place} is larger than 100 KB.`);
}

function shapeProblem({ issues }: z.ZodError, json: unknown, newId: () => string): Answer {
	const errors = issues.map(({ path, message }) => ({
		id: newId(),
		status: 400,
		code: 'invalid',
		title: 'Invalid input.',
		// Klaviyo quotes what was sent; so does its sandbox server.
		detail: `${message}: ${JSON.stringify(valueAt(json, path))}`,
		source: { pointer: `/${path.join('/')}` },
	}));
	return { status: 400, body: { errors } };
}

function valueAt(json: unknown, path: ReadonlyArray<string | number>): unknown {
	let here = json;
	for (const key of path) here = (here as Record<string | number, unknown> | undefined)?.[key];
	return here;
}

/** The position of a profile above Klaviyo's 100 KB, by itself or in an import. */
function tooLargeProfile(json: unknown): number | undefined {
	const data = (json as KlaviyoBody<'bulk_import_profiles'> | undefined)?.data;
	const profiles: readonly unknown[] = data?.attributes?.profiles?.data ?? [data];
	const place = profiles.findIndex(
		(profile) => Buffer.byteLength(JSON.stringify(profile) ?? '') > largestTextBytes,
	);
	const isOne = place !== -1 && (profiles[place] as { type?: string }).type === 'profile';
	return isOne ? place : undefined;
}
