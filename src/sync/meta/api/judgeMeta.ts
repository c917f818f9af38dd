import { parseJson } from '../../../values/parseJson';
import type { Verdict } from '../../http/callPlatform';
import { AuthenticationError, RejectedError } from '../../http/errors';
import { retryAfterMs } from '../../http/retryPolicy';
import type { TransportResponse } from '../../http/transport';

type FaultClass = 'throttle' | 'transient' | 'authentication' | 'rejected';

interface Meaning {
	readonly class: FaultClass;
	readonly meaning: string;
	readonly advice?: string;
	/** How long it lasts at most, where Meta's guide tells. */
	readonly delayMs?: number;
}

const newToken =
	'Create a system-user token with the permission ads_management in Meta Business settings and enter it in the credential. Tokens of people expire after 60 days.';
const again = 'Run the workflow again later to do the rest.';

/**
 * What Meta's codes mean, by `code` and by `code/subcode`; the longer key goes first.
 *
 * Classed by code and not by HTTP status: throttling comes as 400.
 */
const meanings: Readonly<Record<string, Meaning>> = {
	1: { class: 'transient', meaning: 'Meta reports an unknown error' },
	2: { class: 'transient', meaning: 'Meta is temporarily unavailable' },
	4: { class: 'throttle', meaning: 'The app has reached its request limit' },
	10: {
		class: 'authentication',
		meaning: 'The token lacks a permission',
		advice:
			'Give the app and the system user the permission ads_management, and the system user access to the ad account.',
	},
	17: { class: 'throttle', meaning: 'The ad account has reached its request limit' },
	32: { class: 'throttle', meaning: 'The page has reached its request limit' },
	100: { class: 'rejected', meaning: 'Meta rejected a parameter' },
	'100/33': {
		class: 'rejected',
		meaning: 'The object does not exist, or the token has no access to it',
		advice:
			'Choose the ad account and the audience again, and give the system user access to the ad account.',
	},
	'100/1713228': {
		class: 'rejected',
		meaning: 'Meta has flagged the audience and blocked edits',
		advice: "Ask for a review in Meta's Audiences, or create an audience with a neutral name.",
	},
	'100/1713230': {
		class: 'rejected',
		meaning: 'Meta has flagged the audience and blocked uploads',
		advice: "Ask for a review in Meta's Audiences, or create an audience with a neutral name.",
	},
	'100/1713231': {
		class: 'rejected',
		meaning: 'Meta has flagged the name or description of the audience',
		advice: 'Change its name and description to neutral words first.',
	},
	'100/1713232': {
		class: 'rejected',
		meaning: 'Meta has flagged the source audience of the lookalike',
		advice: 'Choose another source audience.',
	},
	102: {
		class: 'authentication',
		meaning: 'The token’s session is not valid',
		advice: newToken,
	},
	104: {
		class: 'authentication',
		meaning: 'Meta rejected the app secret',
		advice:
			'Enter the secret of the app that the token was created for in the credential. It is under Meta for Developers > App settings > Basic.',
	},
	105: { class: 'rejected', meaning: 'The request has too many parameters' },
	190: { class: 'authentication', meaning: 'The token is not valid', advice: newToken },
	'190/463': { class: 'authentication', meaning: 'The token has expired', advice: newToken },
	194: { class: 'rejected', meaning: 'A parameter is missing' },
	200: {
		class: 'authentication',
		meaning: 'The token lacks a permission',
		advice: 'Give the system user the permission ads_management and access to the ad account.',
	},
	'200/1870050': {
		class: 'authentication',
		meaning: 'The ad account does not belong to a business',
		advice: 'Link the ad account to a business in Meta Business settings.',
	},
	'200/1870090': {
		class: 'rejected',
		meaning: 'The Custom Audience terms are not accepted for the ad account',
		advice:
			'Someone with access to the ad account has to accept them once: business.facebook.com/ads/manage/customaudiences/tos.',
	},
	270: {
		class: 'authentication',
		meaning: "The app's access tier does not allow this ad account",
		advice:
			'Ask Meta for standard access to the Marketing API, or use an ad account of the app owner.',
	},
	294: {
		class: 'authentication',
		meaning: 'The permission ads_management is missing',
		advice: newToken,
	},
	341: { class: 'throttle', meaning: 'The app has reached a limit for now' },
	368: {
		class: 'rejected',
		meaning: 'Meta has blocked this action for now',
		advice: 'Check the notices in Meta Business settings.',
	},
	613: { class: 'throttle', meaning: 'Too many calls in a short time' },
	803: {
		class: 'rejected',
		meaning: 'The audience does not exist',
		advice: 'Choose the audience again.',
	},
	2500: {
		class: 'rejected',
		meaning: 'Meta does not recognize this address',
		advice: 'Check the Graph version in the credential: it looks like v26.0.',
	},
	2635: {
		class: 'rejected',
		meaning: 'This version of the Graph API is no longer served',
		advice: 'Choose a later Graph version in the credential.',
	},
	2650: { class: 'rejected', meaning: 'Meta could not update the audience' },
	'2650/1870144': {
		class: 'rejected',
		meaning: 'The audience is too large to be replaced',
		advice: 'Connect "Last Synced", so that only differences are sent.',
	},
	'2650/1870145': {
		class: 'throttle',
		meaning: 'Another update of this audience is still running',
		delayMs: 90 * 60_000,
	},
	'2650/1870147': {
		class: 'rejected',
		meaning: 'The replacement lacks its first batch',
		advice: again,
	},
	'2650/1870148': { class: 'rejected', meaning: 'The replacement was not complete', advice: again },
	'2650/1870158': {
		class: 'rejected',
		meaning: 'The replacement took longer than 90 minutes',
		advice: again,
	},
	'2650/1870159': { class: 'rejected', meaning: 'The replacement is already finished' },
	2654: { class: 'rejected', meaning: 'Meta can’t create this lookalike' },
	'2654/1713007': {
		class: 'rejected',
		meaning: 'A lookalike of this source, size and location already exists',
	},
	2655: {
		class: 'rejected',
		meaning: 'Terms are not accepted for the ad account',
		advice: 'Someone with access to the ad account has to accept them in Meta Ads Manager.',
	},
	2656: { class: 'rejected', meaning: 'Lookalike audiences depend on this audience' },
	1487301: {
		class: 'rejected',
		meaning: 'The audience is not shared with this ad account',
		advice: 'Share the audience with the ad account, or choose the account that owns it.',
	},
	1487366: {
		class: 'rejected',
		meaning: 'The audience was deleted',
		advice: 'Choose another audience.',
	},
};

/** Without an estimate of Meta's own: knocking early prolongs the throttling. */
const throttledMs = 60_000;

/** What is known of a request and helps to read its answer. */
export interface Asked {
	/** What was being done, in words. */
	readonly doing: string;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The object was created just now, and not every server of Meta knows it yet. */
	readonly mayLag?: boolean;
	/** A page of a list, which can be asked for in smaller pieces. */
	readonly isPage?: boolean;
}

/** Code of the error for a page that Meta finds too large; its number, 1, is that of all unknown errors. */
export const pageTooLarge = '1/reduce';

/**
 * Reads off what a Meta answer means.
 *
 * Meta's messages quote parameters and are never passed on; code, subcode and trace id are.
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
 * Whether Meta refuses a parameter without saying what else is wrong: code 100, with or without a subcode that has no
 * meaning of its own here.
 */
export function isAboutParameter(error: unknown): boolean {
	if (!(error instanceof RejectedError)) return false;
	const { code = '' } = error.facts;
	return code === '100' || (code.startsWith('100/') && !Object.hasOwn(meanings, code));
}

/** The use case whose limit a code reports, where it is not that of audiences. */
const useCaseOf: Readonly<Record<number, string>> = {
	80_000: 'ads_insights',
	80_004: 'ads_management',
};

const audienceUseCase = 'custom_audience';

/**
 * Returns how long Meta says to stay away, in milliseconds, from the header of business use cases, which counts in minutes;
 * undefined where it says nothing of the use case: other limits of the same app are other requests' matter.
 */
export function regainAccessMs(
	headers: Readonly<Record<string, string>>,
	useCase: string = audienceUseCase,
): number | undefined {
	const minutes = usagesOf(headers, useCase).map((each) =>
		finite(each.estimated_time_to_regain_access),
	);
	const longest = Math.max(0, ...minutes);
	return longest > 0 ? longest * 60_000 : undefined;
}

/** Returns the percentage of the limit for audiences that is used, the highest of calls, processor time and time; undefined where Meta does not tell. */
export function limitUsedPercent(headers: Readonly<Record<string, string>>): number | undefined {
	const usages = usagesOf(headers, audienceUseCase);
	if (usages.length === 0) return undefined;
	return Math.max(
		...usages.flatMap(({ call_count, total_cputime, total_time }) =>
			[call_count, total_cputime, total_time].map(finite),
		),
	);
}

function usagesOf(headers: Readonly<Record<string, string>>, useCase: string) {
	const usage = parseJson(headers['x-business-use-case-usage'] ?? '');
	if (typeof usage !== 'object' || usage === null) return [];
	return Object.values(usage)
		.flat()
		.filter(
			(each: unknown): each is Record<string, unknown> =>
				typeof each === 'object' && each !== null && (each as { type?: unknown }).type === useCase,
		);
}

function finite(value: unknown): number {
	const number = Number(value ?? 0);
	return Number.isFinite(number) ? number : 0;
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

/** A proof that is missing or wrong comes as 100 without a subcode, as a wrong parameter does; only Meta's fixed words tell. */
function isAboutProof(message: unknown): boolean {
	return typeof message === 'string' && message.includes('appsecret_proof');
}
